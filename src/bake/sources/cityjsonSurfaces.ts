/** A CityJSON object's geometries → surfaces with their role and LOD (CityJSON 2.0, §3). */
import type { CitySurface, Point3 } from './cityBuilding.ts';

/** A vertex by its number; null where there is none. */
export type VertexAt = (index: number) => Point3 | null;

interface SemanticSurfaces {
  readonly surfaces?: readonly { readonly type?: unknown }[];
  readonly values?: unknown;
}

/** How deep the surfaces lie in `boundaries`; kinds without surfaces are not here. */
const depthOfKind: Readonly<Record<string, number>> = {
  MultiSurface: 0,
  CompositeSurface: 0,
  Solid: 1,
  MultiSolid: 2,
  CompositeSolid: 2,
};

/** Surfaces and their semantic numbers, of the outer shells only: holes inside a body show nowhere. */
function flattened(boundaries: unknown, values: unknown, depth: number): { surface: unknown; semantic: unknown }[] {
  if (!Array.isArray(boundaries)) return [];
  const valueAt = (index: number): unknown => (Array.isArray(values) ? values[index] : null);
  if (depth === 0) return boundaries.map((surface, index) => ({ surface, semantic: valueAt(index) }));
  const shells = depth === 1 ? boundaries.slice(0, 1) : boundaries;
  return shells.flatMap((shell: unknown, index) => flattened(shell, valueAt(index), depth - 1));
}

function ringsOf(surface: unknown, vertexAt: VertexAt): Point3[][] | null {
  if (!Array.isArray(surface) || surface.length === 0) return null;
  const rings: Point3[][] = [];
  for (const ring of surface as unknown[]) {
    if (!Array.isArray(ring) || ring.length < 3) return null;
    const points = ring.map((index: unknown) => (typeof index === 'number' ? vertexAt(index) : null));
    if (points.some((point) => point === null)) return null;
    rings.push(points as Point3[]);
  }
  return rings;
}

export interface CityjsonSurfaces {
  readonly surfaces: readonly CitySurface[];
  /** Surfaces with fewer than three corners, or corners that are no vertices. */
  readonly unusable: number;
}

/** Inner walls, ceilings and the like are no part of the shell; what is not told apart is. */
const outerTypes: readonly unknown[] = [
  ...['RoofSurface', 'WallSurface', 'ClosureSurface', 'OuterFloorSurface', 'OuterCeilingSurface', 'Window', 'Door'],
];

export function cityjsonSurfaces(geometries: unknown, vertexAt: VertexAt): CityjsonSurfaces {
  const surfaces: CitySurface[] = [];
  let unusable = 0;
  for (const geometry of Array.isArray(geometries) ? (geometries as unknown[]) : []) {
    const { type, lod, boundaries, semantics } = (geometry ?? {}) as Record<string, unknown>;
    const depth = depthOfKind[String(type)];
    if (depth === undefined) continue;
    const level = Number.parseFloat(String(lod));
    if (!Number.isFinite(level)) {
      unusable++;
      continue;
    }
    const { surfaces: kinds, values } = (semantics ?? {}) as SemanticSurfaces;
    for (const { surface, semantic } of flattened(boundaries, values, depth)) {
      const kind = typeof semantic === 'number' ? kinds?.[semantic]?.type : undefined;
      if (kind !== undefined && kind !== 'GroundSurface' && !outerTypes.includes(kind)) continue;
      const rings = ringsOf(surface, vertexAt);
      if (!rings) unusable++;
      else if (level < 1) surfaces.push({ role: kind === 'RoofSurface' ? 'roofEdge' : 'footprint', lod: level, rings });
      else surfaces.push({ role: kind === 'GroundSurface' ? 'ground' : 'shell', lod: level, rings });
    }
  }
  return { surfaces, unusable };
}
