import { expect, it } from 'vitest';
import type { GmlElement } from '../../../src/bake/sources/citygmlElements.ts';
import { citygmlValues } from '../../../src/bake/sources/citygmlValues.ts';
import { fieldValue } from '../../../src/bake/sources/fieldValue.ts';
import { modelValues } from '../../../src/bake/sources/modelValues.ts';

const element = (local: string, attributes = {}, text = '', children: GmlElement[] = []) =>
  ({ local, name: `bldg:${local}`, attributes, text, children }) as GmlElement;

it.each([
  [{ uom: 'ft' }, 12.192],
  [{ uom: 'urn:ogc:def:uom:EPSG::9002' }, 12.192],
  [{ uom: 'm' }, 40],
  [{ uom: 'urn:ogc:def:uom:EPSG::9001' }, 40],
  [{}, 40],
  [{ uom: 'cubit' }, null],
])('a height of 40 with %j is %j m; an unknown unit is refused', (attributes, meters) => {
  const values = citygmlValues(element('Building', {}, '', [element('measuredHeight', attributes, '40')]));
  const result = fieldValue('heightGroundMeters', { from: 'measuredHeight' }, values.measuredHeight, 'UTC');
  expect(result.ok ? Number(Number(result.value).toFixed(6)) : null).toBe(meters);
});

it('stands as @heightMeters with its unit where the model is flat', () => {
  expect(modelValues('b', { measuredHeight: '40 ft' }, [], null)['@heightMeters']).toBe('40 ft');
});
