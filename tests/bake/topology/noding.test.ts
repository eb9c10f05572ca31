import { describe, expect, it } from 'vitest';
import { noding } from '../../../src/bake/topology/noding.ts';
import type { MultiPolygon, Outline } from '../../../src/model/geometry/polygon.ts';
import { directedEdges, square } from './shapes.ts';

const area = (name: string, ...outlines: Outline[]) => ({
  name,
  polygonsCm: outlines.map((outline) => [outline]) as MultiPolygon,
});

describe('noding', () => {
  it('makes neighbours share vertices that lie a few centimetres apart, and says how far', () => {
    const { subdivision, faces, snapped } = noding([
      area('a', square(0, 0, 1_000)),
      area('b', [
        [1_003, 1],
        [2_000, 0],
        [2_000, 1_000],
        [1_000, 1_002],
      ]),
    ]);
    const edges = directedEdges(faces.flat().map((face) => subdivision.outline(face)));
    expect(edges.has('1000,0>1000,1000')).toBe(true);
    expect(edges.has('1000,1000>1000,0')).toBe(true);
    expect(snapped.movedVertices).toBe(2);
    expect(snapped.largestDistanceCm).toBeCloseTo(Math.hypot(3, 1), 9);
  });

  it('puts a vertex that lies on a neighbour’s edge into that edge', () => {
    const { subdivision, faces, snapped } = noding([
      area('tall', square(0, 0, 2_000)),
      area('low', square(2_000, 0, 1_000)),
      area('high', square(2_000, 1_000, 1_000)),
    ]);
    expect(subdivision.outline(faces[0]![0]!)).toContainEqual([2_000, 1_000]);
    expect(snapped.insertedVertices).toBe(1);
  });

  it('keeps the parts of an area together, the largest first', () => {
    const { subdivision, faces } = noding([area('two', square(0, 0, 100), square(5_000, 0, 900))]);
    expect(faces[0]!.map((face) => subdivision.areaCm2(face))).toEqual([810_000, 10_000]);
  });

  it('refuses holes with a number', () => {
    const holed = { name: 'ring', polygonsCm: [[square(0, 0, 1_000), square(200, 200, 100)]] };
    expect(() => noding([holed])).toThrow(/BAKE-401/);
  });
});
