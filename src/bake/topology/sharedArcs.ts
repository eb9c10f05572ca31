/** Areas of all levels → one file of shared arcs: what is drawn is what was proved. */
import type { AreasFile } from '../../model/contract/areasFile.ts';
import { AREAS_SCHEMA, encodeArc } from '../../model/contract/areasFile.ts';
import { areaLevels, isResponsibilityGrid } from '../../model/domain/areas.ts';
import { invariant } from '../../model/faults/invariant.ts';
import { labelPoint, multiPolygonArea, type Outline, type Point2, polygonArea } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { orientedOutlines } from './dissolve.ts';
import { vertexKey } from './subdivision.ts';

/** The finest areas: responsibility grids, or the deepest level where a district has none. */
export function leavesOf(areas: readonly AreaNode[]): AreaNode[] {
  const grids = areas.filter((area) => isResponsibilityGrid(area.level));
  if (grids.length > 0) return grids;
  const parents = new Set(areas.map((area) => area.parentId));
  return areas.filter((area) => area.level !== 'communityGrid' && !parents.has(area.id));
}

const keyOf = ([x, y]: Point2): number => vertexKey(x, y);

/** One arc between two nodes, and the leaves that lie on its two sides. */
export interface SharedArc {
  readonly points: readonly Point2[];
  readonly leftId: string;
  /** Null where the arc bounds the district. */
  readonly rightId: string | null;
}

export interface ArcNetwork {
  readonly arcs: readonly SharedArc[];
  /** References (≥ 0 forward, ~index backward) that make up an outline over the same vertices. */
  referencesOf(outline: Outline): number[];
}

/** Vertices at which arcs end: where more or fewer than two lines meet. */
function nodesOf(outlines: readonly Outline[]): Set<number> {
  const neighbours = new Map<number, Set<number>>();
  const note = (at: number, other: number): void => {
    const known = neighbours.get(at);
    if (known) known.add(other);
    else neighbours.set(at, new Set([other]));
  };
  for (const outline of outlines) {
    outline.forEach((point, index) => {
      const [a, b] = [keyOf(point), keyOf(outline[(index + 1) % outline.length]!)];
      note(a, b);
      note(b, a);
    });
  }
  return new Set([...neighbours].filter(([, others]) => others.size !== 2).map(([key]) => key));
}

/** Turned to start at a node; where there is none (an island), at its lowest vertex, the same from both sides. */
function fromNode(outline: Outline, nodes: Set<number>): Outline {
  let start = outline.findIndex((point) => nodes.has(keyOf(point)));
  if (start < 0) {
    const keys = outline.map(keyOf);
    start = keys.indexOf(Math.min(...keys));
    nodes.add(keys[start]!);
  }
  return [...outline.slice(start), ...outline.slice(0, start)];
}

/** Pieces of a closed outline between nodes, each with both its ends. */
function pieces(outline: Outline, nodes: Set<number>): Point2[][] {
  const turned = fromNode(outline, nodes);
  const result: Point2[][] = [];
  let piece: Point2[] = [turned[0]!];
  for (let index = 1; index <= turned.length; index++) {
    const point = turned[index % turned.length]!;
    piece.push(point);
    if (index === turned.length || nodes.has(keyOf(point))) {
      result.push(piece);
      piece = [point];
    }
  }
  return result;
}

/** Arcs between the leaves of a district, in the order in which the leaves' outlines first use them. */
export function arcNetwork(leaves: readonly Pick<AreaNode, 'id' | 'polygonsCm'>[]): ArcNetwork {
  const outlinesByLeaf = leaves.map((leaf) => orientedOutlines(leaf.polygonsCm));
  const nodes = nodesOf(outlinesByLeaf.flat());
  const arcs: { points: readonly Point2[]; leftId: string; rightId: string | null }[] = [];
  const referenceByEdge = new Map<string, number>();
  const edgeName = (a: Point2, b: Point2): string => `${keyOf(a)},${keyOf(b)}`;
  leaves.forEach((leaf, index) => {
    for (const outline of outlinesByLeaf[index]!) {
      for (const points of pieces(outline, nodes)) {
        const known = referenceByEdge.get(edgeName(points[0]!, points[1]!));
        if (known !== undefined) {
          arcs[~known]!.rightId = leaf.id;
          continue;
        }
        const arc = arcs.push({ points, leftId: leaf.id, rightId: null }) - 1;
        referenceByEdge.set(edgeName(points[0]!, points[1]!), arc);
        referenceByEdge.set(edgeName(points.at(-1)!, points.at(-2)!), ~arc);
      }
    }
  });
  return {
    arcs,
    referencesOf: (outline) =>
      pieces(outline, nodes).map((points) => {
        const reference = referenceByEdge.get(edgeName(points[0]!, points[1]!));
        invariant(reference !== undefined, 'an area is bounded by its leaves’ arcs');
        return reference;
      }),
  };
}

/** All areas over one set of arcs. Parents must be the dissolve of their leaves. */
export function buildAreasFile(areas: readonly AreaNode[]): AreasFile {
  const network = arcNetwork(leavesOf(areas));
  const levelOfArc = network.arcs.map(() => areaLevels.length - 1);
  const fileAreas = areas.map((area): AreasFile['areas'][number] => {
    const polygons = area.polygonsCm.map((polygon) => orientedOutlines([polygon]).map(network.referencesOf));
    const level = areaLevels.indexOf(area.level);
    for (const reference of polygons.flat(2)) {
      const arc = reference >= 0 ? reference : ~reference;
      levelOfArc[arc] = Math.min(levelOfArc[arc]!, level);
    }
    const largest = area.polygonsCm.reduce((best, polygon) =>
      polygonArea(polygon) > polygonArea(best) ? polygon : best,
    );
    const [labelX, labelY] = labelPoint(largest);
    const { id, level: levelName, parentId, communityGridId, name, nameEn, ownerUnit } = area;
    return {
      ...{ id, level: levelName, parentId, communityGridId, name, nameEn, ownerUnit, polygons },
      labelEnuMeters: [Math.round(labelX) / 100, Math.round(labelY) / 100],
      areaSquareMeters: multiPolygonArea(area.polygonsCm) / 10_000,
    };
  });
  return {
    schema: AREAS_SCHEMA,
    arcs: network.arcs.map((arc) => encodeArc(arc.points)),
    arcLevels: levelOfArc.map((level) => areaLevels[level]!),
    areas: fileAreas,
  };
}
