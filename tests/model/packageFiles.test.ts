import { expect, it } from 'vitest';
import { mayBePublic, originalOfTwin } from '../../src/model/contract/packageFiles.ts';

it.each([
  'district.json',
  'areas/areas.json',
  'buildings/tileset.json',
  'ground/heights.bin',
  'landmarks/a.glb',
  'extra/x/y/z.b3dm',
  'areas/**',
])('%s may be public', (name) => {
  expect(mayBePublic(name)).toBe(true);
});

it.each([
  '',
  'index.sqlite',
  'report.json',
  'personal.sqlite',
  'proof/slivers.json',
  'areas',
  'areas/',
  'areas/../report.json',
  'areas/./areas.json',
  '/areas/areas.json',
  '../district.json',
  'areas\\..\\report.json',
  'areas/a\0.json',
  'areasx/a.json',
])('%j may not', (name) => {
  expect(mayBePublic(name)).toBe(false);
});

it.each([
  ['a.glb.br', 'a.glb'],
  ['a/b.json.gz', 'a/b.json'],
  ['a.glb', null],
  ['a.br/b', null],
])('the original of %s is %s', (name, original) => {
  expect(originalOfTwin(name)).toBe(original);
});
