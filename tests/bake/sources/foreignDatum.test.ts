import { expect, it } from 'vitest';
import { crsFromDeclared } from '../../../src/bake/inspect/guessCrs.ts';
import { foreignDatumOf } from '../../../src/bake/sources/foreignDatum.ts';

const geographic = (datum: string, ellipsoid: string, meridian = '"Greenwich",0.0', unit = '0.0174532925199433') =>
  `GEOGCS["GCS",DATUM["${datum}",SPHEROID["E",${ellipsoid}]],PRIMEM[${meridian}],UNIT["U",${unit}]]`;

it.each([
  ['D_Beijing_1954', geographic('D_Beijing_1954', '6378245.0,298.3')],
  ['D_Xian_1980', geographic('D_Xian_1980', '6378140.0,298.257')],
  ['D_Tokyo', geographic('D_Tokyo', '6377397.155,299.1528128')],
  ['D_NTF', geographic('D_NTF', '6378249.2,293.46602', '"Paris",2.33722917', '0.01570796326794897')],
  ['D_Paris', geographic('D_Paris', '6378137.0,298.257222101', '"Paris",2.33722917')],
  ['D_Grads', geographic('D_Grads', '6378137.0,298.257222101', '"Greenwich",0', '0.01570796326794897')],
])('%s is none of ours', (name, wkt) => {
  expect(foreignDatumOf(wkt)).toBe(name);
  expect(foreignDatumOf(`PROJCS["P",${wkt},PROJECTION["Gauss_Kruger"],UNIT["Meter",1.0]]`)).toBe(name);
  expect(crsFromDeclared(wkt.replace('GCS"', 'GCS_WGS_1984"'))).toBeNull();
});

it.each([
  geographic('D_WGS_1984', '6378137.0,298.257223563'),
  geographic('D_China_2000', '6378137.0,298.257222101'),
  `PROJCS["P",${geographic('D_China_2000', '6378137.0,298.257222101')},UNIT["Meter",1.0]]`,
  'EPSG:4490',
  'GEOGCS["broken',
])('%s is ours, or says nothing', (words) => {
  expect(foreignDatumOf(words)).toBeNull();
});
