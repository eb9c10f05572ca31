/**
 * Buildings of CityGML 2.0 and 3.0, one record each. Where the file's srsName keeps latitude first (EPSG:6697 and the
 * like), records have longitude first: the recipe needs no axisOrder for it. Records: see cityBuilding.ts, modelValues.ts.
 */
import { fault } from '../../model/faults/fault.ts';
import { fileBytes } from './byteSource.ts';
import { buildingShape } from './cityBuilding.ts';
import { citygmlItems, type GmlElement } from './citygmlElements.ts';
import { elementsById, gmlIdOf, gmlSurfaces } from './citygmlSurfaces.ts';
import { citygmlValues } from './citygmlValues.ts';
import { type ModelCrs, modelCrsOf } from './epsgOfModel.ts';
import { modelValues } from './modelValues.ts';
import type { OpenFile, OpenOptions, RawRecord } from './rawFile.ts';
import { xmlEncodingOf } from './xmlFile.ts';

/** The building's parts, and theirs. */
function partsOf(building: GmlElement): GmlElement[] {
  return building.children
    .filter(({ local }) => local === 'consistsOfBuildingPart' || local === 'buildingPart')
    .flatMap(({ children }) => children.filter(({ local }) => local === 'BuildingPart'))
    .flatMap((part) => [part, ...partsOf(part)]);
}

function recordOf(
  building: GmlElement,
  number: number,
  { isLatitudeFirst }: ModelCrs,
  file: string,
  { source, faults }: OpenOptions,
): RawRecord {
  const id = gmlIdOf(building) ?? '';
  const label = id || `#${number}`;
  const parts = partsOf(building);
  const input = { isLatitudeFirst, byId: elementsById(building) };
  const made = [building, ...parts].map((element) => gmlSurfaces(element, input));
  const unusable = made.reduce((sum, item) => sum + item.unusable, 0);
  if (unusable > 0) faults.add(fault('BAKE-247', { source, id: label, count: unusable }, file));
  for (const reference of new Set(made.flatMap(({ missing }) => missing))) {
    faults.add(fault('BAKE-246', { source, id: label, reference }, file));
  }
  const shape = buildingShape(made.map(({ surfaces }) => surfaces));
  const attributesOf = (part: GmlElement) => ({ id: gmlIdOf(part) ?? '', attributes: citygmlValues(part) });
  const values = modelValues(id, citygmlValues(building), parts.map(attributesOf), shape);
  return { number, values, geometry: shape && { kind: 'polygons', polygons: shape.polygons } };
}

const unnamed: ModelCrs = { declared: '', isLatitudeFirst: false };

/** The file's system, from its envelope or its first geometry. */
async function crsOf(file: string): Promise<ModelCrs> {
  for await (const item of citygmlItems(file)) {
    if (item.kind === 'srsName') return modelCrsOf(item.name);
    if (item.kind === 'building') break;
  }
  return unnamed;
}

/** Throws FaultError BAKE-202, BAKE-207, BAKE-22x, BAKE-235, BAKE-242, BAKE-243, BAKE-244. Surfaces that cannot be used are counted. */
export const openCitygml: OpenFile = async (file, options) => {
  const crs = await crsOf(file);
  async function* records(): AsyncGenerator<RawRecord> {
    let number = 0;
    for await (const item of citygmlItems(file)) {
      if (item.kind === 'building') yield recordOf(item.element, ++number, crs, file, options);
    }
  }
  const encoding = await xmlEncodingOf(fileBytes(file));
  return { fieldNames: null, recordCount: null, layers: [], declaredCrs: crs.declared || null, encoding, records };
};
