/** The streets of a district by their names: pieces of one name joined to the long lines that a map letters. */
import { encodeArc } from '../../model/contract/areasFile.ts';
import { NAMED_ROADS_SCHEMA, type NamedRoad, type NamedRoadsFile } from '../../model/contract/namedRoadsFile.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';
import { joinedLines } from '../topology/joinedLines.ts';

/** On shorter ones no name has room. */
const SHORTEST_CM = 4_000;

const lengthCm = (line: readonly Point2[]): number =>
  line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - line[index]![0], y - line[index]![1]), 0);

/** Whole centimetres, and no vertex twice: joining asks for both. */
function wholeLine(line: readonly Point2[]): Point2[] {
  const whole = line.map(([x, y]): Point2 => [Math.round(x), Math.round(y)]);
  return whole.filter(([x, y], index) => index === 0 || x !== whole[index - 1]![0] || y !== whole[index - 1]![1]);
}

/** On the ground alone: a viaduct runs over a street that has a name of its own. In the order in which names come first. */
export function namedRoadsOf(roads: readonly Road[]): NamedRoadsFile {
  const named = roads.filter(({ kind, name }) => kind === 'street' && name !== null && name.trim() !== '');
  const byName = Map.groupBy(named, ({ name }) => name!.trim());
  const all = [...byName].flatMap(([name, pieces]): NamedRoad[] => {
    const lines = pieces.map(({ centrelineCm }) => wholeLine(centrelineCm)).filter((line) => line.length >= 2);
    const courses = joinedLines(lines)
      .filter((line) => lengthCm(line) >= SHORTEST_CM)
      .map(encodeArc);
    if (courses.length === 0) return [];
    const nameEn = pieces.map((piece) => piece.nameEn?.trim()).find((text) => text) ?? name;
    return [{ name, nameEn, rank: Math.min(...pieces.map(({ rank }) => rank)), courses }];
  });
  return { schema: NAMED_ROADS_SCHEMA, roads: all };
}
