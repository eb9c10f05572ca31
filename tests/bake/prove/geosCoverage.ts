/** The independent twin: GEOS says whether polygons are a valid coverage. For tests and benches only. */
import initGeosJs from 'geos-wasm';
import type { MultiPolygon } from '../../../src/model/geometry/polygon.ts';

const [POLYGON_COLLECTION, MULTI_POLYGON] = [7, 6];

export interface CoverageCheck {
  readonly isValid: boolean;
  /** Of the check alone, without handing the polygons over. */
  readonly seconds: number;
}

type Geos = Awaited<ReturnType<typeof initGeosJs>>;

function pointers(geos: Geos, values: readonly number[]): number {
  const at = geos.Module._malloc(Math.max(1, values.length) * 4);
  geos.Module.HEAPU32.set(values, at / 4);
  return at;
}

function ringOf(geos: Geos, outline: MultiPolygon[number][number]): number {
  const closed = [...outline, outline[0]!];
  const at = geos.Module._malloc(closed.length * 16);
  geos.Module.HEAPF64.set(closed.flat(), at / 8);
  const sequence = geos.GEOSCoordSeq_copyFromBuffer(at, closed.length, 0, 0);
  geos.Module._free(at);
  return geos.GEOSGeom_createLinearRing(sequence);
}

function collectionOf(geos: Geos, type: number, parts: readonly number[]): number {
  const at = pointers(geos, parts);
  const collection = geos.GEOSGeom_createCollection(type, at, parts.length);
  geos.Module._free(at);
  return collection;
}

function geometryOf(geos: Geos, polygons: MultiPolygon): number {
  const parts = polygons.map(([outer, ...holes]) => {
    const rings = pointers(
      geos,
      holes.map((hole) => ringOf(geos, hole)),
    );
    const polygon = geos.GEOSGeom_createPolygon(ringOf(geos, outer!), rings, holes.length);
    geos.Module._free(rings);
    return polygon;
  });
  return parts.length === 1 ? parts[0]! : collectionOf(geos, MULTI_POLYGON, parts);
}

/**
 * @param gapWidth in the polygons' units; must be above 0: with 0 GEOS lets pure gaps pass.
 */
export async function geosCoverageCheck(): Promise<
  (areas: readonly MultiPolygon[], gapWidth: number) => CoverageCheck
> {
  const geos = await initGeosJs();
  return (areas, gapWidth) => {
    const coverage = collectionOf(
      geos,
      POLYGON_COLLECTION,
      areas.map((polygons) => geometryOf(geos, polygons)),
    );
    const startedMillis = performance.now();
    const answer = geos.GEOSCoverageIsValid(coverage, gapWidth, 0);
    const seconds = (performance.now() - startedMillis) / 1000;
    geos.GEOSGeom_destroy(coverage);
    if (answer !== 0 && answer !== 1) throw new Error(`GEOS answers ${answer}`);
    return { isValid: answer === 1, seconds };
  };
}
