/**
 * The property table of a building tile (EXT_structural_metadata): one row per building of the tile, in the order in
 * which the tile draws them. What it says is said in model/contract/tileAttributes.ts.
 */
import type { Document } from '@gltf-transform/core';
import { EXTStructuralMetadata } from '@gltf-transform/extensions';
import { type BuildingProperties, householdsBandOf, householdsBands } from '../../model/contract/tileAttributes.ts';
import { buildingUses } from '../../model/domain/buildings.ts';

type Metadata = ReturnType<EXTStructuralMetadata['createStructuralMetadata']>;
type Table = ReturnType<EXTStructuralMetadata['createPropertyTable']>;
type Schema = ReturnType<EXTStructuralMetadata['createSchema']>;

/** Heights in steps of 1/64 m: exact in the tile, and short once compressed. */
const HEIGHT_STEPS = 64;
const UINT16_MAX = 65_535;

const bytesOf = (array: Uint8Array | Uint16Array | Uint32Array | Float32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** What the properties mean is said in tileAttributes.ts: every tile carries this, so it is short. */
function buildingSchema(extension: EXTStructuralMetadata, grids: readonly string[]): Schema {
  const property = (type: 'STRING' | 'SCALAR' | 'ENUM') => extension.createClassProperty().setType(type);
  const required = (type: 'STRING' | 'SCALAR' | 'ENUM') => property(type).setRequired(true);
  const enumOf = (type: 'UINT8' | 'UINT16', names: readonly string[]) => {
    const result = extension.createEnum().setValueType(type);
    names.forEach((name, value) => {
      const item = extension.createEnumValue();
      item.setName(name);
      result.addEnumValue(item.setValue(value));
    });
    return result;
  };
  const building = extension
    .createClass()
    .setProperty('id', required('STRING'))
    .setProperty('code', property('STRING').setNoData(''))
    .setProperty('use', required('ENUM').setEnumType('buildingUse'))
    .setProperty('floors', required('SCALAR').setComponentType('UINT16'))
    .setProperty('height', required('SCALAR').setComponentType('FLOAT32'))
    .setProperty('baseUp', required('SCALAR').setComponentType('FLOAT32'))
    .setProperty('year', property('SCALAR').setComponentType('UINT16').setNoData(0))
    .setProperty('grid', required('ENUM').setEnumType('grid'))
    .setProperty('householdsBand', required('ENUM').setEnumType('householdsBand'));
  return extension
    .createSchema()
    .setId('beiyang')
    .setVersion('1')
    .setEnum('buildingUse', enumOf('UINT8', buildingUses))
    .setEnum('householdsBand', enumOf('UINT8', householdsBands))
    .setEnum('grid', enumOf('UINT16', grids))
    .setClass('building', building);
}

/** Adds the table to a document and returns it for the feature ids that point into it. */
export function addBuildingTable(document: Document, rows: readonly BuildingProperties[]): Table {
  const extension = document.createExtension(EXTStructuralMetadata);
  const table = extension.createPropertyTable().setClass('building').setCount(rows.length);
  const add = (key: keyof BuildingProperties | 'householdsBand', values: Uint8Array) => {
    const property = extension.createPropertyTableProperty().setValues(values);
    table.setProperty(key, property);
    return property;
  };
  const addTexts = (key: 'id' | 'code', texts: readonly string[]): void => {
    const encoded = texts.map((text) => new TextEncoder().encode(text));
    const length = encoded.reduce((sum, bytes) => sum + bytes.length, 0);
    const values = new Uint8Array(length);
    const offsets = length > UINT16_MAX ? new Uint32Array(texts.length + 1) : new Uint16Array(texts.length + 1);
    let at = 0;
    encoded.forEach((bytes, row) => {
      values.set(bytes, at);
      at += bytes.length;
      offsets[row + 1] = at;
    });
    add(key, values)
      .setStringOffsets(bytesOf(offsets))
      .setStringOffsetType(offsets instanceof Uint32Array ? 'UINT32' : 'UINT16');
  };
  const rounded = (meters: number): number => Math.round(meters * HEIGHT_STEPS) / HEIGHT_STEPS;

  addTexts(
    'id',
    rows.map(({ id }) => id),
  );
  // A property that no row has is left out: every row then has its no-data value.
  if (rows.some(({ code }) => code !== null)) {
    addTexts(
      'code',
      rows.map(({ code }) => code ?? ''),
    );
  }
  add(
    'use',
    Uint8Array.from(rows, ({ use }) => buildingUses.indexOf(use)),
  );
  add('floors', bytesOf(Uint16Array.from(rows, ({ floors }) => Math.min(floors, UINT16_MAX))));
  add('height', bytesOf(Float32Array.from(rows, ({ height }) => rounded(height))));
  add('baseUp', bytesOf(Float32Array.from(rows, ({ baseUp }) => rounded(baseUp))));
  if (rows.some(({ year }) => year !== null)) {
    add('year', bytesOf(Uint16Array.from(rows, ({ year }) => year ?? 0)));
  }
  // A tile's buildings lie in few grids: a number each, and their codes once.
  const grids = [...new Set(rows.map(({ grid }) => grid))].sort();
  const rowOfGrid = new Map(grids.map((grid, row) => [grid, row]));
  add('grid', bytesOf(Uint16Array.from(rows, ({ grid }) => rowOfGrid.get(grid)!)));
  add(
    'householdsBand',
    Uint8Array.from(rows, ({ households }) => householdsBands.indexOf(householdsBandOf(households))),
  );

  const metadata: Metadata = extension
    .createStructuralMetadata()
    .setSchema(buildingSchema(extension, grids))
    .addPropertyTable(table);
  document.getRoot().setExtension('EXT_structural_metadata', metadata);
  return table;
}

const uints = {
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
} as const;

/** A column of a tile read back, null where it has no data: for tests and for proving a package. */
export function tableColumn(document: Document, key: string): readonly (string | number | null)[] | null {
  const metadata = document.getRoot().getExtension<Metadata>('EXT_structural_metadata');
  const table = metadata?.listPropertyTables()[0];
  const schema = metadata?.getSchema();
  const described = schema?.getClass('building')?.getProperty(key);
  if (!table || !schema || !described) return null;
  const property = table.getProperty(key);
  const nothing = described.getNoData();
  if (!property) return new Array<null>(table.getCount()).fill(null);
  // A copy: views of a file are not aligned to what they hold.
  const values = property.getValues().slice();
  const whole = (): readonly (string | number)[] => {
    if (described.getType() === 'STRING') {
      const Offsets = uints[property.getStringOffsetType() as keyof typeof uints];
      const offsets = new Offsets(property.getStringOffsets()!.slice().buffer);
      const decoder = new TextDecoder();
      return Array.from({ length: table.getCount() }, (_, row) =>
        decoder.decode(values.subarray(offsets[row]!, offsets[row + 1]!)),
      );
    }
    const enumType = described.getEnumType();
    if (enumType !== null) {
      const named = schema.getEnum(enumType)!;
      const names = named.listValues().map((item) => item.getName());
      const numbers = named.getValueType() === 'UINT16' ? new Uint16Array(values.buffer) : values;
      return Array.from(numbers, (value) => names[value]!);
    }
    if (described.getComponentType() === 'FLOAT32') return [...new Float32Array(values.buffer)];
    return [...new Uint16Array(values.buffer)];
  };
  return whole().map((value) => (value === nothing ? null : value));
}
