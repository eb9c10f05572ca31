import { describe, expect, it } from 'vitest';
import { IdList } from '../../src/model/faults/idList.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const listOf = (ids: readonly string[]): IdList => {
  const list = new IdList();
  for (const id of ids) list.add(id);
  return list;
};

const long = '责任网格'.repeat(200);
const awkward = [
  '',
  '',
  'a',
  'a',
  'ab',
  '楼1',
  '楼2',
  '桥',
  '\0',
  '\n"\\',
  '\ufeff1',
  '🏠',
  long,
  `${long}1`,
  `${long}2`,
  'ÿ',
];

/** Ids that count on, ids that share some of their characters, and any. */
function someIds(random: SeededRandom, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = random.whole(0, 3);
    if (kind === 0) return `w${100_000 + index}`;
    if (kind === 1) return `楼-${'号'.repeat(random.whole(0, 3))}${random.whole(0, 99)}`;
    if (kind === 2) return awkward[random.whole(0, awkward.length - 1)]!;
    return String.fromCodePoint(random.whole(1, 0xd7ff), random.whole(0xe000, 0x10ffff));
  });
}

describe('a list of ids', () => {
  it('gives back what it was given, in its order', () => {
    expect([...listOf([])]).toEqual([]);
    expect([...listOf(awkward)]).toEqual(awkward);
    const random = new SeededRandom('ids');
    for (let round = 0; round < 50; round++) {
      const ids = someIds(random, random.whole(0, 300));
      expect([...listOf(ids)]).toEqual(ids);
    }
  });

  it('takes another as if its ids came one by one, and stays apart from it', () => {
    const random = new SeededRandom('ids of two');
    for (let round = 0; round < 100; round++) {
      const [first, second, more] = [0, 1, 2].map(() => someIds(random, random.whole(0, 40))) as [
        string[],
        string[],
        string[],
      ];
      const [list, other] = [listOf(first), listOf(second)];
      const before = other.packed();
      list.append(before);
      expect([...list]).toEqual([...first, ...second]);
      // Each goes on by itself, from the same bytes.
      for (const id of more) for (const each of [list, other]) each.add(id);
      expect([...list]).toEqual([...first, ...second, ...more]);
      expect([...other]).toEqual([...second, ...more]);
      expect([...IdList.from(before)]).toEqual(second);
      expect([...IdList.from(structuredClone(before))]).toEqual(second);
    }
  });

  it('says where text was none: what no file can hold is replaced', () => {
    expect([...listOf(['a\ud800', '\udc00b'])]).toEqual(['a\ufffd', '\ufffdb']);
  });

  it('takes some bytes for ids that count on', () => {
    const list = listOf(Array.from({ length: 100_000 }, (_, index) => `w${1_000_000_000 + index}`));
    expect(list.packed().length).toBeLessThan(100_000 * 4);
  });
});
