/** Formats that owners send and that are not read: what they are called, and the command or click that turns them into one that is. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

export interface ForeignFormat {
  readonly kind: string;
  /** A command line (GDAL's ogr2ogr unless it says otherwise), or what to do in the program that wrote it. */
  readonly conversion: string;
}

interface Known {
  readonly kind: string;
  readonly extensions: readonly string[];
  /** First bytes in hexadecimal, for files under a false name. */
  readonly magic?: string;
  readonly conversion: (file: string) => string;
}

const toGeopackage = (file: string): string => `ogr2ogr -f GPKG out.gpkg "${file}"`;
/** Compound files of Microsoft: old Excel and Access share them with old Word. */
const COMPOUND_FILE = 'd0cf11e0a1b11ae1';

const foreign: readonly Known[] = [
  {
    kind: 'AutoCAD DWG',
    extensions: ['.dwg'],
    magic: '41433130',
    conversion: (file) =>
      `ODAFileConverter "${path.dirname(file)}" out ACAD2018 DXF 0 1; ogr2ogr -f GPKG out.gpkg out/*.dxf`,
  },
  { kind: 'AutoCAD DXF', extensions: ['.dxf'], conversion: toGeopackage },
  { kind: 'Esri FileGDB', extensions: ['.gdb', '.gdb.zip'], conversion: toGeopackage },
  { kind: 'Esri Personal GDB', extensions: ['.mdb'], conversion: toGeopackage },
  { kind: 'MapInfo', extensions: ['.tab', '.mif'], conversion: toGeopackage },
  { kind: 'GPX', extensions: ['.gpx'], conversion: toGeopackage },
  {
    kind: 'SuperMap',
    extensions: ['.udb', '.udbx', '.smwu'],
    conversion: () => 'iDesktop: 导出数据集 / export dataset → GeoPackage',
  },
  { kind: 'OSGB', extensions: ['.osgb'], conversion: () => '3dtile -f osgb -i . -o out (→ 3dtiles)' },
  {
    kind: 'Excel 97–2003',
    extensions: ['.xls', '.et'],
    magic: COMPOUND_FILE,
    conversion: () => '另存为 / save as .xlsx',
  },
  { kind: 'RAR', extensions: ['.rar'], magic: '526172211a07', conversion: (file) => `unrar x "${file}"` },
  { kind: '7-Zip', extensions: ['.7z'], magic: '377abcaf271c', conversion: (file) => `7z x "${file}"` },
];

function firstBytes(file: string, count: number): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.toString('hex', 0, readSync(handle, bytes, 0, count, 0));
  } finally {
    closeSync(handle);
  }
}

/** Null for everything else. A folder may be one too (.gdb). Throws what the file system throws. */
export function foreignFormat(file: string): ForeignFormat | null {
  const name = path.basename(file).toLowerCase();
  const head = statSync(file).isFile() ? firstBytes(file, 8) : '';
  const found =
    foreign.find(({ magic }) => magic !== undefined && head.startsWith(magic)) ??
    foreign.find(({ extensions }) => extensions.some((end) => name.endsWith(end)));
  return found ? { kind: found.kind, conversion: found.conversion(file) } : null;
}
