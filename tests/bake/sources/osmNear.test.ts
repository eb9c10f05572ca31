/** What lies far from the district in an OSM file is seen to do so without a place of its own being looked for. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FarRecords } from '../../../src/bake/sources/nearDistrict.ts';
import { NodeSides } from '../../../src/bake/sources/osmNodeSides.ts';
import { osmRecords } from '../../../src/bake/sources/osmRecords.ts';
import { tagFilterOf } from '../../../src/bake/sources/osmTags.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import type { Bounds2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { type TinyOsm, tinyPbf } from '../../support/tinyPbf.ts';

const near = { minX: 120.36, minY: 36.08, maxX: 120.38, maxY: 36.1 };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-osm-near-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Way = NonNullable<TinyOsm['ways']>[number];

/** Nodes in and around the district; ways over some of them, near each other or anywhere, and relations over some ways. */
function someOsm(random: SeededRandom): TinyOsm {
  const nodes = Array.from({ length: 60 }, (_, index) => ({
    id: 10 + index * 3,
    lon: 120.34 + random.whole(0, 60) / 1000,
    lat: 36.06 + random.whole(0, 60) / 1000,
  }));
  const refsOf = (length: number): number[] => {
    const from = random.whole(0, nodes.length - length - 1);
    const isTogether = random.whole(0, 1) === 0;
    return Array.from({ length }, (_, step) => nodes[isTogether ? from + step : random.whole(0, nodes.length - 1)]!.id);
  };
  const ways = Array.from({ length: 120 }, (_, index): Way => {
    const refs = refsOf(random.whole(2, 6));
    const kind = random.whole(0, 3);
    if (kind === 0) return { id: index + 1, refs, tags: { highway: 'primary' } };
    if (kind === 1) return { id: index + 1, refs, tags: { building: 'yes' } };
    return { id: index + 1, refs: [...refs, refs[0]!], tags: { building: 'yes' } };
  });
  const relations = Array.from({ length: 4 }, (_, index) => ({
    id: index + 1,
    members: [1, 2].map((step) => ({ way: random.whole(1, 100) + step, role: 'outer' })),
    tags: { type: 'multipolygon', building: 'yes' },
  }));
  // Most files list their nodes by id, and some do not.
  const isMixed = random.whole(0, 3) === 0;
  return { nodes: isMixed ? [...nodes.slice(40), ...nodes.slice(0, 40).reverse()] : nodes, ways, relations };
}

type Role = 'buildings' | 'roads';

async function read(role: Role, layer: string, bounds: Bounds2 | null) {
  const faults = new FaultLog();
  const fields = { id: { from: '@id' } };
  const source: RecipeSource = {
    ...{ key: 's', role, path: 'a.osm.pbf', format: 'osm-pbf', crs: 'EPSG:4326', layer, fields },
  };
  const { recordCount, records } = await readSource(source, folder, 'Asia/Shanghai', faults, bounds);
  const dropped = faults.fatesOf('s', 'dropped').flatMap(({ code, ids }) => [...ids].map((id) => `${id} ${code}`));
  const kept = records.map(({ label, values, geometry }) => ({ label, values, geometry }));
  return { recordCount, kept, dropped: dropped.sort() };
}

/** What should come of it, by the places of everything. */
async function expected(role: Role, layer: string): Promise<Awaited<ReturnType<typeof read>>> {
  const whole = await read(role, layer, null);
  const far = new FarRecords({ key: 's', role } as RecipeSource, near);
  const lost = whole.kept.filter(({ geometry }) => far.isFar(geometry));
  const code = role === 'buildings' ? 'BAKE-303' : 'BAKE-269';
  const dropped = [...whole.dropped, ...lost.map(({ label }) => `${label} ${code}`)].sort();
  return { recordCount: whole.recordCount, kept: whole.kept.filter((item) => !lost.includes(item)), dropped };
}

describe('a file of which a part is near', () => {
  it('keeps what its places say is near, and tells the rest', async () => {
    const random = new SeededRandom('sides');
    let [keptCount, farCount] = [0, 0];
    for (let round = 0; round < 25; round++) {
      writeFileSync(path.join(folder, 'a.osm.pbf'), tinyPbf(someOsm(random)));
      for (const [role, layer] of [
        ['buildings', 'building'],
        ['roads', 'highway'],
      ] as const) {
        const right = await expected(role, layer);
        // Of houses one at least is needed: then nothing is to be compared.
        if (right.kept.length === 0 && role === 'buildings') continue;
        const seen = await read(role, layer, near);
        expect(seen).toEqual(right);
        keptCount += seen.kept.length;
        farCount += seen.dropped.filter((told) => /BAKE-(303|269)/.test(told)).length;
      }
    }
    // Both happened, and often.
    expect(Math.min(keptCount, farCount)).toBeGreaterThan(100);
  });

  it('tells a way of which it holds no node as far where the ids around lie far, as broken where they are near', async () => {
    const corner = (id: number, x: number, step: number) => ({
      ...{ id, lon: x + (step >> 1) / 1e4, lat: 36.09 + (step % 3) / 1e4 },
    });
    // Of each ten ids the file holds the first four.
    const nodes = [120.2, 120.37, 120.5].flatMap((x, block) =>
      [0, 1, 2, 3].map((step) => corner(block * 10 + step + 1, x, step)),
    );
    const way = (id: number, from: number) => ({
      ...{ id, refs: [from, from + 1, from + 3, from], tags: { building: 'yes' } },
    });
    const ways = [way(1, 1), way(5, 5), way(11, 11), way(15, 15), way(21, 21)];
    writeFileSync(path.join(folder, 'a.osm.pbf'), tinyPbf({ nodes, ways }));
    const { kept, dropped } = await read('buildings', 'building', near);
    expect(kept.map(({ label }) => label)).toEqual(['w11']);
    expect(dropped).toEqual(['w1 BAKE-303', 'w15 BAKE-241', 'w21 BAKE-303', 'w5 BAKE-303']);
  });

  it('looks for the places of what is near alone', async () => {
    const square = (from: number, x: number) => ({
      nodes: [0, 1, 2, 3].map((step) => ({
        id: from + step,
        lon: x + (step >> 1) / 1e4,
        lat: 36.09 + (step % 3) / 1e4,
      })),
      ways: [{ id: from, refs: [from, from + 1, from + 3, from], tags: { building: 'yes' } }],
    });
    const parts = [square(1, 120.2), square(11, 120.37), square(21, 120.5), square(31, 120.6)];
    let passes = 0;
    const pass = async function* (kinds: readonly string[]) {
      passes++;
      for (const { nodes } of parts)
        if (kinds.includes('node')) yield nodes.map((node) => ({ type: 'node', ...node }) as const);
      for (const { ways } of parts)
        if (kinds.includes('way')) yield ways.map((way) => ({ type: 'way', ...way }) as const);
    };
    const input = { file: 'f', source: 's', pass, filter: tagFilterOf('building'), faults: new FaultLog(), near };
    const records = [];
    for await (const record of osmRecords({ ...input, refsPerBatch: 1 })) records.push(record);
    expect(records.map(({ values, farKind, geometry }) => [values['@id'], farKind, geometry?.kind])).toEqual([
      ['w1', 'polygons', undefined],
      ['w11', undefined, 'polygons'],
      ['w21', 'polygons', undefined],
      ['w31', 'polygons', undefined],
    ]);
    // Nodes and relations, ways, and the nodes of one way.
    expect(passes).toBe(3);
  });
});

describe('sides of nodes', () => {
  const sidesOf = (nodes: readonly (readonly [number, number, number])[], mostRuns?: number): NodeSides => {
    const sides = new NodeSides(near, mostRuns);
    for (const [id, lon, lat] of nodes) sides.add(id, lon, lat);
    return sides;
  };
  const west = [1, 2, 3].map((id) => [id, 120.3, 36.09] as const);
  const north = [4, 5].map((id) => [id, 120.37, 36.2] as const);

  it('are far where all of them are on one', () => {
    const sides = sidesOf([...west, ...north, [6, 120.3, 36.2]]);
    expect([sides.areFar([1, 3]), sides.areFar([1, 6]), sides.areFar([4, 6]), sides.areFar([1, 4])]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([sides.areFar([]), sides.areFar([0])]).toEqual([false, false]);
  });

  it('of what is on the edge, within or nowhere are none', () => {
    for (const [lon, lat] of [
      [near.minX, near.maxY],
      [120.37, 36.09],
      [Number.NaN, 36.09],
    ] as const) {
      expect(sidesOf([...west, [4, lon, lat]]).areFar([1, 4])).toBe(false);
    }
  });

  it('are not known where ids do not grow, or where they lie about', () => {
    expect(sidesOf([...west, [2, 120.3, 36.09]]).areFar([1])).toBe(false);
    const mixed = [...west, ...north];
    expect(sidesOf(mixed, 2).areFar([1])).toBe(true);
    expect(sidesOf([...mixed, [6, 120.3, 36.09]], 2).areFar([1])).toBe(false);
  });
});
