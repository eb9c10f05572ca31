/** The default district, made from the files in data/ by the very steps of the bake. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { Stages } from '../../../src/bake/cache/stages.ts';
import type { AreaNode } from '../../../src/bake/districtModel.ts';
import { type MadeAreas, makeAreas } from '../../../src/bake/steps/makeAreas.ts';
import { type MadeBuildings, makeBuildings } from '../../../src/bake/steps/makeBuildings.ts';
import { type MadeGround, makeGround } from '../../../src/bake/steps/makeGround.ts';
import { type MadePeople, makePeople } from '../../../src/bake/steps/makePeople.ts';
import { makePoints } from '../../../src/bake/steps/makePoints.ts';
import type { ModelInput } from '../../../src/bake/steps/modelInput.ts';
import { placeInEnu } from '../../../src/bake/steps/placeInEnu.ts';
import { readRecipe } from '../../../src/bake/steps/readRecipe.ts';
import { readSources } from '../../../src/bake/steps/readSources.ts';
import type { AreasSpec } from '../../../src/bake/synthetic/generate.ts';
import { type PlacedPlan, placePlan } from '../../../src/bake/synthetic/placedPlan.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import { parseCityPlan } from '../../../src/model/contract/cityPlan.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import type { Point2 } from '../../../src/model/geometry/polygon.ts';

const folder = path.resolve(import.meta.dirname, '../../../data');
export const textOfData = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
export const rowsOfData = (file: string): Record<string, string>[] => parse(textOfData(file), { columns: true });

async function shippedInput(): Promise<ModelInput> {
  const faults = new FaultLog();
  const { recipe, official } = readRecipe(path.join(folder, 'recipes/shibei-synthetic.json'));
  const sources = await readSources(recipe, null, official.outline, new Stages(null, faults), async () => {});
  return { recipe, official, sources, faults, placed: placeInEnu(recipe, official, sources, faults) };
}

const { frame } = (await shippedInput()).placed;
export const cmFromLonLat = (lonLatDeg: readonly [number, number]): Point2 => {
  const [east, north] = frame.enuFromLonLat(lonLatDeg);
  return [Math.round(east * 100), Math.round(north * 100)];
};

export function defaultPlan(): PlacedPlan {
  const result = parseCityPlan(JSON.parse(textOfData('shibei/plan.json')));
  if (!result.ok) throw new Error(result.faults.map(({ code, values }) => `${code} ${values.key}`).join());
  return placePlan(result.plan, frame, 'plan.json');
}

export function defaultAreasSpec(): AreasSpec {
  const [feature] = JSON.parse(textOfData('shibei/outline-synthetic.json')).features;
  const ring = feature.geometry.coordinates[0].slice(0, -1) as [number, number][];
  return {
    district: { key: 'shibei', code: '370203', name: '市北区', nameEn: 'Shibei District' },
    standardRef: 'GB/T 47678',
    seed: 'shibei-1',
    seaSide: 'west',
    plan: defaultPlan(),
    streets: {
      from: 'seeds',
      outlineCm: [[ring.map(cmFromLonLat)]],
      seeds: rowsOfData('shibei/streets.csv').map((row) => ({
        code: row.code!,
        name: row.name!,
        nameEn: null,
        atCm: cmFromLonLat([Number(row.lonDeg), Number(row.latDeg)]),
        weight: Number(row.areaKm2),
      })),
    },
    communities: rowsOfData('shibei/communities.csv').map((row) => ({ code: row.code!, name: row.name! })),
    communityGrids: 135,
    unitGrids: 1064,
    extensionGrids: 124,
  };
}

export interface ShippedDistrict {
  readonly input: ModelInput;
  readonly made: MadeAreas;
  readonly ground: MadeGround;
  readonly standing: MadeBuildings;
  readonly people: MadePeople;
  readonly points: ReturnType<typeof makePoints>;
  /** The grid at a place in whole centimetres. */
  findGrid(xCm: number, yCm: number): AreaNode | null;
}

let shipped: Promise<ShippedDistrict> | null = null;

/** Everything of the recipe that `npm start` bakes, up to its tiles: some seconds, once for all files of a worker. */
export function shippedDistrict(): Promise<ShippedDistrict> {
  shipped ??= makeShippedDistrict();
  return shipped;
}

async function makeShippedDistrict(): Promise<ShippedDistrict> {
  const input = await shippedInput();
  const made = makeAreas(input);
  const ground = await makeGround(input, made);
  const locator = new LeafLocator(made.areas);
  const findGrid = (xCm: number, yCm: number): AreaNode | null => locator.find(xCm, yCm);
  const standing = makeBuildings(input, made, ground, findGrid, new Map());
  const people = makePeople(input, made, ground, standing, findGrid);
  const on = { buildings: standing.buildings, facilities: people.facilities };
  return {
    input,
    made,
    ground,
    standing,
    people,
    findGrid,
    points: makePoints(input, made, ground, on, findGrid, new Map()),
  };
}
