/** What the simulator knows of the district: the same package the hub serves, read from its index. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseManifest } from '../../model/contract/manifest.ts';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import type { MatterType } from '../../model/domain/cases.ts';
import type { LimitUnit } from '../../model/domain/deadlines.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import { EnuFrame } from '../../model/frames/enu.ts';

export interface ReplayRecord {
  readonly source: string;
  readonly id: string;
  readonly originalMillis: number;
  readonly lonLatDeg: LonLatDeg;
  readonly matterCode: string;
  readonly title: string;
  readonly description: string;
}

export interface SimulatedDistrict {
  readonly timeZone: string;
  readonly matters: readonly MatterType[];
  readonly videoPointIds: readonly string[];
  readonly hazardIds: readonly string[];
  readonly replay: readonly ReplayRecord[];
  /** Middles of buildings, where people notice things. */
  readonly buildingEnuMeters: readonly (readonly [number, number])[];
  readonly frame: EnuFrame;
}

type Row = Record<string, string | number>;

export function readSimulatedDistrict(packageFolder: string): SimulatedDistrict {
  const manifest = parseManifest(JSON.parse(readFileSync(path.join(packageFolder, 'district.json'), 'utf8')));
  invariant(manifest, 'the hub opened this package');
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
      buildingEnuMeters: rows(
        'SELECT centroidEastMeters AS e, centroidNorthMeters AS n FROM buildings ORDER BY buildingIndex',
      ).map((row) => [Number(row.e), Number(row.n)] as const),
    };
  } finally {
    index.close();
  }
}
