/** Which reader opens which format, and how its files are usually called; what a file really is: sniffFormat.ts. */
import type { SourceFormat } from '../../model/contract/recipeSources.ts';
import type { OpenFile } from './rawFile.ts';
import { openCitygml } from './readCitygml.ts';
import { openCityjson } from './readCityjson.ts';
import { openFlatgeobuf } from './readFlatgeobuf.ts';
import { openGeojson } from './readGeojson.ts';
import { geopackageLayers, openGeopackage } from './readGeopackage.ts';
import { openKml } from './readKml.ts';
import { openOsmPbf } from './readOsmPbf.ts';
import { openOsmXml } from './readOsmXml.ts';
import { openShapefile } from './readShapefile.ts';
import { openCsv, openJson } from './readTable.ts';
import { openXlsx, xlsxLayers } from './readXlsx.ts';
import { shapefileLayers } from './shapefileParts.ts';

export interface FormatReader {
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  readonly open: OpenFile;
  /** For formats whose file holds several tables, of which `layer` must choose one: what there is to choose from. */
  readonly layersOf?: (file: string) => Promise<readonly string[]>;
}

/** Formats of records. Elevation, landmarks and extra tiles are no records and have readers of their own. */
export const formats: Readonly<Partial<Record<SourceFormat, FormatReader>>> = {
  geojson: { extensions: ['.geojson', '.geojsonl', '.geojsons', '.ndjson'], open: openGeojson },
  shapefile: { extensions: ['.shp', '.zip'], open: openShapefile, layersOf: shapefileLayers },
  geopackage: { extensions: ['.gpkg'], open: openGeopackage, layersOf: geopackageLayers },
  flatgeobuf: { extensions: ['.fgb'], open: openFlatgeobuf },
  kml: { extensions: ['.kml', '.kmz'], open: openKml },
  csv: { extensions: ['.csv', '.tsv'], open: openCsv },
  xlsx: { extensions: ['.xlsx', '.xlsm'], open: openXlsx, layersOf: xlsxLayers },
  json: { extensions: ['.json'], open: openJson },
  'osm-pbf': { extensions: ['.pbf'], open: openOsmPbf },
  'osm-xml': { extensions: ['.osm', '.osm.gz'], open: openOsmXml },
  cityjson: { extensions: ['.city.json', '.city.jsonl'], open: openCityjson },
  citygml: { extensions: ['.gml'], open: openCitygml },
};
