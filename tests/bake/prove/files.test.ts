/** One round through files: what was planted is found in GeoJSON as an owner would hand it over, in a frame of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_GRID_AREA_BAND, type GivenArea } from '../../../src/bake/prove/proof.ts';
import { proofInputOfFiles } from '../../../src/bake/prove/proofInputOfFiles.ts';
import { proveDistrict } from '../../../src/bake/prove/proveDistrict.ts';
import { geojsonRing } from '../../../src/bake/prove/sliversOf.ts';
import type { SourceRole } from '../../../src/model/contract/recipeSources.ts';
import type { AreaLevel } from '../../../src/model/domain/areas.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { cleanDistrict, type Kind, plant } from './plant.ts';

const frame = new EnuFrame({ lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 });
const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-files-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const levelsByRole: readonly (readonly [SourceRole, readonly AreaLevel[]])[] = [
  ['districtBoundary', ['district']],
  ['streetBoundaries', ['street']],
  ['communityBoundaries', ['community']],
  ['communityGridBoundaries', ['communityGrid']],
  ['gridBoundaries', ['unitGrid', 'extensionGrid']],
];

async function provedFromFiles(areas: readonly GivenArea[], standardRef: 'GB/T 47678' | 'GB/T 30428') {
  const files = levelsByRole.map(([role, levels]) => {
    const features = areas
      .filter(({ level }) => levels.includes(level))
      .map(({ id, ownerUnit, polygonsCm }) => ({
        type: 'Feature',
        properties: { code: id, name: `名${id}`, ownerUnit },
        geometry: {
          type: 'MultiPolygon',
          coordinates: polygonsCm.map((polygon) => polygon.map((ring, index) => geojsonRing(frame, ring, index === 0))),
        },
      }));
    const file = path.join(scratch, `${role}.geojson`);
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
    return { role, file };
  });
  const plain = { crs: 'EPSG:4326', fields: {}, encoding: undefined, layer: undefined };
  const input = await proofInputOfFiles({ files, ...plain, standardRef });
  const { snapMeters } = input;
  const proof = proveDistrict(input.areas, input.buildings, {
    ...{ snapMeters, standardRef },
    gridAreaBand: DEFAULT_GRID_AREA_BAND,
  });
  return { proof, input };
}

const kinds: readonly Kind[] = [
  ...(['streetGap', 'communityGap', 'gapBand', 'streetOverlap', 'communityOverlap', 'overlap'] as const),
  ...(['streetCrossing', 'communityCrossing', 'crossing', 'hole'] as const),
  ...(['duplicate', 'duplicateStreet', 'malformed', 'malformedStreet', 'malformed14'] as const),
  ...(['wrongPrefix', 'wrongPrefixStreet', 'wrongPrefixCommunity', 'wrongPrefix14'] as const),
];

describe('planted faults in files', () => {
  it.each(kinds)('%s is found, with its area', async (kind) => {
    const spoiled = plant(kind, cleanDistrict('a'), 'files', 3_000)!;
    const { proof, input } = await provedFromFiles(spoiled.areas, kind.endsWith('14') ? 'GB/T 30428' : 'GB/T 47678');
    expect(input.faults.counts()).toEqual([]);
    const named = (piece: { kind: string; level: string; areaIds: readonly string[] | null }): string =>
      `${piece.kind} ${piece.level} ${piece.areaIds}`;
    expect(proof.pieces.map(named).sort()).toEqual(spoiled.pieces.map(named).sort());
    for (const wanted of spoiled.pieces) {
      const found = proof.pieces.find((piece) => named(piece) === named(wanted))!;
      expect(Math.abs(found.squareMeters / wanted.squareMeters - 1), named(wanted)).toBeLessThanOrEqual(0.001);
    }
    const codes = (list: readonly { problem: string; areaId: string }[]): string[] =>
      list.map(({ problem, areaId }) => `${problem} ${areaId}`).sort();
    expect(codes(proof.codes)).toEqual(codes(spoiled.codes));
  });

  it('a clean district gives none', async () => {
    const { proof, input } = await provedFromFiles(cleanDistrict('a'), 'GB/T 47678');
    expect([proof.pieces, proof.codes, input.faults.counts()]).toEqual([[], [], []]);
  });
});
