/** Buildings that a boundary runs through, with the share of the footprint in each grid. */
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import {
  boundsOf,
  type MultiPolygon,
  multiPolygonArea,
  type Point2,
  sideOfMultiPolygon,
} from '../../model/geometry/polygon.ts';
import { Cells } from './cells.ts';
import { facesOf } from './faces.ts';
import { turnOf } from './orientation.ts';
import { planarEdges } from './planarEdges.ts';
import { type GivenArea, type ProofBuilding, type SplitBuilding, WHOLE_BUILDING_SHARE } from './proof.ts';
import { regionsByLabel } from './regions.ts';

const CELL_CM = 2_000;
const TICKS_PER_CM = 64;

type Segment = readonly [Point2, Point2];

function* segmentsOf(polygonsCm: MultiPolygon): Iterable<Segment> {
  for (const outline of polygonsCm.flat()) {
    for (let index = 0; index < outline.length; index++) {
      yield [outline[index]!, outline[(index + 1) % outline.length]!];
    }
  }
}

function cross([a, b]: Segment, [c, d]: Segment): boolean {
  const first = turnOf(a[0], a[1], b[0], b[1], c[0], c[1]) * turnOf(a[0], a[1], b[0], b[1], d[0], d[1]);
  const second = turnOf(c[0], c[1], d[0], d[1], a[0], a[1]) * turnOf(c[0], c[1], d[0], d[1], b[0], b[1]);
  return first <= 0 && second <= 0;
}

/** Buildings that any boundary of a grid touches: all others lie whole in one grid or in none. */
function touchedBuildings(grids: readonly MultiPolygon[], buildings: readonly ProofBuilding[]): ProofBuilding[] {
  const segments: Segment[] = [];
  const cells = new Cells(CELL_CM);
  for (const polygonsCm of grids) {
    for (const segment of segmentsOf(polygonsCm)) {
      const row = segments.push(segment) - 1;
      const [[ax, ay], [bx, by]] = segment;
      for (const cell of cells.along(ax, ay, bx, by, 0)) cells.put(cell, row);
    }
  }
  const land = boundsOf(grids.flat(2));
  return buildings.filter(({ footprintCm }) => {
    const own = boundsOf(footprintCm.flat());
    // No farther than the grids: a footprint of any size looks at their cells alone.
    const [minX, maxX] = [Math.max(own.minX, land.minX), Math.min(own.maxX, land.maxX)];
    const [minY, maxY] = [Math.max(own.minY, land.minY), Math.min(own.maxY, land.maxY)];
    if (minX > maxX || minY > maxY) return false;
    const middle = (minY + maxY) / 2;
    const near = new Set<number>();
    for (const cell of cells.along(minX, middle, maxX, middle, (maxY - minY) / 2 + 1)) {
      for (const row of cells.at(cell)) {
        const [[ax, ay], [bx, by]] = segments[row]!;
        if (Math.max(ax, bx) < minX || Math.min(ax, bx) > maxX) continue;
        if (Math.max(ay, by) < minY || Math.min(ay, by) > maxY) continue;
        near.add(row);
      }
    }
    if (near.size === 0) return false;
    const sides = [...segmentsOf(footprintCm)];
    return [...near].some((row) => {
      const segment = segments[row]!;
      if (sideOfMultiPolygon(footprintCm, segment[0][0], segment[0][1]) === 'inside') return true;
      return sides.some((side) => cross(segment, side));
    });
  });
}

/** @param polygonsCm the areas' outlines after snapping, in the order of `areas`. */
export function splitBuildings(
  areas: readonly GivenArea[],
  polygonsCm: readonly MultiPolygon[],
  buildings: readonly ProofBuilding[],
): SplitBuilding[] {
  const rows = areas.flatMap(({ level }, row) => (isResponsibilityGrid(level) ? [row] : []));
  if (rows.length === 0) return [];
  const grids = rows.map((row) => polygonsCm[row]!);
  const touched = touchedBuildings(grids, buildings);
  if (touched.length === 0) return [];
  const faces = facesOf(planarEdges([...grids, ...touched.map(({ footprintCm }) => footprintCm)], TICKS_PER_CM));
  const regions = regionsByLabel(faces, (cover) => {
    const owners = cover.filter((shape) => shape < grids.length);
    const standing = cover.filter((shape) => shape >= grids.length);
    const holders: readonly (number | null)[] = owners.length > 0 ? owners : [null];
    return standing.flatMap((shape) => holders.map((owner) => `${shape - grids.length} ${owner}`));
  });
  const sharesOf = touched.map((): Map<string | null, number> => new Map());
  for (const [name, pieces] of regions) {
    const [building, owner] = name.split(' ') as [string, string];
    const areaId = owner === 'null' ? null : areas[rows[Number(owner)]!]!.id;
    const { footprintCm } = touched[Number(building)]!;
    const share = pieces.reduce((sum, { squareCm }) => sum + squareCm, 0) / multiPolygonArea(footprintCm);
    const shares = sharesOf[Number(building)]!;
    shares.set(areaId, (shares.get(areaId) ?? 0) + share);
  }
  return touched.flatMap(({ id }, index): SplitBuilding[] => {
    const shares = [...sharesOf[index]!]
      .map(([areaId, share]) => ({ areaId, share: Number(share.toFixed(4)) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || ((a.areaId ?? '') < (b.areaId ?? '') ? -1 : 1));
    const most = shares.find(({ areaId }) => areaId !== null)?.share ?? 0;
    return most < WHOLE_BUILDING_SHARE && shares.length > 1 ? [{ buildingId: id, shares }] : [];
  });
}
