import { describe, expect, it } from 'vitest';
import type { Sliver, SliversFile } from '../../src/model/contract/sliversFile.ts';
import { groundUpMeters, heightFieldOf } from '../../src/model/geometry/heightField.ts';
import { sideOfPolygon } from '../../src/model/geometry/polygon.ts';
import { placeSlivers, sliverMarks, sliverMesh, sliverText } from '../../src/picture/layers/slivers/slivers.ts';

const slope = heightFieldOf([-1000, -1000], 100, 21, 21, (x) => x / 20);
const sliver = (part: Partial<Sliver>): Sliver => ({
  kind: 'gap',
  level: 'unitGrid',
  parentId: '370203001001',
  squareMeters: 12.5,
  buildings: 2,
  residents: 31,
  areaIds: ['370203001001001', '370203001001002'],
  // 50 m long and a quarter of a metre wide, as gaps are.
  polygonCm: [[0, 0, 5000, 0, 5000, 25, 0, 25]],
  ...part,
});
const file = (...slivers: Sliver[]): SliversFile => ({ schema: 'slivers/1', slivers });

describe('slivers', () => {
  it('stand on the ground, marked inside, the largest first', () => {
    const small = sliver({ squareMeters: 1, kind: 'overlap' });
    const placed = placeSlivers(file(small, sliver({})), slope);
    expect(placed.map((item) => item.sliver.squareMeters)).toEqual([12.5, 1]);
    const [x, y, up] = placed[0]!.markEnuMeters;
    expect(sideOfPolygon(placed[0]!.polygon, x, y)).toBe('inside');
    expect(up - groundUpMeters(slope, x, y)).toBeCloseTo(40, 9);
    const { enuMeters, rgba } = sliverMesh(placed, slope);
    for (let at = 0; at < enuMeters.length; at += 3) {
      const above = enuMeters[at + 2]! - groundUpMeters(slope, enuMeters[at]!, enuMeters[at + 1]!);
      expect(above).toBeGreaterThan(0.6);
      expect(above).toBeLessThan(0.9);
    }
    expect([...rgba.slice(0, 3)].map((value) => value.toFixed(2))).toEqual(['1.00', '0.30', '0.30']);
  });

  it('are wide enough to be seen, however narrow the land is', () => {
    const { enuMeters } = sliverMesh(placeSlivers(file(sliver({})), slope), slope);
    const norths = Array.from({ length: enuMeters.length / 3 }, (_, vertex) => enuMeters[vertex * 3 + 1]!);
    expect(Math.max(...norths) - Math.min(...norths)).toBeGreaterThan(3);
  });

  it('tell gap, overlap and crossing by shape, and say what is inside in both languages', () => {
    const placed = placeSlivers(
      file(
        sliver({ squareMeters: 3 }),
        sliver({ squareMeters: 2, kind: 'overlap' }),
        sliver({ squareMeters: 1, kind: 'crossing' }),
      ),
      slope,
    );
    expect(sliverMarks(placed, 1, 1).shapes.map(({ shape }) => shape)).toEqual(['ring', 'disc', 'diamond']);
    expect(sliverText(placed[0]!, 'zh', (id) => (id.endsWith('1') ? '甲社区单元网格 001' : null))).toEqual({
      title: '缝隙 3 m²',
      detail: '2 栋 · 31 人 · 甲社区单元网格 001 / 370203001001002',
    });
    const harbour = placeSlivers(file(sliver({ squareMeters: 1_730_000, areaIds: [] })), slope);
    expect(sliverText(harbour[0]!, 'en', () => null)).toEqual({
      title: 'Gap 1.73 km²',
      detail: '2 buildings · 31 residents',
    });
    expect(sliverMarks([], 1, 2).shapes).toEqual([]);
    expect(sliverMesh([], slope).indices).toHaveLength(0);
  });
});
