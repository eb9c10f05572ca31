import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], timeoutMillis: number) => ({
  test: {
    name,
    include: include.map((folder) => `tests/${folder}/**/*.test.ts`),
    environment: 'node',
    testTimeout: timeoutMillis,
    hookTimeout: timeoutMillis,
    pool: 'forks' as const,
    // Browser and hub tests own the machine: two software-GL browsers at once time out, not fail.
    fileParallelism: name === 'unit',
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['rules', 'model', 'app', 'live', 'picture', 'screens'], 30_000),
      project('bake', ['bake'], 60_000),
      project('hub', ['hub', 'fuzz'], 60_000),
      project('browser', ['browser'], 90_000),
    ],
  },
});
