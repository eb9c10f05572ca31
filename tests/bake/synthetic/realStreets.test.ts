import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { proveTiling } from '../../../src/bake/prove/proveTiling.ts';
import { type AreasSpec, generateAreas, planBlocks } from '../../../src/bake/synthetic/generate.ts';
import { multiPolygonArea, type Point2 } from '../../../src/model/geometry/polygon.ts';
import { sampled } from '../../support/longRun.ts';
import { cmFromLonLat, defaultAreasSpec, defaultPlan } from './defaultDistrict.ts';

const file = path.resolve(import.meta.dirname, '../../../../shared/data/shibei-boundary/shibei-streets.wgs84.geojson');

interface StreetFeature {
  readonly properties: { readonly code9: string; readonly name: string };
  readonly geometry: { readonly coordinates: readonly (readonly (readonly [number, number])[])[][] };
}

describe.skipIf(!existsSync(file))('real street outlines (skipped where the shared data folder is absent)', () => {
  const { features } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { features: StreetFeature[] })
    : { features: [] };
  const outlines = features.map(({ properties, geometry }) => ({
    code: properties.code9,
    name: properties.name,
    nameEn: null,
    polygonsCm: geometry.coordinates.map((polygon) =>
      polygon.map((ring): Point2[] => ring.slice(0, -1).map(cmFromLonLat)),
    ),
  }));
  const spec: AreasSpec = { ...defaultAreasSpec(), streets: { from: 'outlines', outlines } };

  it('keep their land, piers and islands too, and are tiled by their grids', () => {
    const { areas, snapped } = generateAreas(spec);
    expect(snapped.largestDistanceCm).toBeLessThanOrEqual(5);
    for (const { gaps, overlaps, crossings } of proveTiling(areas)) {
      expect({ gaps, overlaps, crossings }).toEqual({ gaps: 0, overlaps: 0, crossings: 0 });
    }
    for (const { code, polygonsCm } of outlines) {
      const street = areas.find((area) => area.id === code)!;
      // New vertices on an edge are rounded to whole centimetres: the line moves by less than one.
      const apart = Math.abs(multiPolygonArea(street.polygonsCm) - multiPolygonArea(polygonsCm)) / 10_000;
      expect(apart, street.name).toBeLessThan(60);
    }
  });

  it('can be cut into blocks whatever the seed', () => {
    for (const seed of sampled(['one', 'two', 'three'], 2)) {
      const { areas } = generateAreas({ ...spec, seed });
      expect(planBlocks(areas, { seed, seaSide: 'west', plan: defaultPlan() }).length).toBeGreaterThan(2_500);
    }
  });
});
