import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeGlb } from '../../src/bake/steps/encodeGlb.ts';
import { emptyMesh } from '../../src/bake/steps/mesh.ts';
import { simplified } from '../../src/bake/steps/simplified.ts';
import { groundClasses } from '../../src/model/contract/tileAttributes.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import { nearestMetersPerPx } from '../../src/picture/camera/metersPerPx.ts';
import { readGlb } from '../../src/picture/glb/readGlb.ts';
import { coarseContents, farGroundOf } from '../../src/picture/layers/ground/farGround.ts';
import { loadFarGround } from '../../src/picture/packageFiles.ts';

/** A square of so many cells, a class each, as a mesh of the bake. */
function sheet(kind: (typeof groundClasses)[number], cells: number, upMeters: (east: number, north: number) => number) {
  const mesh = emptyMesh();
  for (let row = 0; row <= cells; row++) {
    for (let column = 0; column <= cells; column++) {
      const [east, north] = [column * 50, row * 50];
      mesh.enuMeters.push(east, north, upMeters(east, north));
      mesh.normals.push(0, 0, 1);
      mesh.featureIds.push(groundClasses.indexOf(kind));
    }
  }
  const at = (column: number, row: number): number => row * (cells + 1) + column;
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      mesh.indices.push(at(column, row), at(column + 1, row), at(column + 1, row + 1));
      mesh.indices.push(at(column, row), at(column + 1, row + 1), at(column, row + 1));
    }
  }
  return mesh;
}

const options = { name: 'sheet', featureCount: groundClasses.length, unlit: true, table: null, fineNormals: true };

describe('the ground from afar', () => {
  it.each([{ kind: 'float' } as const, { kind: 'quantised', stepMeters: 1 / 32 } as const])(
    'reads what the bake wrote ($kind)',
    async (positions) => {
      const mesh = sheet('green', 6, (east, north) => east / 10 + north / 20);
      const { bytes } = await encodeGlb(mesh, { ...options, positions });
      const read = (await readGlb(bytes))!;
      // The bake may renumber vertices: triangles are compared, whichever corner they begin with.
      const triangles = (enuMeters: ArrayLike<number>, indices: ArrayLike<number>): string[] =>
        Array.from({ length: indices.length / 3 }, (_, triangle) => {
          const corners = [0, 1, 2].map((corner) => {
            const vertex = indices[triangle * 3 + corner]!;
            return [0, 1, 2].map((axis) => Math.round(enuMeters[vertex * 3 + axis]! * 16) / 16).join(' ');
          });
          const first = corners.indexOf([...corners].sort()[0]!);
          return [0, 1, 2].map((corner) => corners[(first + corner) % 3]).join('|');
        }).sort();
      expect(triangles(read.enuMeters, read.indices)).toEqual(triangles(mesh.enuMeters, mesh.indices));
      expect(new Set(read.featureIds)).toEqual(new Set([groundClasses.indexOf('green')]));
      for (let at = 2; at < read.normals.length; at += 3) expect(read.normals[at]).toBeCloseTo(1, 3);
    },
  );

  it('reads no other bytes', async () => {
    expect(await readGlb(new Uint8Array(4))).toBeNull();
    expect(await readGlb(new Uint8Array(64))).toBeNull();
  });

  it('takes what is coarse of a tileset, and what nothing coarser stands for', () => {
    const leaf = (uri: string) => ({ geometricError: 0, content: { uri } });
    const tree = {
      geometricError: 100,
      refine: 'ADD' as const,
      children: [
        {
          geometricError: 64,
          refine: 'REPLACE' as const,
          content: { uri: 'far' },
          children: [leaf('g0'), leaf('g1')],
        },
        leaf('sea'),
        { geometricError: 8, content: { uri: 'more' }, children: [leaf('evenMore')] },
      ],
    };
    expect(coarseContents(tree)).toEqual(['far', 'sea', 'more', 'evenMore']);
  });

  it('lies in order from the topmost sheet down', async () => {
    const meshes = await Promise.all(
      (['land', 'water', 'road1', 'green'] as const).map(async (kind) => {
        const { bytes } = await encodeGlb(
          sheet(kind, 2, () => 0),
          { ...options, positions: { kind: 'float' } },
        );
        return (await readGlb(bytes))!;
      }),
    );
    const { faces, indices, wideAt } = farGroundOf(meshes);
    const kinds = [...indices].map((vertex) => groundClasses[faces[vertex * 4 + 3]!]!);
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual(['road1', 'green', 'land', 'water']);
    expect(kinds[wideAt - 1]).toBe('land');
    expect(kinds[wideAt]).toBe('water');
  });

  it('is simplified no farther than allowed, each class by itself', async () => {
    const wavy = sheet('land', 40, (east, north) => 8 * Math.sin(east / 300) * Math.cos(north / 400));
    const few = await simplified(wavy, () => 1);
    expect(few.indices.length).toBeLessThan(wavy.indices.length / 3);
    const upOf = new Map<string, number>();
    for (let at = 0; at < few.enuMeters.length; at += 3)
      upOf.set(`${few.enuMeters[at]},${few.enuMeters[at + 1]}`, few.enuMeters[at + 2]!);
    // Every given corner against the simplified triangle that it lies over.
    let worst = 0;
    for (let at = 0; at < wavy.enuMeters.length; at += 3) {
      const [x, y, up] = [wavy.enuMeters[at]!, wavy.enuMeters[at + 1]!, wavy.enuMeters[at + 2]!];
      for (let triangle = 0; triangle < few.indices.length; triangle += 3) {
        const [a, b, c] = [0, 1, 2].map((corner) => {
          const vertex = few.indices[triangle + corner]! * 3;
          return [few.enuMeters[vertex]!, few.enuMeters[vertex + 1]!, few.enuMeters[vertex + 2]!] as const;
        }) as [readonly [number, number, number], readonly [number, number, number], readonly [number, number, number]];
        const whole = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        const second = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / whole;
        const third = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / whole;
        if (second < -1e-6 || third < -1e-6 || second + third > 1 + 1e-6) continue;
        worst = Math.max(worst, Math.abs(a[2] + second * (b[2] - a[2]) + third * (c[2] - a[2]) - up));
      }
    }
    // The error is a root of mean squares: a single corner may lie farther off.
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(2.5);
  });
});

describe('the ground from afar, asked for', () => {
  afterEach(() => void vi.unstubAllGlobals());

  /** A package of one tile, as far as it came. */
  async function load(share: number) {
    const { bytes } = await encodeGlb(
      sheet('land', 6, () => 0),
      { ...options, positions: { kind: 'float' } },
    );
    const tileset = JSON.stringify({ root: { geometricError: 9, content: { uri: 'g.glb' } } });
    vi.stubGlobal('fetch', async (url: string) =>
      url.includes('tileset.json') ? new Response(tileset) : new Response(bytes.slice(0, bytes.length * share)),
    );
    return loadFarGround('/', '0f', new AbortController().signal);
  }

  it('comes whole', async () => {
    const loaded = await load(1);
    expect(loaded.ok && loaded.value.indices.length).toBe(6 * 6 * 6);
  });

  // In its list of parts, and in its numbers.
  it.each([0.1, 0.4, 0.95])('is a fault where %d of a tile came', async (share) => {
    const loaded = await load(share);
    expect(loaded.ok ? null : [loaded.fault.code, loaded.fault.path]).toEqual(['PICTURE-001', 'ground/g.glb']);
  });
});

describe('metres under the nearest pixel', () => {
  const view = (rangeMeters: number, pitchDeg: number) => ({
    pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg: 30, pitchDeg }),
    tangents: { left: -0.5, right: 0.5, bottom: -1 / 3, top: 1 / 3 },
    widthCssPx: 960,
    heightCssPx: 540,
  });

  it('are those of the plane in the middle of the lower edge', () => {
    const down = (30 * Math.PI) / 180 + Math.atan(1 / 3);
    const depth = ((4000 * Math.sin(Math.PI / 6) * 0.9) / Math.sin(down)) * Math.cos(Math.atan(1 / 3));
    expect(nearestMetersPerPx(view(4000, -30), 540)).toBeCloseTo((depth * (2 / 3)) / 540, 6);
    expect(nearestMetersPerPx(view(4000, -30), 1080)).toBeCloseTo((depth * (2 / 3)) / 1080, 6);
  });

  it('are none where the view looks past the plane', () => {
    expect(
      nearestMetersPerPx({ ...view(4000, -4), tangents: { left: -1, right: 1, bottom: 0.1, top: 0.5 } }, 540),
    ).toBe(0);
  });
});
