/** Boundaries of all levels from the shared arcs: each arc drawn once, by the coarsest level it bounds. */
import { type AreasFile, decodeArc } from '../../../model/contract/areasFile.ts';
import type { AreaLevel } from '../../../model/domain/areas.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';
import { type Palette, rgbaFromHex } from '../../palette.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';

/** A pixel of a picture 1080 high, in a view 30° high: widths are told in these, and keep their share of any picture. */
const PIXEL_TANGENT = (2 * Math.tan((15 * Math.PI) / 180)) / 1_080;
const UP_METERS = 0.4;

interface LineStyle {
  /** Strength against the district's own line. Fine grids only whisper. */
  readonly strength: number;
  readonly widthPx: number;
  /** Near by a line is no finer than so much paint on the ground. */
  readonly leastMeters: number;
  /** Full strength up to here; then it fades by the next, before its net gets so dense that it would only be grey. */
  readonly fadeStartMeters: number;
  readonly fadeScaleMeters: number;
}

/** Unit and extension grids are one level, with two kinds of owners. */
const grid: LineStyle = {
  ...{ strength: 0.56, widthPx: 1.15, leastMeters: 0.3 },
  ...{ fadeStartMeters: 1_700, fadeScaleMeters: 900 },
};
export const lineStyles: Readonly<Record<AreaLevel, LineStyle>> = {
  district: { strength: 1, widthPx: 3.2, leastMeters: 1, fadeStartMeters: 40_000, fadeScaleMeters: 60_000 },
  street: { strength: 0.85, widthPx: 2.3, leastMeters: 0.7, fadeStartMeters: 14_000, fadeScaleMeters: 12_000 },
  community: { strength: 0.65, widthPx: 1.6, leastMeters: 0.5, fadeStartMeters: 5_200, fadeScaleMeters: 2_600 },
  communityGrid: { strength: 0.6, widthPx: 1.4, leastMeters: 0.4, fadeStartMeters: 3_600, fadeScaleMeters: 1_800 },
  unitGrid: grid,
  extensionGrid: grid,
};

/** Finest first: what is drawn later lies over it. */
const drawnLevels = ['unitGrid', 'communityGrid', 'community', 'street', 'district'] as const;
export type DrawnLevel = (typeof drawnLevels)[number];

/** One mesh a level; a level that bounds nothing alone has an empty one. */
export function boundaryMeshes(
  file: AreasFile,
  ground: HeightField,
  palette: Palette,
): Readonly<Record<DrawnLevel, GroundMesh>> {
  const arcsOf = Map.groupBy(file.arcs.keys(), (arc): DrawnLevel => {
    const level = file.arcLevels[arc]!;
    return level === 'extensionGrid' ? 'unitGrid' : level;
  });
  const meshes = drawnLevels.map((level): [DrawnLevel, GroundMesh] => {
    const { strength, widthPx, leastMeters, fadeStartMeters, fadeScaleMeters } = lineStyles[level];
    const builder = new GroundMeshBuilder('triangles', ground);
    const rgba = rgbaFromHex(palette.boundary, palette.boundaryAlpha * strength);
    for (const arc of arcsOf.get(level) ?? []) {
      const points = decodeArc(file.arcs[arc]!).map(([x, y]): Point2 => [x / 100, y / 100]);
      builder.ribbon(points, UP_METERS, rgba);
    }
    const width = { halfWidthTangent: (widthPx / 2) * PIXEL_TANGENT, leastHalfMeters: leastMeters / 2 };
    return [level, builder.ribbonMesh(fadeStartMeters, fadeScaleMeters, width)];
  });
  return Object.fromEntries(meshes) as Record<DrawnLevel, GroundMesh>;
}
