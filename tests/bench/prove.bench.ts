/** The coverage proof: how long 1,188 grids with their buildings take, and whether it finds what was planted. */

import type { GivenArea, ProofBuilding } from '../../src/bake/prove/proof.ts';
import { DEFAULT_GRID_AREA_BAND } from '../../src/bake/prove/proof.ts';
import { proveDistrict } from '../../src/bake/prove/proveDistrict.ts';
import { generateAreas } from '../../src/bake/synthetic/generate.ts';
import { isResponsibilityGrid } from '../../src/model/domain/areas.ts';
import type { MultiPolygon, Point2 } from '../../src/model/geometry/polygon.ts';
import { labelPoint } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { geosCoverageCheck } from '../bake/prove/geosCoverage.ts';
import { judge } from '../bake/prove/judge.ts';
import { clean, cleanDistrict, type Kind, plant, planters, withNoise } from '../bake/prove/plant.ts';
import { defaultAreasSpec } from '../bake/synthetic/defaultDistrict.ts';
import type { Bench, Figure } from './main.ts';

const RUNS = 3;
const BUILDINGS = 50_000;
const SEEDS = 8;
const SIZES = [0.01, 0.1, 1, 30, 400, 3_000, 10_000];
/** Some 60 vertices a grid. */
const FINE_EDGE_CM = 1_800;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Each edge with a vertex every few metres, as a survey has them: both neighbours get the same ones. */
function finer(areas: readonly GivenArea[]): GivenArea[] {
  const between = (a: Point2, b: Point2): Point2[] => {
    // From the lower end, so that both neighbours round alike.
    const isForward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
    const [from, to] = isForward ? [a, b] : [b, a];
    const count = Math.floor(Math.hypot(to[0] - from[0], to[1] - from[1]) / FINE_EDGE_CM);
    const points = Array.from({ length: count }, (_, index): Point2 => {
      const ratio = (index + 1) / (count + 1);
      return [Math.round(from[0] + ratio * (to[0] - from[0])), Math.round(from[1] + ratio * (to[1] - from[1]))];
    });
    return isForward ? points : points.reverse();
  };
  return areas.map((area) => ({
    ...area,
    polygonsCm: area.polygonsCm.map((polygon) =>
      polygon.map((outline) =>
        outline.flatMap((a, index) => [a, ...between(a, outline[(index + 1) % outline.length]!)]),
      ),
    ),
  }));
}

/** Boxes around the grids' middles, and some anywhere: many of those lie across a line. */
function boxes(areas: readonly GivenArea[], random: SeededRandom): ProofBuilding[] {
  const middles = areas
    .filter(({ level }) => isResponsibilityGrid(level))
    .map(({ polygonsCm }) => labelPoint(polygonsCm[0]!));
  return Array.from({ length: BUILDINGS }, (_, index): ProofBuilding => {
    const [x, y] = random.pick(middles);
    const spread = index % 10 === 0 ? 20_000 : 4_000;
    const [west, south] = [
      Math.round(x + random.between(-spread, spread)),
      Math.round(y + random.between(-spread, spread)),
    ];
    const [east, north] = [west + random.whole(600, 4_000), south + random.whole(600, 1_500)];
    const outline: Point2[] = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ];
    return { id: `b${index}`, residents: random.whole(0, 90), footprintCm: [[outline]] };
  });
}

function seconds(act: () => void): number {
  const startedMillis = performance.now();
  act();
  return (performance.now() - startedMillis) / 1000;
}

export const bench: Bench = async (log) => {
  const random = new SeededRandom('prove.bench');
  const areas = finer(generateAreas(defaultAreasSpec()).areas);
  const noisy = withNoise(areas, random, 2.4);
  const buildings = boxes(areas, random);
  const vertices = areas.reduce((sum, { polygonsCm }) => sum + polygonsCm.flat(2).length, 0);
  const options = { snapMeters: 0.05, gridAreaBand: DEFAULT_GRID_AREA_BAND, standardRef: 'GB/T 47678' } as const;
  const timed = (given: readonly GivenArea[]): number =>
    median(Array.from({ length: RUNS }, () => seconds(() => proveDistrict(given, buildings, options))));
  const [cleanSeconds, noisySeconds] = [timed(areas), timed(noisy)];
  log(
    `${areas.length} areas, ${vertices} vertices, ${BUILDINGS} buildings: ${cleanSeconds} s, with noise ${noisySeconds} s`,
  );

  const check = await geosCoverageCheck();
  const grids: MultiPolygon[] = areas
    .filter(({ level }) => isResponsibilityGrid(level))
    .map(({ polygonsCm }) => polygonsCm);
  const geosSeconds = median(Array.from({ length: RUNS }, () => check(grids, 30).seconds));
  log(`GEOS coverage check of the ${grids.length} grids, valid or not: ${geosSeconds} s`);

  let [planted, expected, found, falseAlarms, areaError] = [0, 0, 0, 0, 0];
  for (let seed = 0; seed < SEEDS; seed++) {
    const district = cleanDistrict(`bench-${seed}`);
    falseAlarms += judge(clean(district)).falseAlarms.length;
    for (const kind of Object.keys(planters) as Kind[]) {
      for (const size of SIZES) {
        const spoiled = plant(kind, district, `${seed}`, size);
        if (!spoiled) continue;
        planted++;
        const verdict = judge(spoiled);
        expected += verdict.expected;
        found += verdict.found;
        falseAlarms += verdict.falseAlarms.length;
        areaError = Math.max(areaError, verdict.areaError);
      }
    }
  }
  log(
    `${planted} spoiled districts: ${found} of ${expected} found, ${falseAlarms} false alarms, area error ${areaError}`,
  );

  const against = `${areas.length} areas of ${vertices} vertices and ${BUILDINGS} buildings, all levels`;
  const plantedIn = `${planted} spoiled and ${SEEDS} clean districts, ${Object.keys(planters).length} kinds`;
  const figure = (id: string, value: number, unit: string, words: string): Figure => {
    return { id, value: Number(value.toPrecision(3)), unit, against: words };
  };
  return [
    figure('prove.s_1188', Math.max(cleanSeconds, noisySeconds), 's', `${against}, the slower of clean and noisy`),
    figure('prove.s_1188_clean', cleanSeconds, 's', against),
    figure('prove.geos_s_1188', geosSeconds, 's', 'GEOS GEOSCoverageIsValid on the grids of one level: valid or not'),
    figure('prove.planted_found_share', found / expected, '', plantedIn),
    figure('prove.false_alarms', falseAlarms, '', plantedIn),
    figure('prove.area_error', areaError, '', plantedIn),
  ];
};
