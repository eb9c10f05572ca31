/**
 * Given areas as one shared topology in whole centimetres: survey noise joined, each place in one area at most. Land
 * that several claim goes to the lowest id, as a place on an edge does; a gap wider than the tolerance stays one.
 */
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { endOf, type Faces, facesOf, startOf } from './faces.ts';
import { fitsDisc } from './fitsDisc.ts';
import { planarEdges } from './planarEdges.ts';
import { type Region, regionsByLabel } from './regions.ts';
import { snapOutlines } from './snapOutlines.ts';

export interface AreaOutline {
  readonly id: string;
  readonly polygonsCm: MultiPolygon;
}

const WHOLE_CENTIMETRES = 1;
const NOBODY = '';

/** Whose line around a region is the longest; null where nobody borders on it. */
function longestNeighbour({ halves }: Region, faces: Faces, idOf: (cover: readonly number[]) => string): string | null {
  const { x, y } = faces.edges.vertices;
  const lengthById = new Map<string, number>();
  for (const half of halves) {
    const id = idOf(faces.covers[faces.coverOf[half ^ 1]!]!);
    if (id === NOBODY) continue;
    const [a, b] = [startOf(faces.edges, half), endOf(faces.edges, half)];
    lengthById.set(id, (lengthById.get(id) ?? 0) + Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!));
  }
  const [longest] = [...lengthById].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return longest?.[0] ?? null;
}

function landById(outlines: readonly AreaOutline[]): {
  faces: Faces;
  land: Map<string, Region[]>;
  idOf: (cover: readonly number[]) => string;
} {
  const faces = facesOf(
    planarEdges(
      outlines.map(({ polygonsCm }) => polygonsCm),
      WHOLE_CENTIMETRES,
    ),
  );
  const idOf = (cover: readonly number[]): string =>
    cover.reduce((lowest, row) => {
      const { id } = outlines[row]!;
      return lowest === NOBODY || id < lowest ? id : lowest;
    }, NOBODY);
  return { faces, land: regionsByLabel(faces, (cover) => [idOf(cover)]), idOf };
}

/**
 * @param anchors outlines of coarser levels, on whose lines the areas are set first.
 * @returns outlines by id, neighbours sharing every vertex; an id of which nothing is left is not in it.
 */
export function disjointAreas(
  areas: readonly AreaOutline[],
  anchors: readonly AreaOutline[],
  toleranceCm: number,
): Map<string, MultiPolygon> {
  const { polygonsCm } = snapOutlines([...anchors, ...areas], toleranceCm);
  const snapped = areas.map(({ id }, row) => ({ id, polygonsCm: polygonsCm[anchors.length + row]! }));
  const first = landById(snapped);
  const thin = (first.land.get(NOBODY) ?? []).filter(
    ({ polygonCm }) => toleranceCm > 0 && !fitsDisc(polygonCm, toleranceCm),
  );
  const filled = thin.flatMap((region): AreaOutline[] => {
    const id = longestNeighbour(region, first.faces, first.idOf);
    return id === null ? [] : [{ id, polygonsCm: [region.polygonCm] }];
  });
  const { land } = filled.length > 0 ? landById([...snapped, ...filled]) : first;
  land.delete(NOBODY);
  return new Map([...land].map(([id, regions]) => [id, regions.map(({ polygonCm }) => polygonCm)]));
}
