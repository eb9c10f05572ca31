import { afterAll, describe, expect, it } from 'vitest';
import type { MadeTiles, TileJob } from '../../src/bake/steps/tileJobs.ts';
import { doTileJob } from '../../src/bake/steps/tileJobs.ts';
import { OwnThread, Threads, type Workshop } from '../../src/bake/threads.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';

const script = new URL('../../src/bake/steps/tileThread.ts', import.meta.url);
const workshops: Readonly<Record<string, Workshop<TileJob, MadeTiles>>> = {
  'this thread': new OwnThread<TileJob, MadeTiles>(doTileJob),
  'two threads': new Threads<TileJob, MadeTiles>(script, 2, doTileJob),
};
const square = [
  [
    [
      [0, 0],
      [50_000, 0],
      [50_000, 50_000],
      [0, 50_000],
    ],
  ],
] as const;
const ground = (): TileJob => ({
  kind: 'ground',
  model: {
    ...{ roads: [], bridges: [], beyond: [], waterCm: [], sunkWater: [], greenCm: [], quaysCm: [] },
    heightField: flatHeightField(),
  },
  landCm: square,
  origin: { lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 },
});
/** Half a file of footprints. */
const broken = (): TileJob => ({
  ...{ kind: 'building', name: 'broken', buildings: [], featureCount: 1, field: flatHeightField() },
  footprints: new Uint8Array(12),
});

afterAll(() => Promise.all(Object.values(workshops).map((workshop) => workshop.close())));

describe.each(Object.entries(workshops))('jobs on %s', (_name, workshop) => {
  it('have the same answers as anywhere', async () => {
    const [one, other] = await Promise.all([workshop.run(ground(), 1), workshop.run(ground(), 1)]);
    const here = await doTileJob(ground());
    expect(here.files.length).toBeGreaterThan(1);
    expect(one.files).toEqual(here.files);
    expect(other.files).toEqual(here.files);
    expect(Math.min(one.seconds, other.seconds)).toBeGreaterThan(0);
  });

  it('reject with what went wrong in them, and the next is another matter', async () => {
    await expect(workshop.run(broken(), 1)).rejects.toThrow('a job holds whole footprints');
    expect((await workshop.run(ground(), 1)).files.length).toBeGreaterThan(1);
  });

  it('are done once each where this thread helps', async () => {
    const waiting = Array.from({ length: 6 }, () => workshop.run(ground(), 1));
    await workshop.help();
    const made = await Promise.all(waiting);
    const here = await doTileJob(ground());
    for (const { files } of made) expect(files).toEqual(here.files);
  });

  it('end with the workshop: none is left waiting', async () => {
    const waiting = [workshop.run(ground(), 1), workshop.run(ground(), 1), workshop.run(ground(), 1)];
    const outcomes = Promise.allSettled(waiting);
    await workshop.close();
    expect((await outcomes).some(({ status }) => status === 'rejected')).toBe(true);
    await expect(workshop.run(ground(), 1)).rejects.toThrow('the workshop is closed');
  });
});

describe('help', () => {
  it('takes the jobs that no thread has begun, from the last one on', async () => {
    const here: number[] = [];
    const busy = new Threads<TileJob, MadeTiles>(script, 1, async (job) => {
      here.push((job as { featureCount: number }).featureCount);
      return doTileJob(ground());
    });
    const jobs = [1, 2, 3, 4].map((featureCount) => busy.run({ ...ground(), featureCount } as TileJob, 1));
    // The thread is still loading its libraries: all four are to be had.
    await busy.help();
    await Promise.all(jobs);
    expect(here[0]).toBe(4);
    expect(here).toEqual([...here].sort((a, b) => b - a));
    await busy.close();
  });

  it('ends where it is enough', async () => {
    let done = 0;
    const busy = new Threads<TileJob, MadeTiles>(script, 1, async (job) => {
      done++;
      return doTileJob(job);
    });
    const jobs = Promise.all([1, 2, 3, 4].map(() => busy.run(ground(), 1)));
    await busy.help(() => done === 1);
    expect(done).toBe(1);
    await jobs;
    await busy.close();
  });
});
