/** Density of matters on the ground, where buildings hide it: hexagons by class, or a smooth surface. */
import type { HeightField } from '../../../model/geometry/heightField.ts';
import { rgbaFromHex, type Theme } from '../../palette.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';
import type { HeatField } from './heatField.ts';
import { densityClassOf, HEX_METERS, type HexBin } from './hexBins.ts';

/** One cool hue from quiet to strong: no warm light, which is a resolved matter, and no traffic colour, which is a limit. */
export const densityColours: Readonly<Record<Theme, readonly string[]>> = {
  night: ['#2E4A78', '#4468A3', '#648DCB', '#93B5EA', '#D3E2FC'],
  day: ['#B9CBE8', '#86A5D6', '#5A7FC0', '#345A9F', '#183A73'],
};
const HEX_ALPHA = 0.62;
/** Cells do not touch: neighbours of one class still part. */
const HEX_SHARE = 0.94;
/** Above the ground, over all that may bend between two of its points. */
const UP_METERS = 3;
/** A density is read from everywhere. */
const [FADE_START_METERS, FADE_SCALE_METERS] = [30_000, 60_000];
/** Each of a hexagon's six triangles is cut so often along a side: the ground bends. */
const PARTS = 4;
/** Density at which heat has its full strength, and the share of it below which there is none. */
export const FULL_PER_SQUARE_KM = 40;
const LEAST_SHARE = 0.04;

export function hexMesh(bins: readonly HexBin[], ground: HeightField, theme: Theme): GroundMesh {
  const builder = new GroundMeshBuilder('triangles', ground);
  for (const { centreEnuMeters, count } of bins) {
    const rgba = rgbaFromHex(densityColours[theme][densityClassOf(count)]!, HEX_ALPHA);
    const [x, y] = centreEnuMeters;
    const corner = (index: number): readonly [number, number] => {
      const turn = (index * Math.PI) / 3 + Math.PI / 6;
      return [HEX_METERS * HEX_SHARE * Math.cos(turn), HEX_METERS * HEX_SHARE * Math.sin(turn)];
    };
    for (let side = 0; side < 6; side++) {
      const [[ax, ay], [bx, by]] = [corner(side), corner(side + 1)];
      // Rows of points from the centre outward: row r has r + 1 of them.
      const rows = Array.from({ length: PARTS + 1 }, (_, row) =>
        Array.from({ length: row + 1 }, (_, step) => {
          const [a, b] = [(row - step) / PARTS, step / PARTS];
          return builder.vertex(x + ax * a + bx * b, y + ay * a + by * b, UP_METERS, rgba);
        }),
      );
      for (let row = 0; row < PARTS; row++) {
        for (let step = 0; step <= row; step++) {
          builder.triangle(rows[row]![step]!, rows[row + 1]![step]!, rows[row + 1]![step + 1]!);
          if (step < row) builder.triangle(rows[row]![step]!, rows[row + 1]![step + 1]!, rows[row]![step + 1]!);
        }
      }
    }
  }
  return builder.mesh(FADE_START_METERS, FADE_SCALE_METERS);
}

export function heatMesh(field: HeatField, ground: HeightField, theme: Theme): GroundMesh {
  const builder = new GroundMeshBuilder('triangles', ground);
  const colours = densityColours[theme];
  const { columns, rows, perSquareKm, originEnuMeters, stepMeters } = field;
  const shareAt = (at: number): number => Math.min(1, perSquareKm[at]! / FULL_PER_SQUARE_KM);
  const vertices = new Int32Array(columns * rows).fill(-1);
  const vertexAt = (column: number, row: number): number => {
    const at = row * columns + column;
    if (vertices[at]! < 0) {
      const share = shareAt(at);
      const hex = colours[Math.min(colours.length - 1, Math.floor(share * colours.length))]!;
      const rgba = rgbaFromHex(hex, 0.75 * Math.sqrt(share));
      vertices[at] = builder.vertex(
        originEnuMeters[0] + column * stepMeters,
        originEnuMeters[1] + row * stepMeters,
        UP_METERS,
        rgba,
      );
    }
    return vertices[at]!;
  };
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      if (Math.max(...[at, at + 1, at + columns, at + columns + 1].map(shareAt)) < LEAST_SHARE) continue;
      const [a, b] = [vertexAt(column, row), vertexAt(column + 1, row)];
      const [c, d] = [vertexAt(column + 1, row + 1), vertexAt(column, row + 1)];
      builder.triangle(a, b, c);
      builder.triangle(a, c, d);
    }
  }
  return builder.mesh(FADE_START_METERS, FADE_SCALE_METERS);
}
