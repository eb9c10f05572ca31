/** GEOS as an independent judge of validity (OGC 06-103r4 §6.1.11); in tests only, for its licence. */
import initGeosJs from 'geos-wasm';
import { geojsonToGeosGeom } from 'geos-wasm/helpers';
import type { MultiPolygon } from '../../../src/model/geometry/polygon.ts';

type Geos = Awaited<ReturnType<typeof initGeosJs>>;
let geos: Geos | null = null;

export async function loadGeos(): Promise<void> {
  geos = await initGeosJs();
}

/** `loadGeos` must have been awaited. */
export function isValidByGeos(polygons: MultiPolygon): boolean {
  if (!geos) throw new Error('GEOS is not loaded');
  const coordinates = polygons.map((polygon) => polygon.map((ring) => [...ring, ring[0]!].map((point) => [...point])));
  const geometry = geojsonToGeosGeom({ type: 'MultiPolygon', coordinates }, geos);
  const isValid = geos.GEOSisValid(geometry) as unknown as number | boolean;
  geos.GEOSGeom_destroy(geometry);
  return isValid === 1 || isValid === true;
}
