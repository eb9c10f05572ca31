/** What the simulator knows of the district: the same package the hub serves, read from its index. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeArc, decodeAreas, parseAreasFile } from '../../model/contract/areasFile.ts';
import { parseManifest } from '../../model/contract/manifest.ts';
import { NAMED_ROADS_FILE, parseNamedRoadsFile } from '../../model/contract/namedRoadsFile.ts';
import { AREAS_FILE, INDEX_FILE } from '../../model/contract/packageFiles.ts';
import type { MatterType } from '../../model/domain/cases.ts';
import type { LimitUnit } from '../../model/domain/deadlines.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';
import { fnv1a32 } from '../../model/geometry/seededRandom.ts';
import { patrolsOf, type SimulatedPatrol } from './simulatedPatrols.ts';

export interface ReplayRecord {
  readonly source: string;
  readonly id: string;
  readonly originalMillis: number;
  readonly lonLatDeg: LonLatDeg;
  readonly matterCode: string;
  readonly title: string;
  readonly description: string;
}

export interface SimulatedGrid {
  /** How much happens here, against other grids. */
  readonly weight: number;
  readonly outlineCm: MultiPolygon;
  /** Middles of its buildings. */
  readonly buildingEnuMeters: readonly (readonly [number, number])[];
}

/** In one grid of so many things happen so many times as often: a few places make most of the work. */
const [BUSY_ONE_OF, BUSY_TIMES] = [8, 12];

export interface SimulatedDistrict {
  readonly timeZone: string;
  readonly matters: readonly MatterType[];
  readonly videoPointIds: readonly string[];
  readonly hazardIds: readonly string[];
  readonly replay: readonly ReplayRecord[];
  /** Where people notice things: some grids more than others. */
  readonly grids: readonly SimulatedGrid[];
  readonly patrols: readonly SimulatedPatrol[];
  readonly frame: EnuFrame;
}

type Row = Record<string, string | number>;

export function readSimulatedDistrict(packageFolder: string): SimulatedDistrict {
  const jsonOf = (file: string): unknown => JSON.parse(readFileSync(path.join(packageFolder, file), 'utf8'));
  const manifest = parseManifest(jsonOf('district.json'));
  const areas = parseAreasFile(jsonOf(AREAS_FILE));
  invariant(manifest && areas, 'the hub opened this package');
  const outlines = decodeAreas(areas);
  const index = new DatabaseSync(path.join(packageFolder, INDEX_FILE), { readOnly: true });
  try {
    const rows = (sql: string): Row[] => index.prepare(sql).all() as Row[];
    return {
      timeZone: manifest.timeZone,
      frame: new EnuFrame(manifest.enuOrigin),
      matters: rows('SELECT * FROM matters ORDER BY code').map((row) => ({
        code: String(row.code),
        name: String(row.name),
        nameEn: String(row.nameEn),
        departmentKey: String(row.departmentKey),
        limit: { count: Number(row.limitCount), unit: row.limitUnit as LimitUnit },
        closing: String(row.closing),
        closingEn: String(row.closingEn),
      })),
      videoPointIds: rows('SELECT videoPointId FROM videoPoints ORDER BY videoPointIndex').map((row) =>
        String(row.videoPointId),
      ),
      hazardIds: rows('SELECT hazardId FROM hazards ORDER BY hazardId').map((row) => String(row.hazardId)),
      replay: rows('SELECT * FROM replayEvents ORDER BY row').map((row) => ({
        source: String(row.source),
        id: String(row.id),
        originalMillis: Number(row.originalMillis),
        lonLatDeg: [Number(row.lonDeg), Number(row.latDeg)],
        matterCode: String(row.matterCode),
        title: String(row.title),
        description: String(row.description),
      })),
      grids: gridsOfRows(
        outlines,
        rows(
          'SELECT gridId, centroidEastMeters AS e, centroidNorthMeters AS n FROM buildings ORDER BY gridId, buildingIndex',
        ),
      ),
      patrols: patrolsOf(
        rows(
          "SELECT staffId, areaId FROM staff WHERE post = 'patrolOfficer' AND validTo IS NULL ORDER BY staffId",
        ).flatMap(({ staffId, areaId }) => {
          const outlineCm = outlines.get(String(areaId));
          return outlineCm ? [{ staffId: String(staffId), outlineCm }] : [];
        }),
        streetsOf(packageFolder),
      ),
    };
  } finally {
    index.close();
  }
}

/** Middle lines of named streets, in centimetres; none where the package names none. */
function streetsOf(packageFolder: string): Point2[][] {
  const file = path.join(packageFolder, NAMED_ROADS_FILE);
  if (!existsSync(file)) return [];
  const named = parseNamedRoadsFile(JSON.parse(readFileSync(file, 'utf8')));
  invariant(named !== null, `${NAMED_ROADS_FILE} is of the package that the hub serves`);
  return named.roads.flatMap(({ courses }) => courses.map(decodeArc));
}

function gridsOfRows(outlines: ReadonlyMap<string, MultiPolygon>, rows: readonly Row[]): SimulatedGrid[] {
  const byGrid = new Map<string, [number, number][]>();
  for (const { gridId, e, n } of rows) {
    const buildings = byGrid.get(String(gridId)) ?? [];
    byGrid.set(String(gridId), buildings);
    buildings.push([Number(e), Number(n)]);
  }
  return [...byGrid].map(([gridId, buildingEnuMeters]) => {
    const isBusy = fnv1a32(gridId) % BUSY_ONE_OF === 0;
    const weight = buildingEnuMeters.length * (isBusy ? BUSY_TIMES : 1);
    return { weight, outlineCm: outlines.get(gridId)!, buildingEnuMeters };
  });
}
