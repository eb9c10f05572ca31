/** Boundaries of all levels from the shared arcs: each arc drawn once, by the coarsest level it bounds. */
import { type AreasFile, decodeArc } from '../../../model/contract/areasFile.ts';
import type { AreaLevel } from '../../../model/domain/areas.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';
import { type Palette, rgbaFromHex } from '../../palette.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';

/** Strength against the district's own line. Fine grids only whisper. */
const levelStrength: Readonly<Record<AreaLevel, number>> = {
  district: 1,
  street: 0.95,
  community: 0.6,
  communityGrid: 0.5,
  unitGrid: 0.42,
  extensionGrid: 0.42,
};
const UP_METERS = 0.4;

export type BoundaryBand = 'coarse' | 'fine';

function bandOf(level: AreaLevel): BoundaryBand {
  return level === 'district' || level === 'street' ? 'coarse' : 'fine';
}

/** Two meshes: streets and the district are seen from afar, finer lines fade where they would only be grey. */
export function boundaryMeshes(
  file: AreasFile,
  ground: HeightField,
  palette: Palette,
): Record<BoundaryBand, GroundMesh> {
  const builders = { coarse: new GroundMeshBuilder('lines', ground), fine: new GroundMeshBuilder('lines', ground) };
  file.arcs.forEach((arc, index) => {
    const level = file.arcLevels[index]!;
    const points = decodeArc(arc).map(([x, y]): Point2 => [x / 100, y / 100]);
    const rgba = rgbaFromHex(palette.boundary, palette.boundaryAlpha * levelStrength[level]);
    builders[bandOf(level)].line(points, UP_METERS, rgba);
  });
  return { coarse: builders.coarse.mesh(9_000, 14_000), fine: builders.fine.mesh(1_800, 2_600) };
}
