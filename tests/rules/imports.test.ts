import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from './sourceFiles.ts';

/** Import to the left only. Each shelf may see itself and these. */
const shelves: Readonly<Record<string, readonly string[]>> = {
  model: [],
  bake: ['model'],
  hub: ['model'],
  live: ['model'],
  picture: ['live', 'model'],
  screens: ['picture', 'live', 'model'],
  app: ['bake', 'hub', 'model'],
};

/** Inside model, each folder only from those before it. */
const modelOrder = ['faults', 'frames', 'geometry', 'domain', 'contract', 'analysis'];

/** Packages that only some places may name. */
const packageHomes: readonly { packages: RegExp; home: RegExp; why: string }[] = [
  {
    packages: /^(cesium|@cesium\/.*|@deck\.gl\/.*|@luma\.gl\/.*|three)(\/|$)/,
    home: /^src\/picture\/(engines\/|.*\.(cesium|deck|three)\.ts$)/,
    why: 'only engines and *.cesium|deck|three.ts name an engine',
  },
  {
    packages: /^(react|react-dom|react-i18next|i18next)(\/|$)/,
    home: /^src\/screens\//,
    why: 'only screens know React',
  },
  {
    packages: /^(gcoord|shapefile|csv-parse|proj4)(\/|$)/,
    home: /^src\/bake\//,
    why: 'source formats and datums live in the bake',
  },
];

const modelPackages =
  /^(@turf\/turf|earcut|flatbush|typebox|socket\.io-parser|socket\.io-msgpack-parser|@socket\.io\/component-emitter)(\/|$)/;

interface ImportOf {
  readonly from: string;
  readonly to: string;
}

function importsOf(file: string): ImportOf[] {
  const { module } = parseSync(file, textOf(file));
  const named = [
    ...module.staticImports.map((item) => item.moduleRequest.value),
    ...module.staticExports.flatMap((item) => item.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map((item) =>
      textOf(file)
        .slice(item.moduleRequest.start, item.moduleRequest.end)
        .replace(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return named.map((to) => ({ from: file, to }));
}

function targetOf({ from, to }: ImportOf): string {
  return to.startsWith('.')
    ? path.posix.normalize(path.posix.join(path.posix.dirname(from), to.replace(/\?.*$/, '')))
    : to;
}

/** What is wrong with one import, or null. */
function faultOfImport(item: ImportOf): string | null {
  const target = targetOf(item);
  const shelf = item.from.split('/')[1]!;
  if (item.to.startsWith('.')) {
    if (/^(shaders|data)\//.test(target)) return null;
    if (!target.startsWith('src/')) return `${item.from} reaches outside src: ${item.to}`;
    const other = target.split('/')[1]!;
    if (other !== shelf && !shelves[shelf]!.includes(other)) return `${item.from}: ${shelf} must not import ${other}`;
    if (shelf === 'model') {
      const [here, there] = [item.from.split('/')[2]!, target.split('/')[2]!].map((name) =>
        modelOrder.indexOf(name),
      ) as [number, number];
      if (there > here) return `${item.from}: model/${modelOrder[here]} must not import model/${modelOrder[there]}`;
    }
    return null;
  }
  if (item.to.startsWith('node:')) {
    return ['model', 'live', 'picture', 'screens'].includes(shelf)
      ? `${item.from}: ${shelf} runs in a browser, no ${item.to}`
      : null;
  }
  if (shelf === 'model' && !modelPackages.test(item.to)) return `${item.from}: model must not import ${item.to}`;
  const home = packageHomes.find(({ packages }) => packages.test(item.to));
  return home && !home.home.test(item.from) ? `${item.from} imports ${item.to}: ${home.why}` : null;
}

const files = filesBelow('src', ['.ts', '.tsx', '.mjs']);

describe('import law', () => {
  it('holds for every file', () => {
    const wrong = files
      .flatMap(importsOf)
      .map(faultOfImport)
      .filter((text) => text !== null);
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(40);
  });

  it('knows every shelf', () => {
    expect(files.filter((file) => file.split('/').length > 2 && !(file.split('/')[1]! in shelves))).toEqual([]);
  });

  it.each([
    ['src/model/frames/a.ts', '../contract/event.ts'],
    ['src/hub/a.ts', '../bake/bake.ts'],
    ['src/live/a.ts', '../picture/cityView.ts'],
    ['src/picture/layers/cases/cases.ts', '@deck.gl/core'],
    ['src/picture/ring/a.ts', 'react'],
    ['src/live/a.ts', 'node:fs'],
    ['src/model/domain/a.ts', 'zustand'],
    ['src/hub/a.ts', '../../tests/support/hub.ts'],
  ])('finds %s → %s', (from, to) => {
    expect(faultOfImport({ from, to })).not.toBeNull();
  });
});
