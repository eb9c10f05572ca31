/** The same buildings for those that read no package: GeoJSON for map engines, one merged mesh for bare WebGL. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { triangulate, turned } from '../../../src/bake/steps/triangulate.ts';
import { decodeFootprints, type Footprints, footprintOf } from '../../../src/model/contract/footprintsFile.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import type { Point2, Polygon } from '../../../src/model/geometry/polygon.ts';

/** 1 cm on the ground: as exact as the package. */
const DEGREE_DECIMALS = 7;

export function readFootprints(packageFolder: string): Footprints {
  const bytes = readFileSync(path.join(packageFolder, 'buildings/footprints.bin'));
  const footprints = decodeFootprints(new Uint8Array(bytes));
  if (!footprints) throw new Error(`${packageFolder} holds no footprints of this version`);
  return footprints;
}

export function readManifest(packageFolder: string): Manifest {
  return JSON.parse(readFileSync(path.join(packageFolder, 'district.json'), 'utf8')) as Manifest;
}

/** One feature a building with what its tile says of it too: id, use, floors, height, year. */
export function geoJsonOf(packageFolder: string): string {
  const footprints = readFootprints(packageFolder);
  const frame = new EnuFrame(readManifest(packageFolder).enuOrigin);
  const position = ([x, y]: Point2): number[] =>
    frame.lonLatFromEnu([x / 100, y / 100, 0]).lonLatDeg.map((value) => Number(value.toFixed(DEGREE_DECIMALS)));
  const index = new DatabaseSync(path.join(packageFolder, 'index.sqlite'), { readOnly: true });
  const rows = index
    .prepare(
      'SELECT buildingId AS id, "use", floors, heightGroundMeters AS height, yearBuilt AS year FROM buildings ORDER BY buildingIndex',
    )
    .all() as { id: string; use: string; floors: number; height: number; year: number | null }[];
  index.close();
  const features = rows.map(({ height, ...rest }, row) => {
    // Right-hand rule (RFC 7946 §3.1.6); a ring's last position is its first.
    const coordinates = footprintOf(footprints, row).map((polygon) =>
      polygon.map((outline, ring) => {
        const positions = turned(outline, ring === 0).map(position);
        return [...positions, positions[0]!];
      }),
    );
    const geometry =
      coordinates.length === 1
        ? { type: 'Polygon', coordinates: coordinates[0]! }
        : { type: 'MultiPolygon', coordinates };
    return { type: 'Feature', properties: { ...rest, height: Number(height.toFixed(2)) }, geometry };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/**
 * Boxes with flat roofs as one indexed mesh, little-endian: u32 vertices, u32 indices, then f32 east, north, up in metres,
 * i8 normal (three and one of padding), u32 indices.
 */
export function mergedMeshOf(packageFolder: string): Uint8Array {
  const footprints = readFootprints(packageFolder);
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  const vertex = (x: number, y: number, z: number, normal: readonly [number, number, number]): number => {
    normals.push(Math.round(normal[0] * 127), Math.round(normal[1] * 127), Math.round(normal[2] * 127), 0);
    return positions.push(x, y, z) / 3 - 1;
  };
  const addPolygon = (polygon: Polygon, top: number): void => {
    polygon.forEach((outline, ring) => {
      const corners = turned(outline, ring === 0);
      corners.forEach(([ax, ay], corner) => {
        const [bx, by] = corners[(corner + 1) % corners.length]!;
        const length = Math.hypot(bx - ax, by - ay);
        if (length === 0) return;
        const normal = [(by - ay) / length, (ax - bx) / length, 0] as const;
        const [a, b] = [vertex(ax / 100, ay / 100, 0, normal), vertex(bx / 100, by / 100, 0, normal)];
        const [c, d] = [vertex(bx / 100, by / 100, top, normal), vertex(ax / 100, ay / 100, top, normal)];
        indices.push(a, b, c, a, c, d);
      });
    });
    const { flat, triangles } = triangulate(polygon);
    const first = positions.length / 3;
    for (let at = 0; at < flat.length; at += 2) vertex(flat[at]! / 100, flat[at + 1]! / 100, top, [0, 0, 1]);
    for (const corner of triangles) indices.push(first + corner);
  };
  for (let row = 0; row < footprints.count; row++) {
    for (const polygon of footprintOf(footprints, row)) addPolygon(polygon, footprints.heightGroundMeters[row]!);
  }
  const parts = [
    Uint32Array.of(positions.length / 3, indices.length),
    Float32Array.from(positions),
    Int8Array.from(normals),
    Uint32Array.from(indices),
  ];
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer)));
}
