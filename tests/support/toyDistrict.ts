/** A square kilometre of invented district: baked once per state of the code, shared by every test that needs one. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bakeDistrict } from '../../src/bake/bake.ts';
import { hashTree } from '../../src/bake/cache/hashTree.ts';

export const projectFolder = path.resolve(import.meta.dirname, '../..');
const testFolder = path.join(projectFolder, '.beiyang/test');

/** A bake takes a second or two; a lock this old was left by a killed test. */
const STALE_LOCK_MILLIS = 60_000;

const toyOutline = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [120.3602, 36.0951],
            [120.3661, 36.0943],
            [120.3712, 36.0955],
            [120.3719, 36.1003],
            [120.3706, 36.1041],
            [120.3652, 36.1046],
            [120.3606, 36.1034],
            [120.3595, 36.0989],
            [120.3602, 36.0951],
          ],
        ],
      },
    },
  ],
};

/** A hill of 60 m in the north-east, on ground that is level elsewhere. */
const toyPlan = {
  schema: 'cityPlan/1',
  note: 'toy',
  ground: { quayMeters: 10, plainMeters: 10, riseMeters: 400 },
  hills: [
    {
      name: '玩具山',
      nameEn: 'Toy Hill',
      at: [120.3688, 36.1012],
      radiiMeters: [320, 240],
      turnDeg: 20,
      summitMeters: 60,
    },
  ],
  rivers: [],
  roads: [],
  rails: [],
  quarters: [],
  elsewhere: 'workersHousing',
  quays: [],
  parks: [],
  metroStations: [],
};

/** The toy's recipe, for tests that change one thing of it. Paths of the project's own facts are absolute. */
export function toyRecipe() {
  const fact = (file: string): string => path.join(projectFolder, 'data', file);
  return {
    schema: 'recipe/1',
    district: { key: 'toy', name: '玩具区', nameEn: 'Toy District' },
    timeZone: 'Asia/Shanghai',
    standardRef: 'GB/T 47678',
    heightDatum: 'local ground',
    attribution: [{ zh: '合成', en: 'Synthetic' }],
    outline: { file: 'outline.json' },
    sources: [],
    official: {
      matters: fact('matters.json'),
      departments: fact('departments.json'),
      calendar: fact('calendar-2026-cn.json'),
      componentClasses: fact('component-classes.json'),
    },
    generate: {
      plan: 'plan.json',
      seed: 'toy-1',
      streets: 2,
      communities: 4,
      communityGrids: 3,
      unitGrids: 20,
      extensionGrids: 4,
      buildings: 300,
      residents: 9000,
      videoPoints: 40,
      hazards: 6,
      components: true,
      roads: true,
    },
  };
}

/** Writes recipe and outline into a folder; returns the recipe's path. */
export function writeToyRecipe(folder: string, recipe: unknown = toyRecipe()): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'outline.json'), JSON.stringify(toyOutline));
  writeFileSync(path.join(folder, 'plan.json'), JSON.stringify(toyPlan));
  const file = path.join(folder, 'recipe.json');
  writeFileSync(file, JSON.stringify(recipe));
  return file;
}

/** Runs `act` while no other process does: test files run side by side. */
async function alone(lock: string, act: () => Promise<void>, isDone: () => boolean): Promise<void> {
  for (;;) {
    if (isDone()) return;
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > STALE_LOCK_MILLIS) rmSync(lock, { recursive: true, force: true });
      await sleep(50);
    }
  }
  try {
    if (!isDone()) await act();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Folder of the baked package. Never write into it: others read it. */
export async function toyDistrict(): Promise<string> {
  const hash = hashTree(projectFolder, ['src/bake', 'src/model', 'data', 'tests/support/toyDistrict.ts']).slice(0, 12);
  const folder = path.join(testFolder, `toy-${hash}`);
  mkdirSync(testFolder, { recursive: true });
  await alone(
    `${folder}.lock`,
    async () => {
      const recipePath = writeToyRecipe(`${folder}-recipe`);
      await bakeDistrict({ recipePath, dataFolder: null, outFolder: folder, onProgress: () => {} });
    },
    () => existsSync(path.join(folder, 'district.json')),
  );
  return folder;
}
