/** Which reader opens which format; how `inspect` recognises a file by its name. */
import type { SourceFormat } from '../../model/contract/recipeSources.ts';
import type { OpenFile } from './rawFile.ts';
import { openGeojson } from './readGeojson.ts';
import { openShapefile } from './readShapefile.ts';
import { openCsv, openJson } from './readTable.ts';

export interface FormatReader {
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  readonly open: OpenFile;
}

/** Formats of records. Elevation, landmarks and extra tiles are no records and have readers of their own. */
export const formats: Readonly<Partial<Record<SourceFormat, FormatReader>>> = {
  geojson: { extensions: ['.geojson'], open: openGeojson },
  shapefile: { extensions: ['.shp'], open: openShapefile },
  csv: { extensions: ['.csv'], open: openCsv },
  json: { extensions: ['.json'], open: openJson },
};
