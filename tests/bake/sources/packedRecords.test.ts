import v8 from 'node:v8';
import { describe, expect, it } from 'vitest';
import { geometryFromWords, WordList } from '../../../src/bake/sources/geometryWords.ts';
import { RecordPacker, recordsOf, repacked } from '../../../src/bake/sources/packedRecords.ts';
import type { Geometry } from '../../../src/bake/sources/rawFile.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

const ring = (count: number, x: number): [number, number][] =>
  Array.from({ length: count }, (_, index) => [x + index / 7, -index / 3]);
const kinds: readonly Geometry[] = [
  { kind: 'point', at: [120.35, -0] },
  { kind: 'lines', lines: [ring(2, 1), ring(9, 2)] },
  { kind: 'polygons', polygons: [[ring(4, 1), ring(3, 2)], [ring(5, 3)]] },
  { kind: 'polygons', polygons: [[ring(3, 1)]], unclosedRings: 7 },
  { kind: 'polygons', polygons: [[ring(2, 1), []]] },
  { kind: 'polygons', polygons: [[ring(600, 1)]], unclosedRings: 1 },
];

describe('geometries as words', () => {
  it('come back as they went in, wherever they stand', () => {
    const list = new WordList();
    const random = new SeededRandom('words');
    const written = Array.from({ length: 200 }, () => kinds[random.whole(0, kinds.length - 1)]!);
    const starts = written.map((geometry) => {
      const start = list.length;
      list.addGeometry(geometry);
      return start;
    });
    const words = list.take();
    expect(list.length).toBe(0);
    expect(starts.map((start) => geometryFromWords(words, start))).toEqual(written);
  });

  it('cut off is our own bug', () => {
    const list = new WordList();
    list.addGeometry(kinds[2]!);
    expect(() => geometryFromWords(list.take().slice(0, -1), 0)).toThrow('ends within its words');
  });
});

describe('packed records', () => {
  const count = 10_000;
  const packed = () => {
    const packer = new RecordPacker(['name', 'floors']);
    for (let index = 0; index < count; index++) {
      const label = index % 3 === 0 ? `b${index}` : index + 1;
      packer.add(label, [`名${index}`, index % 5 === 0 ? null : index], kinds[index % kinds.length]!);
    }
    return packer.finish();
  };

  it('packed anew are those that were chosen, as they were', () => {
    const records = recordsOf(packed());
    const isChosen = (index: number): boolean => index % 7 === 3;
    const chosen = repacked(records, ['name', 'floors'], ({ label }, geometry) => {
      expect(geometry).toBeDefined();
      return isChosen(Number(label.slice(1)) - (label.startsWith('#') ? 1 : 0));
    });
    const told = ({ label, hasOwnId, values, geometry }: (typeof records)[number]) => ({
      ...{ label, hasOwnId, values, geometry },
    });
    expect(chosen.map(told)).toEqual(records.filter((_, index) => isChosen(index)).map(told));
  });

  it('over many pages say what was said of them, after a stay in the cache too', () => {
    const fresh = packed();
    for (const store of [fresh, v8.deserialize(v8.serialize(fresh)) as typeof fresh]) {
      const records = recordsOf(store);
      expect(records.length).toBe(count);
      for (const index of [0, 1, 4095, 4096, 8191, 8192, count - 1]) {
        const { label, hasOwnId, values, geometry } = records[index]!;
        expect([label, hasOwnId]).toEqual(index % 3 === 0 ? [`b${index}`, true] : [`#${index + 1}`, false]);
        expect(values).toEqual({ name: `名${index}`, floors: index % 5 === 0 ? null : index });
        expect(geometry).toEqual(kinds[index % kinds.length]);
      }
    }
  });
});
