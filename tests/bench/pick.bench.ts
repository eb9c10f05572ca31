/**
 * What a look under the pointer costs in a city of 60,000 buildings: the very `pickAt` of the screens, on the package that
 * the bake makes, with every mark a layer may offer, under the windows of a desk and of the hall's off-centre segments.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseAreasFile } from '../../src/model/contract/areasFile.ts';
import { decodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { decodeHeightField, HEIGHTS_FILE } from '../../src/model/contract/heightFieldFile.ts';
import { AREAS_FILE, FOOTPRINTS_FILE, INDEX_FILE } from '../../src/model/contract/packageFiles.ts';
import { invariant } from '../../src/model/faults/invariant.ts';
import { groundUpMeters } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { PickTarget } from '../../src/picture/layerDrawing.ts';
import { MAX_SHOWN_POINTS } from '../../src/picture/layers/videoPoints/videoPoints.ts';
import { AreaPlaces } from '../../src/picture/picking/areaPlaces.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';
import { pickAt } from '../../src/picture/picking/pickAt.ts';
import type { Bench } from './main.ts';
import { benchDistrict } from './render/benchDistrict.ts';

const BUILDINGS = 60_000;
const PICKS = 2_000;
/** Beside the video points on show: open cases and hazards of a bad day. */
const OTHER_MARKS = 1_000;
const WINDOWS = [
  { left: -0.6, right: 0.6, bottom: -0.34, top: 0.34 },
  { left: 0.2, right: 1.1, bottom: -0.3, top: 0.5 },
  { left: -1.1, right: -0.2, bottom: -0.3, top: 0.5 },
];

export const bench: Bench = async (log) => {
  const folder = await benchDistrict(BUILDINGS, log);
  const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path.join(folder, name)));
  const footprints = decodeFootprints(bytesOf(FOOTPRINTS_FILE));
  const areas = parseAreasFile(JSON.parse(readFileSync(path.join(folder, AREAS_FILE), 'utf8')));
  const ground = decodeHeightField(bytesOf(HEIGHTS_FILE));
  invariant(footprints && areas && ground, 'the bake made a whole package');
  const index = new DatabaseSync(path.join(folder, INDEX_FILE), { readOnly: true });
  const rows = index
    .prepare('SELECT eastMeters, northMeters, aboveGroundMeters FROM videoPoints ORDER BY videoPointIndex LIMIT ?')
    .all(MAX_SHOWN_POINTS + OTHER_MARKS) as { eastMeters: number; northMeters: number; aboveGroundMeters: number }[];
  index.close();
  const targets = rows.map(({ eastMeters, northMeters, aboveGroundMeters }, videoPointIndex): PickTarget => {
    const up = groundUpMeters(ground, eastMeters, northMeters) + aboveGroundMeters;
    const pick = { kind: 'videoPoint', videoPointIndex } as const;
    return { enuMeters: [eastMeters, northMeters, up], handicapCssPx: 6, pick };
  });

  const begunMillis = performance.now();
  const rays = new BuildingRays(footprints, ground);
  const indexMillis = performance.now() - begunMillis;
  const places = new AreaPlaces(areas);
  const random = new SeededRandom('pick');
  const millis: number[] = [];
  const met = { building: 0, area: 0, videoPoint: 0, none: 0 };
  for (let round = 0; round < PICKS; round++) {
    // From over the roofs to over the whole district; every third looks along the ground, across all of it.
    const view: View = {
      pose: poseFromLook({
        targetEnuMeters: [random.between(-3_000, 3_000), random.between(-3_000, 3_000)],
        rangeMeters: 10 ** random.between(2.2, 4),
        headingDeg: random.between(-180, 180),
        pitchDeg: round % 3 === 0 ? random.between(-6, -3) : random.between(-80, -6),
      }),
      tangents: WINDOWS[round % WINDOWS.length]!,
      widthCssPx: 1920,
      heightCssPx: 1080,
    };
    const [x, y] = [random.between(0, 1920), random.between(0, 1080)];
    const before = performance.now();
    const pick = pickAt(view, x, y, { targets, rays, places, ground, shown: () => true, reachCssPx: 18 });
    millis.push(performance.now() - before);
    if (pick === null) met.none++;
    else if (pick.kind === 'building' || pick.kind === 'area' || pick.kind === 'videoPoint') met[pick.kind]++;
  }
  log(
    `index of ${BUILDINGS} in ${indexMillis.toFixed(0)} ms; first pick ${millis[0]!.toFixed(1)} ms; met ${JSON.stringify(met)}`,
  );
  millis.sort((a, b) => a - b);
  const at = (share: number): number => Number(millis[Math.min(PICKS - 1, Math.floor(PICKS * share))]!.toPrecision(3));
  const against = `${PICKS} picks, ${targets.length} marks, ${BUILDINGS} buildings, hills, off-centre windows`;
  return [
    { id: 'pick.ms_p95_60k', value: at(0.95), unit: 'ms', against: `≤ 50; ${against}` },
    { id: 'pick.ms_max_60k', value: at(1), unit: 'ms', against },
    {
      id: 'pick.index_ms_60k',
      value: Number(indexMillis.toPrecision(3)),
      unit: 'ms',
      against: 'once, at the first pick',
    },
  ];
};
