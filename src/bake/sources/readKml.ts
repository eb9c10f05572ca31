/**
 * KML 2.2/2.3 (OGC 12-007r2), and KMZ: placemarks one by one, always in WGS84 degrees, longitude first. Values are the
 * placemark's name, description and ExtendedData; @folder says where it stands, @id is its id.
 */
import path from 'node:path';
import type { Point2 } from '../../model/geometry/polygon.ts';
import { type ByteSource, fileBytes } from './byteSource.ts';
import { chosenLayer } from './chosenLayer.ts';
import { acceptedGeometry, type GeometryResult, hasLength, mergedGeometry, polygonFromRings } from './geometryParts.ts';
import { entriesEndingIn, openZip } from './openZip.ts';
import type { Geometry, OpenFile, OpenOptions, RawRecord } from './rawFile.ts';
import { readXml, type XmlHandlers, xmlEncodingOf } from './xmlFile.ts';

interface Placemark {
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: GeometryResult;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
/** Elements of a placemark that are drawn but are no outline, line or point. */
const UNREAD_GEOMETRY: ReadonlySet<string> = new Set(['Model', 'Track', 'MultiTrack']);

/** "lon,lat[,height] …"; blanks around the commas are common, though the standard forbids them. Null where broken. */
function positionsOf(text: string): Point2[] | null {
  const tuples = text
    .replace(/\s*,\s*/g, ',')
    .trim()
    .split(/\s+/);
  const positions = tuples.map((tuple): Point2 | null => {
    const [lon, lat] = tuple.split(',');
    return lon && lat ? [Number(lon), Number(lat)] : null;
  });
  return positions.includes(null) ? null : (positions as Point2[]);
}

/** Builds one placemark's geometry while its elements pass by. */
class PlacemarkShape {
  #parts: Geometry[] = [];
  #outer: Point2[] | null = null;
  #holes: Point2[][] = [];
  #refused: GeometryResult | null = null;

  refuse(kind: string): void {
    this.#refused ??= { ok: false, kind };
  }

  #damage(reason: string): void {
    this.#refused ??= { ok: false, damaged: reason };
  }

  /** `holder` is the element around <coordinates>, `boundary` the one around that: rings come in any order. */
  addPositions(holder: string, boundary: string, text: string): void {
    const positions = positionsOf(text);
    if (!positions) this.#damage('coordinates');
    else if (holder === 'LinearRing') {
      if (boundary === 'innerBoundaryIs') this.#holes.push(positions);
      else if (this.#outer) this.#damage('two outer outlines of one polygon');
      else this.#outer = positions;
    } else if (holder === 'LineString') {
      this.#parts.push({ kind: 'lines', lines: [positions] });
    } else if (holder === 'Point') this.#parts.push({ kind: 'point', at: positions[0]! });
  }

  endPolygon(): void {
    const polygon = this.#outer && polygonFromRings([this.#outer, ...this.#holes]);
    if (polygon) this.#parts.push(polygon);
    else if (this.#holes.length > 0) this.#damage('holes without an outline');
    this.#outer = null;
    this.#holes = [];
  }

  result(): GeometryResult {
    // A ring that stands alone is the line around something, as Google Earth draws it: taken as its area.
    this.endPolygon();
    if (this.#refused) return this.#refused;
    if (this.#parts.length === 0) return { ok: true, geometry: null };
    const merged = mergedGeometry(this.#parts);
    if (!merged) return { ok: false, kind: 'MultiGeometry' };
    if (merged.kind === 'lines' && !hasLength(merged.lines)) return { ok: false, damaged: 'a line of one point' };
    return { ok: true, geometry: merged };
  }
}

function kmlHandlers(emit: (placemark: Placemark) => void): XmlHandlers {
  /** Local names of the open elements. */
  const open: string[] = [];
  const folders: { name: string; depth: number }[] = [];
  let shape: PlacemarkShape | null = null;
  let values: [string, unknown][] = [];
  let dataName: string | null = null;
  let text = '';

  const put = (name: string, value: string): void => {
    if (value !== '') values.push([name, value]);
  };
  const closeInPlacemark = (name: string, parent: string | undefined): void => {
    if (name === 'coordinates') shape!.addPositions(parent ?? '', open.at(-2) ?? '', text);
    else if (name === 'Polygon') shape!.endPolygon();
    else if (UNREAD_GEOMETRY.has(name)) shape!.refuse(name);
    else if (name === 'SimpleData' || (name === 'value' && parent === 'Data')) {
      if (dataName !== null) put(dataName, text.trim());
    } else if (parent === 'Placemark' && (name === 'name' || name === 'description')) put(name, text.trim());
  };
  return {
    open({ name, attributes }) {
      const local = localName(name);
      open.push(local);
      text = '';
      if (local === 'Folder') folders.push({ name: '', depth: open.length });
      else if (local === 'Placemark') {
        shape = new PlacemarkShape();
        values = attributes.id === undefined ? [] : [['@id', attributes.id]];
      } else if (local === 'Data' || local === 'SimpleData') dataName = attributes.name ?? null;
    },
    text(piece) {
      text += piece;
    },
    close(name) {
      const local = localName(name);
      open.pop();
      const parent = open.at(-1);
      if (local === 'Placemark' && shape) {
        const folder = folders.map((item) => item.name).join('/');
        emit({ folder, values: Object.fromEntries(values), geometry: shape.result() });
        shape = null;
      } else if (shape) closeInPlacemark(local, parent);
      else if (local === 'name' && parent === 'Folder') folders.at(-1)!.name = text.trim();
      else if (local === 'Folder') folders.pop();
      text = '';
    },
  };
}

/** The document: the file, or the archive's first .kml, which is what the standard says of a KMZ. */
async function documentOf(file: string): Promise<ByteSource> {
  if (path.extname(file).toLowerCase() !== '.kmz') return fileBytes(file);
  return entriesEndingIn(await openZip(file), '.kml', file)[0]!;
}

async function* placemarksOf(source: ByteSource): AsyncGenerator<Placemark> {
  for await (const found of readXml(source, kmlHandlers)) yield* found;
}

async function* recordsOf(source: ByteSource, options: OpenOptions): AsyncGenerator<RawRecord> {
  let number = 0;
  for await (const { folder, values, geometry: result } of placemarksOf(source)) {
    number++;
    if (options.layer !== undefined && folder !== options.layer) continue;
    const label = String(values['@id'] ?? `#${number}`);
    const geometry = acceptedGeometry(result, label, options);
    if (geometry !== undefined) yield { number, values: { '@folder': folder, ...values }, geometry };
  }
}

/**
 * All placemarks, or those of one folder (`layer`, outer and inner names joined by /). Walks the file once at opening.
 * Throws FaultError BAKE-202, 207, 220 … 223, 228, 235, 243; a placemark that is no point, line or area is dropped and
 * counted (BAKE-230, BAKE-231).
 */
export const openKml: OpenFile = async (file, options) => {
  const source = await documentOf(file);
  const fieldNames = new Set(['@folder']);
  const layers = new Set<string>();
  let recordCount = 0;
  for await (const { folder, values } of placemarksOf(source)) {
    if (folder !== '') layers.add(folder);
    if (options.layer !== undefined && folder !== options.layer) continue;
    recordCount++;
    for (const name of Object.keys(values)) fieldNames.add(name);
  }
  if (options.layer !== undefined) chosenLayer(layers.size > 0 ? [...layers] : [''], options.layer, file);
  return {
    fieldNames: [...fieldNames],
    recordCount,
    layers: [...layers],
    declaredCrs: 'EPSG:4326',
    encoding: await xmlEncodingOf(source),
    openedShare: 0.5, // the same walk twice
    records: () => recordsOf(source, options),
  };
};
