import { type ZipFileEntry, zipFile } from './zipFile.ts';

/** A cell: text, a number as the XML writes it, a date as the serial number of its day, or nothing. */
export type XlsxCell = string | { readonly number: string } | { readonly day: number } | null;
export type XlsxSheet = { readonly name: string; readonly rows: readonly (readonly XlsxCell[])[] };

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_LINKS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function cellXml(cell: XlsxCell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  return 'number' in cell
    ? `<c r="${reference}"><v>${cell.number}</v></c>`
    : `<c r="${reference}" s="1"><v>${cell.day}</v></c>`;
}

function sheetXml({ rows }: XlsxSheet): string {
  const data = rows
    .map((cells, row) => {
      const xml = cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${row + 1}`)).join('');
      return `<row r="${row + 1}">${xml}</row>`;
    })
    .join('');
  return `${declaration}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`;
}

/** The parts of a workbook as Excel names them; style 1 is a date. Up to 26 columns. */
export function xlsxParts(sheets: readonly XlsxSheet[]): ZipFileEntry[] {
  const link = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${LINKS}/${kind}" Target="${target}"/>`;
  const links = (content: string): string =>
    `${declaration}<Relationships xmlns="${PACKAGE_LINKS}">${content}</Relationships>`;
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const sheetLinks = sheets.map((_, index) => link(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`));
  return [
    {
      path: '[Content_Types].xml',
      bytes: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
    },
    { path: '_rels/.rels', bytes: links(link('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      path: 'xl/workbook.xml',
      bytes: `${declaration}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      bytes: links(sheetLinks.join('') + link('rIdStyles', 'styles', 'styles.xml')),
    },
    {
      path: 'xl/styles.xml',
      bytes: `${declaration}<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    ...sheets.map((sheet, index) => ({ path: `xl/worksheets/sheet${index + 1}.xml`, bytes: sheetXml(sheet) })),
  ];
}

export const xlsxFile = (sheets: readonly XlsxSheet[]): Buffer => zipFile(xlsxParts(sheets));
