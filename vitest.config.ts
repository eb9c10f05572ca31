import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Node processes that tests start compile our modules once, not each anew: half of what a short command takes. */
process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, '.beiyang/test/compiled');

/** A long run goes through every seed (tests/support/longRun.ts). */
const patience = process.env.LONG === '1' ? 10 : 1;

const project = (name: string, include: string[], timeoutMillis: number) => ({
  test: {
    name,
    include: include.map((folder) => `tests/${folder}/**/*.test.ts`),
    environment: 'node',
    testTimeout: timeoutMillis * patience,
    hookTimeout: timeoutMillis * patience,
    // A look at a picture alone may take the second that polling is usually given up after.
    expect: { poll: { timeout: 15_000 * patience } },
    pool: 'forks' as const,
    // Tests without a browser share a worker's modules: importing costs them more than running.
    isolate: name === 'browser' || name === 'start',
    ...(name === 'browser' ? { globalSetup: 'tests/support/browserSetup.ts' } : {}),
    // Two files at a time suit two cores; a bake computes all the time and goes alone.
    fileParallelism: name !== 'bake',
    maxWorkers: 2,
    // A bake's tests run as the product does, by Node itself: bundlers' imports cost inner loops much.
    experimental: { viteModuleRunner: name !== 'bake' },
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['rules', 'model', 'app', 'live', 'picture', 'screens'], 30_000),
      project('bake', ['bake'], 60_000),
      project('hub', ['hub', 'fuzz'], 60_000),
      project('start', ['start'], 60_000),
      project('browser', ['browser'], 90_000),
    ],
  },
});
