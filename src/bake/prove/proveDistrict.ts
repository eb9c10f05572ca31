/** The coverage proof: that every place of a district has one owner at each level, or where it has not. */
import Flatbush from 'flatbush';
import { areaLevels, isResponsibilityGrid } from '../../model/domain/areas.ts';
import {
  boundsOf,
  largestPolygon,
  multiPolygonArea,
  outlineCentroid,
  sideOfPolygon,
} from '../../model/geometry/polygon.ts';
import { checkCodes, codeOrderNotes } from './checkCodes.ts';
import { type FoundPiece, findPieces } from './findPieces.ts';
import { levelsOf, type ProofLevel } from './levels.ts';
import type { GivenArea, LevelProof, OutlinedArea, Proof, ProofBuilding, ProofOptions, ProofPiece } from './proof.ts';
import { snapOutlines } from './snapOutlines.ts';
import { splitBuildings } from './splitBuildings.ts';

const CM2_PER_M2 = 10_000;

/** Adds the buildings whose largest part's centroid lies in each piece: every building counts in one place only. */
export function withBuildings(pieces: readonly FoundPiece[], buildings: readonly ProofBuilding[]): ProofPiece[] {
  const counts = pieces.map(() => ({ buildings: 0, residents: 0 }));
  if (pieces.length > 0) {
    const index = new Flatbush(pieces.length);
    for (const { polygonCm } of pieces) {
      const { minX, minY, maxX, maxY } = boundsOf(polygonCm);
      index.add(minX, minY, maxX, maxY);
    }
    index.finish();
    for (const { footprintCm, residents } of buildings) {
      const [x, y] = outlineCentroid(largestPolygon(footprintCm)[0]!);
      for (const row of index.search(x, y, x, y)) {
        if (sideOfPolygon(pieces[row]!.polygonCm, x, y) === 'outside') continue;
        counts[row]!.buildings++;
        counts[row]!.residents += residents;
      }
    }
  }
  return pieces.map((piece, row) => ({ ...piece, ...counts[row]! }));
}

/** A level's counts and sums; `areas` in the order that `level` has its rows of. */
export function levelProof(
  level: ProofLevel,
  areas: readonly OutlinedArea[],
  pieces: readonly FoundPiece[],
): LevelProof {
  const of = (kind: ProofPiece['kind']): FoundPiece[] =>
    pieces.filter((piece) => piece.level === level.level && piece.kind === kind);
  const squareMeters = (found: readonly FoundPiece[]): number =>
    found.reduce((sum, piece) => sum + piece.squareMeters, 0);
  const [gaps, overlaps, crossings] = [of('gap'), of('overlap'), of('crossing')];
  const partsCm2 = [...level.parts].reduce((sum, row) => sum + multiPolygonArea(areas[row]!.polygonsCm), 0);
  return {
    level: level.level,
    parents: level.parents.size,
    parts: level.parts.size,
    partsSquareMeters: partsCm2 / CM2_PER_M2,
    gaps: gaps.length,
    overlaps: overlaps.length,
    crossings: crossings.length,
    gapSquareMeters: squareMeters(gaps),
    overlapSquareMeters: squareMeters(overlaps),
    crossingSquareMeters: squareMeters(crossings),
  };
}

/** Coarse levels first, so that finer ones are set on their lines; then by id: the files' order changes nothing. */
export function inProofOrder<T extends OutlinedArea>(areas: readonly T[]): T[] {
  const rank = ({ level }: T): number => areaLevels.indexOf(level);
  return [...areas].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Proves given areas of any levels. Nothing in the input is trusted but that outlines have three vertices. */
export function proveDistrict(
  given: readonly GivenArea[],
  buildings: readonly ProofBuilding[],
  options: ProofOptions,
): Proof {
  const { snapMeters, gridAreaBand, standardRef } = options;
  const areas = inProofOrder(given);
  const toleranceCm = snapMeters * 100;
  const { polygonsCm, ...moves } = snapOutlines(areas, toleranceCm);
  const levels = levelsOf(areas);
  const isSnapped = moves.movedVertices + moves.bentEdges > 0;
  const { pieces, thin } = findPieces(areas, polygonsCm, isSnapped, levels, toleranceCm);
  const grids = areas.filter(({ level }) => isResponsibilityGrid(level));
  const sized = grids.map(({ id, polygonsCm: own }) => ({
    areaId: id,
    squareMeters: multiPolygonArea(own) / CM2_PER_M2,
  }));
  const [least, most] = gridAreaBand ?? [0, Infinity];
  return {
    snapMeters,
    snapped: {
      ...moves,
      thinPieces: thin.length,
      thinSquareMeters: thin.reduce((sum, { squareMeters }) => sum + squareMeters, 0),
    },
    levels: levels.map((level) => levelProof(level, areas, pieces)),
    pieces: withBuildings(pieces, buildings),
    splitBuildings: splitBuildings(areas, polygonsCm, buildings),
    codes: standardRef === null ? [] : checkCodes(areas, standardRef),
    outOfBand: sized.filter(({ squareMeters }) => squareMeters < least || squareMeters > most),
    ownerless: areas.flatMap(({ id, level, ownerUnit }) =>
      level === 'extensionGrid' && !ownerUnit?.trim() ? [id] : [],
    ),
    notes: {
      parts: grids.flatMap(({ id, polygonsCm: own }) => {
        const holes = own.reduce((sum, polygon) => sum + polygon.length - 1, 0);
        return own.length > 1 || holes > 0 ? [{ areaId: id, parts: own.length, holes }] : [];
      }),
      codeOrder: codeOrderNotes(areas),
    },
  };
}
