/** Pieces of line that meet end to end, as one line: a road is more than its way from one crossing to the next. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import { vertexKey } from './subdivision.ts';

/** Two pieces are one road where they meet within this turn. */
const STRAIGHT_ON_DEG = 32;

interface Piece {
  readonly points: readonly Point2[];
  used: boolean;
}

const keyOf = ([x, y]: Point2): number => vertexKey(x, y);

/** Direction in which a line leaves its end, in radians. */
function headingAtEnd(points: readonly Point2[]): number {
  const [a, b] = [points.at(-2)!, points.at(-1)!];
  return Math.atan2(b[1] - a[1], b[0] - a[0]);
}

/** Lengthens a line at its end by the straightest unused piece that starts there, again and again. */
function extended(line: Point2[], piecesAt: Map<number, Piece[]>): Point2[] {
  for (;;) {
    const end = line.at(-1)!;
    const heading = headingAtEnd(line);
    let next: { piece: Piece; points: readonly Point2[]; turn: number } | null = null;
    for (const piece of piecesAt.get(keyOf(end)) ?? []) {
      if (piece.used) continue;
      const points = keyOf(piece.points[0]!) === keyOf(end) ? piece.points : [...piece.points].reverse();
      const leaves = Math.atan2(points[1]![1] - points[0]![1], points[1]![0] - points[0]![0]);
      const turn = Math.abs(Math.atan2(Math.sin(leaves - heading), Math.cos(leaves - heading)));
      if (turn <= (STRAIGHT_ON_DEG * Math.PI) / 180 && (!next || turn < next.turn)) next = { piece, points, turn };
    }
    if (!next) return line;
    next.piece.used = true;
    line.push(...next.points.slice(1));
  }
}

/** Pieces between crossings → roads that go straight on over them. Pieces meet in one vertex, in whole centimetres. */
export function joinedLines(linesCm: readonly (readonly Point2[])[]): Point2[][] {
  const pieces = linesCm.map((points): Piece => ({ points, used: false }));
  const piecesAt = new Map<number, Piece[]>();
  for (const piece of pieces) {
    for (const end of [piece.points[0]!, piece.points.at(-1)!]) {
      const others = piecesAt.get(keyOf(end));
      if (others) others.push(piece);
      else piecesAt.set(keyOf(end), [piece]);
    }
  }
  return pieces.flatMap((piece): Point2[][] => {
    if (piece.used) return [];
    piece.used = true;
    const forward = extended([...piece.points], piecesAt);
    return [extended(forward.reverse(), piecesAt)];
  });
}
