/** Gaps, overlaps and crossings of every level, from one arrangement of all outlines. */
import { type MultiPolygon, type Polygon, polygonArea } from '../../model/geometry/polygon.ts';
import { endOf, type Faces, facesOf, startOf } from './faces.ts';
import { fitsDisc } from './fitsDisc.ts';
import { givenSizes } from './givenSizes.ts';
import type { ProofLevel } from './levels.ts';
import { planarEdges } from './planarEdges.ts';
import type { Neighbour, OutlinedArea, ProofPiece } from './proof.ts';
import { type Region, regionsByLabel } from './regions.ts';

/** Where lines cross, a place is rounded to this part of a centimetre: 0.04 mm. */
const TICKS_PER_CM = 256;
const CM2_PER_M2 = 10_000;

export type FoundPiece = Omit<ProofPiece, 'buildings' | 'residents'>;

export interface FoundPieces {
  readonly pieces: readonly FoundPiece[];
  /** Nowhere wider than the tolerance. */
  readonly thin: readonly FoundPiece[];
}

/** What a label says, by its parts. */
interface Label {
  readonly kind: ProofPiece['kind'];
  readonly level: ProofLevel;
  readonly rows: readonly number[];
  /** A gap's parent, a crossing's host. */
  readonly parent: number | null;
}

const intersection = (cover: readonly number[], rows: ReadonlySet<number>): number[] =>
  cover.filter((row) => rows.has(row));

class Labels {
  readonly byName = new Map<string, Label>();
  readonly #levels: readonly ProofLevel[];
  readonly #areas: readonly OutlinedArea[];

  constructor(levels: readonly ProofLevel[], areas: readonly OutlinedArea[]) {
    this.#levels = levels;
    this.#areas = areas;
  }

  of(cover: readonly number[]): string[] {
    return this.#levels.flatMap((level, index) => this.#labels(cover, level).map((label) => this.#name(index, label)));
  }

  #name(index: number, label: Label): string {
    const name = `${index} ${label.kind} ${label.rows.join()} ${label.parent}`;
    this.byName.set(name, label);
    return name;
  }

  #lowest(rows: readonly number[]): number | null {
    const byId = [...rows].sort((a, b) => (this.#areas[a]!.id < this.#areas[b]!.id ? -1 : 1));
    return byId[0] ?? null;
  }

  #labels(cover: readonly number[], level: ProofLevel): Label[] {
    const parts = intersection(cover, level.parts);
    const parent = this.#lowest(intersection(cover, level.parents));
    if (parts.length === 0) {
      // Without parents what is enclosed by parts is a gap: the outside encloses nothing and gives no region.
      return parent !== null || level.parents.size === 0 ? [{ kind: 'gap', level, rows: [], parent }] : [];
    }
    const labels: Label[] = parts.flatMap((row) => {
      const homes = level.homesOf.get(row);
      if (!homes || homes.some((home) => cover.includes(home))) return [];
      return [{ kind: 'crossing', level, rows: [row], parent }];
    });
    if (parts.length > 1) labels.push({ kind: 'overlap', level, rows: parts, parent: null });
    return labels;
  }
}

/** Shared lengths with the level's areas on the other side of a region's outline. */
function neighboursOf(
  { halves }: Region,
  { edges, coverOf, covers }: Faces,
  level: ProofLevel,
  areas: readonly OutlinedArea[],
): Neighbour[] {
  const { x, y } = edges.vertices;
  const metersById = new Map<string, number>();
  for (const half of halves) {
    const [a, b] = [startOf(edges, half), endOf(edges, half)];
    const meters = Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!) / edges.ticksPerCm / 100;
    for (const row of intersection(covers[coverOf[half ^ 1]!]!, level.parts)) {
      const { id } = areas[row]!;
      metersById.set(id, (metersById.get(id) ?? 0) + meters);
    }
  }
  return [...metersById]
    .map(([areaId, sharedMeters]) => ({ areaId, sharedMeters: Number(sharedMeters.toFixed(3)) }))
    .sort((a, b) => b.sharedMeters - a.sharedMeters || (a.areaId < b.areaId ? -1 : 1));
}

/**
 * Where pieces lie is told by the snapped outlines, how large they are by the given ones.
 *
 * @param polygonsCm the areas' outlines after snapping, in the order of `areas`.
 * @param isSnapped whether they differ from the given ones.
 */
export function findPieces(
  areas: readonly OutlinedArea[],
  polygonsCm: readonly MultiPolygon[],
  isSnapped: boolean,
  levels: readonly ProofLevel[],
  toleranceCm: number,
): FoundPieces {
  const faces = facesOf(planarEdges(polygonsCm, TICKS_PER_CM));
  const labels = new Labels(levels, areas);
  const regions = regionsByLabel(faces, (cover) => labels.of(cover));
  const wide = new Map(
    [...regions].flatMap(([name, found]) => {
      const wideOnes = found.filter(({ polygonCm }) => !isThin(polygonCm, toleranceCm));
      return wideOnes.length > 0 ? [[name, wideOnes] as const] : [];
    }),
  );
  const wideOnes = new Set([...wide.values()].flat());
  const givenRegions = (): Map<string, Region[]> => {
    const givenFaces = facesOf(
      planarEdges(
        areas.map((area) => area.polygonsCm),
        TICKS_PER_CM,
      ),
    );
    return regionsByLabel(givenFaces, (cover) => labels.of(cover));
  };
  const sizes = isSnapped && wide.size > 0 ? givenSizes(wide, givenRegions()) : null;
  const pieces: FoundPiece[] = [];
  const thin: FoundPiece[] = [];
  for (const [name, found] of regions) {
    const { kind, level, rows, parent } = labels.byName.get(name)!;
    for (const region of found) {
      const neighbours = neighboursOf(region, faces, level, areas);
      const own = rows.map((row) => areas[row]!.id);
      const parentOf = parent === null ? null : areas[parent]!.id;
      const piece: FoundPiece = {
        kind,
        level: level.level,
        parentId: (kind === 'gap' ? parentOf : areas[rows[0]!]!.parentId) ?? '',
        hostId: kind === 'crossing' ? parentOf : null,
        areaIds: [...(kind === 'gap' ? neighbours.map(({ areaId }) => areaId) : own)].sort(),
        neighbours: kind === 'crossing' ? neighbours.filter(({ areaId }) => !own.includes(areaId)) : neighbours,
        squareMeters: (sizes?.get(region) ?? polygonArea(region.polygonCm)) / CM2_PER_M2,
        polygonCm: region.polygonCm,
      };
      (wideOnes.has(region) ? pieces : thin).push(piece);
    }
  }
  const kinds: readonly ProofPiece['kind'][] = ['gap', 'overlap', 'crossing'];
  const levelOrder = levels.map(({ level }) => level);
  pieces.sort(
    (a, b) =>
      levelOrder.indexOf(a.level) - levelOrder.indexOf(b.level) ||
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      b.squareMeters - a.squareMeters ||
      a.polygonCm[0]![0]![0] - b.polygonCm[0]![0]![0],
  );
  return { pieces, thin };
}

const isThin = (polygonCm: Polygon, toleranceCm: number): boolean =>
  toleranceCm > 0 && !fitsDisc(polygonCm, toleranceCm);
