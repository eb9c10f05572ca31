import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { proofInputOfFiles } from '../../../src/bake/prove/proofInputOfFiles.ts';
import { proveDistrict } from '../../../src/bake/prove/proveDistrict.ts';
import { lonLatConverter } from '../../../src/bake/sources/lonLatFromCrs.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { quantisedPolygons } from '../../../src/bake/steps/enuCm.ts';
import type { RecipeSource, SourceCrs, SourceRole } from '../../../src/model/contract/recipeSources.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { distanceToSegment, type Outline, type Point2 } from '../../../src/model/geometry/polygon.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-edges-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const frame = new EnuFrame({ lonLatDeg: [120.37, 36.1], heightEllipsoidMeters: 0 });

interface Feature {
  readonly code: string;
  readonly name: string;
  readonly ring: Outline;
}

function geojson(role: SourceRole, features: readonly Feature[]): string {
  const file = path.join(scratch, `${role}.geojson`);
  const all = features.map(({ code, name, ring }) => ({
    type: 'Feature',
    properties: { code, name },
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
  }));
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: all }));
  return file;
}

async function ringRead(role: SourceRole, ring: Outline, crs: SourceCrs) {
  const faults = new FaultLog();
  const file = geojson(role, [{ code: '370203', name: 'a', ring }]);
  const fields: RecipeSource['fields'] = role === 'buildings' ? {} : { code: { from: 'code' }, name: { from: 'name' } };
  const source: RecipeSource = { key: 'long', role, path: path.basename(file), format: 'geojson', crs, fields };
  const { records } = await readSource(source, path.dirname(file), 'UTC', faults);
  const { geometry } = records[0]!;
  if (geometry.kind !== 'polygons') throw new Error(geometry.kind);
  return { outline: geometry.polygons[0]![0]!, faults };
}

/** The farthest that the lines between vertices run from the true ones between the file's own corners, in metres. */
function crescentMeters(outline: Outline, ring: Outline, crs: SourceCrs): number {
  const toLonLat = lonLatConverter(crs);
  const [drawn] = quantisedPolygons(frame, [[outline]])![0]!;
  const nearest = ([x, y]: Point2): number =>
    Math.min(...drawn!.map((a, index) => distanceToSegment(x, y, a, drawn![(index + 1) % drawn!.length]!)));
  const trueCm = ring.flatMap((a, index) => {
    const b = ring[(index + 1) % ring.length]!;
    return Array.from({ length: 200 }, (_, step): Point2 => {
      const share = step / 200;
      const [east, north] = frame.enuFromLonLat(toLonLat(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)!);
      return [east * 100, north * 100];
    });
  });
  return Math.max(...trueCm.map(nearest)) / 100;
}

const rectangle = (west: number, south: number, east: number, north: number): Outline => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

describe('long edges of areas', () => {
  it.each<[string, Outline, SourceCrs, number]>([
    ['6.3 km along a parallel', rectangle(120.33, 36.05, 120.4, 36.12), 'EPSG:4326', 0.5],
    ['6.3 km in GCJ-02', rectangle(120.33, 36.05, 120.4, 36.12), 'GCJ-02', 0.5],
    ['2 km', rectangle(120.35, 36.09, 120.3722, 36.1), 'EPSG:4490', 0.05],
  ])('%s run where they were drawn, to 3 cm', async (_, ring, crs, without) => {
    const { outline, faults } = await ringRead('districtBoundary', ring, crs);
    const corners = ring.map(([x, y]) => lonLatConverter(crs)(x, y)!);
    expect(crescentMeters(corners, ring, crs)).toBeGreaterThan(without);
    expect(crescentMeters(outline, ring, crs)).toBeLessThan(0.03);
    expect(outline.length).toBeGreaterThan(ring.length);
    expect(faults.counts()).toEqual([]); // nothing was wrong with it
    expect(faults.fatesOf('long', 'derived')).toMatchObject([{ code: 'BAKE-338', count: 1 }]);
  });

  it('get vertices only where they bend: not short ones, not along a meridian, not in a plane, not buildings', async () => {
    const vertexCount = async (role: SourceRole, ring: Outline, crs: SourceCrs): Promise<number> =>
      (await ringRead(role, ring, crs)).outline.length;
    expect(await vertexCount('districtBoundary', rectangle(120.36, 36.05, 120.364, 36.12), 'EPSG:4326')).toBe(4);
    const plane = rectangle(530_000, 3_990_000, 536_000, 3_996_000);
    expect(await vertexCount('districtBoundary', plane, 'EPSG:4549')).toBe(4);
    expect(await vertexCount('buildings', rectangle(120.33, 36.05, 120.4, 36.12), 'EPSG:4326')).toBe(4);
  });

  it('of neighbours stay one line, whichever way each runs', async () => {
    const west = await ringRead('districtBoundary', rectangle(120.33, 36.05, 120.4, 36.08), 'EPSG:4326');
    const east = await ringRead('districtBoundary', rectangle(120.33, 36.08, 120.4, 36.12), 'EPSG:4326');
    const onLine = (outline: Outline): string[] =>
      outline.flatMap(([lon, lat]) => (Math.abs(lat - 36.08) < 1e-9 ? [`${lon} ${lat}`] : [])).sort();
    expect(onLine(west.outline).length).toBeGreaterThan(4);
    expect(onLine(west.outline)).toEqual(onLine(east.outline));
  });

  it('of a district hold streets that have a vertex each 500 m on the same parallel: no gap, no crossing', async () => {
    const [west, south, east, north, parts] = [120.33, 36.05, 120.4, 36.08, 12] as const;
    const along = Array.from(
      { length: parts + 1 },
      (_, index): Point2 => [west + ((east - west) * index) / parts, south],
    );
    const street: Feature = { code: '370203001', name: '甲', ring: [...along, [east, north], [west, north]] };
    const files = [
      {
        role: 'districtBoundary' as const,
        file: geojson('districtBoundary', [{ code: '370203', name: '区', ring: rectangle(west, south, east, north) }]),
      },
      { role: 'streetBoundaries' as const, file: geojson('streetBoundaries', [street]) },
    ];
    const plain = { crs: 'EPSG:4326', fields: {}, encoding: undefined, layer: undefined };
    const { areas, snapMeters } = await proofInputOfFiles({ files, ...plain, standardRef: 'GB/T 47678' });
    const { pieces } = proveDistrict(areas, [], { snapMeters, gridAreaBand: null, standardRef: null });
    expect(pieces).toEqual([]);
  });
});
