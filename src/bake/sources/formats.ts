/** Which reader opens which format; how `inspect` recognises a file by its name. */
import type { SourceFormat } from '../../model/contract/recipeSources.ts';
import type { OpenFile } from './rawFile.ts';
import { openCitygml } from './readCitygml.ts';
import { openCityjson } from './readCityjson.ts';
import { openFlatgeobuf } from './readFlatgeobuf.ts';
import { openGeojson } from './readGeojson.ts';
import { openGeopackage } from './readGeopackage.ts';
import { openKml } from './readKml.ts';
import { openOsmPbf } from './readOsmPbf.ts';
import { openOsmXml } from './readOsmXml.ts';
import { openShapefile } from './readShapefile.ts';
import { openCsv, openJson } from './readTable.ts';
import { openXlsx } from './readXlsx.ts';

export interface FormatReader {
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  readonly open: OpenFile;
}

/** Formats of records. Elevation, landmarks and extra tiles are no records and have readers of their own. */
export const formats: Readonly<Partial<Record<SourceFormat, FormatReader>>> = {
  geojson: { extensions: ['.geojson', '.geojsonl', '.geojsons', '.ndjson'], open: openGeojson },
  shapefile: { extensions: ['.shp', '.zip'], open: openShapefile },
  geopackage: { extensions: ['.gpkg'], open: openGeopackage },
  flatgeobuf: { extensions: ['.fgb'], open: openFlatgeobuf },
  kml: { extensions: ['.kml', '.kmz'], open: openKml },
  csv: { extensions: ['.csv', '.tsv'], open: openCsv },
  xlsx: { extensions: ['.xlsx', '.xlsm'], open: openXlsx },
  json: { extensions: ['.json'], open: openJson },
  'osm-pbf': { extensions: ['.pbf'], open: openOsmPbf },
  'osm-xml': { extensions: ['.osm', '.osm.gz'], open: openOsmXml },
  cityjson: { extensions: ['.city.json', '.city.jsonl'], open: openCityjson },
  citygml: { extensions: ['.gml'], open: openCitygml },
};
