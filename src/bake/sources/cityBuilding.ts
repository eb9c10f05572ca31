/** Surfaces of a building, from whichever city model → one footprint with its base and height. */
import { boundsOf, type MultiPolygon, type Outline, type Point2, type Polygon } from '../../model/geometry/polygon.ts';
import { unionCm } from '../topology/clipCm.ts';
import { dissolve } from '../topology/dissolve.ts';

export type Point3 = readonly [number, number, number];

export interface CitySurface {
  /** footprint and roofEdge are the flat outlines of LOD 0; shell is everything of a body that is not its ground. */
  readonly role: 'ground' | 'footprint' | 'roofEdge' | 'shell';
  readonly lod: number;
  /** Open rings of x, y in the file's system (east, north) and height; outer first. */
  readonly rings: readonly (readonly Point3[])[];
}

export interface BuildingShape {
  readonly polygons: MultiPolygon;
  /** Lowest and highest point of the most detailed body; null where only a flat outline is given. */
  readonly baseMeters: number | null;
  readonly heightMeters: number | null;
  readonly lod: number;
}

const METERS_PER_DEGREE = 111_320;
/** No building is a decimetre wide, and none a tenth of a degree: its size tells metres from degrees. */
const WIDEST_DEGREES = 0.1;
/** Of the footprint's lattice: a millimetre either way. */
const stepsPerUnit = (isGeographic: boolean): number => (isGeographic ? 1e8 : 1e3);
/** `dissolve` names vertices by whole numbers of 26 bits: 33 km of millimetres, 0.33°. */
const LATTICE_LIMIT = 2 ** 25 - 1;
/** Steeper than this is a wall. */
const LEAST_SLOPE = 0.1;

/** Twice the area vector (Newell), in metres where `scale` makes degrees metres. */
function normalOf(ring: readonly Point3[], scale: readonly [number, number]): Point3 {
  let [nx, ny, nz] = [0, 0, 0];
  const [ox, oy, oz] = ring[0]!;
  const local = ring.map(([x, y, z]): Point3 => [(x - ox) * scale[0], (y - oy) * scale[1], z - oz]);
  local.forEach(([ax, ay, az], index) => {
    const [bx, by, bz] = local[(index + 1) % local.length]!;
    nx += (ay - by) * (az + bz);
    ny += (az - bz) * (ax + bx);
    nz += (ax - bx) * (ay + by);
  });
  return [nx, ny, nz];
}

/** −1 faces down, 1 faces up, 0 is a wall. */
function facing(surface: CitySurface, scale: readonly [number, number]): number {
  const [nx, ny, nz] = normalOf(surface.rings[0]!, scale);
  return Math.abs(nz) < LEAST_SLOPE * Math.hypot(nx, ny, nz) || nz === 0 ? 0 : Math.sign(nz);
}

const highest = (surfaces: readonly CitySurface[]): number => Math.max(...surfaces.map(({ lod }) => lod));

function ofHighestLod(surfaces: readonly CitySurface[]): readonly CitySurface[] {
  const lod = highest(surfaces);
  return surfaces.filter((surface) => surface.lod === lod);
}

/** The surfaces whose projection is the part's footprint: ground, else LOD 0, else what faces down. */
function footprintOf(part: readonly CitySurface[], scale: readonly [number, number]): readonly CitySurface[] {
  for (const role of ['ground', 'footprint', 'roofEdge'] as const) {
    const found = part.filter((surface) => surface.role === role);
    if (found.length > 0) return ofHighestLod(found);
  }
  const shell = ofHighestLod(part.filter(({ role }) => role === 'shell'));
  const down = shell.filter((surface) => facing(surface, scale) < 0);
  return down.length > 0 ? down : shell.filter((surface) => facing(surface, scale) > 0);
}

function isLevel(surfaces: readonly CitySurface[]): boolean {
  const z = surfaces[0]!.rings[0]![0]![2];
  return surfaces.every(({ rings }) => rings.every((ring) => ring.every((point) => Math.abs(point[2] - z) < 0.01)));
}

/** Rings of three corners or more on the lattice, doubled corners dropped. */
function latticePolygon(surface: CitySurface, toLattice: (point: Point3) => Point2): Polygon | null {
  const outlines = surface.rings.map((ring): Outline => {
    const points = ring.map(toLattice);
    return points.filter(([x, y], index) => {
      const [beforeX, beforeY] = points[(index + points.length - 1) % points.length]!;
      return x !== beforeX || y !== beforeY;
    });
  });
  const [outer, ...holes] = outlines;
  return outer && outer.length >= 3 ? [outer, ...holes.filter((hole) => hole.length >= 3)] : null;
}

/** Overlaps of parts count once. Outlines that the union cannot take stay apart: the repair of footprints sees them next. */
function united(polygons: MultiPolygon): MultiPolygon {
  if (polygons.length < 2) return polygons;
  try {
    const whole = unionCm(polygons);
    return whole.length > 0 ? whole : polygons;
  } catch (error) {
    if (error instanceof RangeError) throw error; // out of stack or memory is nothing that an outline can excuse
    return polygons;
  }
}

function isInDegrees(surfaces: readonly CitySurface[]): boolean {
  const { minX, minY, maxX, maxY } = boundsOf(
    surfaces.flatMap(({ rings }) => rings.map((ring) => ring.map(([x, y]) => [x, y] as const))),
  );
  // Either may be the latitude: a recipe can turn the axes later.
  const isOnEarth = Math.min(minX, minY) >= -180 && Math.max(maxX, maxY) <= 180;
  return isOnEarth && Math.max(maxX - minX, maxY - minY) < WIDEST_DEGREES;
}

/** Null where no surface has a footprint on the plane. Surfaces must have three finite corners or more. */
export function buildingShape(parts: readonly (readonly CitySurface[])[]): BuildingShape | null {
  const filled = parts.filter((part) => part.length > 0);
  const start = filled[0]?.[0]?.rings[0]?.[0];
  if (!start) return null;
  const isGeographic = isInDegrees(filled.flat());
  const metersPerLon = METERS_PER_DEGREE * Math.cos((start[1] * Math.PI) / 180);
  const scale: readonly [number, number] = isGeographic ? [metersPerLon, METERS_PER_DEGREE] : [1, 1];
  const steps = stepsPerUnit(isGeographic);
  // From the first corner, so that large coordinates of a plane stay small numbers.
  const [startX, startY] = [Math.round(start[0] * steps), Math.round(start[1] * steps)];
  let isFar = false;
  const toLattice = ([x, y]: Point3): Point2 => {
    const point = [Math.round(x * steps) - startX, Math.round(y * steps) - startY] as const;
    if (Math.max(Math.abs(point[0]), Math.abs(point[1])) > LATTICE_LIMIT) isFar = true;
    return point;
  };
  const flat = filled.map((part) => {
    const surfaces = footprintOf(part, scale);
    const polygons = surfaces
      .map((surface) => latticePolygon(surface, toLattice))
      .filter((polygon) => polygon !== null);
    // Faces that lie in one level share whole edges; others may overhang each other.
    return { polygons, isSheet: surfaces.length > 0 && isLevel(surfaces) };
  });
  if (isFar) return null;
  const polygons = united(
    flat.flatMap((part) => (part.isSheet && part.polygons.length > 1 ? dissolve([part.polygons]) : part.polygons)),
  );
  if (polygons.length === 0) return null;

  const bodies = filled.map((part) => part.filter(({ role }) => role === 'ground' || role === 'shell'));
  let [low, high] = [Infinity, -Infinity];
  for (const body of bodies.filter(({ length }) => length > 0)) {
    for (const [, , z] of ofHighestLod(body).flatMap(({ rings }) => rings.flat())) {
      low = Math.min(low, z);
      high = Math.max(high, z);
    }
  }
  const rounded = (meters: number): number => Math.round(meters * 1000) / 1000;
  return {
    polygons: polygons.map((polygon) =>
      polygon.map((outline) => outline.map(([x, y]) => [(startX + x) / steps, (startY + y) / steps] as const)),
    ),
    baseMeters: low === Infinity ? null : rounded(low),
    heightMeters: high > low ? rounded(high - low) : null,
    lod: highest(filled.flat()),
  };
}
