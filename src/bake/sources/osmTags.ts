/** What OSM's tags mean to us: which elements a recipe's `layer` picks, which of them are areas, and how high they are. */
import type { OsmTags } from './osmElements.ts';

const METERS_PER_FOOT = 0.3048;
const METERS_PER_INCH = 0.0254;
/** OSM wiki, Key:building:levels: three metres a storey where nothing else is known. */
const METERS_PER_LEVEL = 3;

export interface TagCondition {
  readonly key: string;
  /** Null: any. */
  readonly value: string | null;
}
/** One condition must hold; none at all takes every element that has tags. */
export type TagFilter = readonly TagCondition[];

/** `building`, `natural=water`, `landuse=forest,leisure=park`: alternatives are joined by commas. */
export function tagFilterOf(layer: string | undefined): TagFilter {
  const parts = (layer ?? '').split(',').map((part) => part.trim());
  return parts.filter(Boolean).map((part) => {
    const [key, value] = part.split('=', 2) as [string, string?];
    return { key: key.trim(), value: value === undefined || value.trim() === '*' ? null : value.trim() };
  });
}

export function passesFilter(filter: TagFilter, tags: OsmTags): boolean {
  if (filter.length === 0) return Object.keys(tags).length > 0;
  return filter.some(({ key, value }) => {
    const found = tags[key];
    return found !== undefined && found !== 'no' && (value === null || found === value);
  });
}

/** Keys whose closed ways are loops, not areas, but for these values (OSM wiki, Area). */
const lineKeys: Readonly<Record<string, readonly string[]>> = {
  highway: ['rest_area', 'services', 'pedestrian_area'],
  railway: ['station', 'platform', 'turntable', 'roundhouse', 'traverser'],
  waterway: ['riverbank', 'dock', 'boatyard', 'dam', 'fuel'],
  barrier: [],
  route: [],
  power: ['plant', 'substation', 'generator', 'transformer'],
};
const lineValues: Readonly<Record<string, readonly string[]>> = {
  aeroway: ['runway', 'taxiway'],
  natural: ['coastline', 'tree_row', 'cliff', 'ridge', 'arete', 'valley'],
  man_made: ['pipeline', 'embankment', 'cutline', 'breakwater', 'groyne'],
};
/** Nothing but areas: an open way with one of these is a mistake. */
const areaKeys = ['building', 'building:part', 'landuse'];

export const isAreaOnly = (tags: OsmTags): boolean => areaKeys.some((key) => (tags[key] ?? 'no') !== 'no');

/** Whether a closed way with these tags is an area. */
export function isArea(tags: OsmTags): boolean {
  if (tags.area === 'yes' || isAreaOnly(tags)) return true;
  if (tags.area === 'no') return false;
  const isLine =
    Object.entries(lineKeys).some(([key, areas]) => key in tags && !areas.includes(tags[key]!)) ||
    Object.entries(lineValues).some(([key, lines]) => lines.includes(tags[key] ?? ''));
  return !isLine;
}

/** OSM wiki, Map features/Units: metres unless it says otherwise; feet and inches as 12'4". */
export function metersFromOsm(text: string): number | null {
  const imperial = /^(\d+(?:\.\d+)?)\s*'(?:\s*(\d+(?:\.\d+)?)\s*(?:"|''))?$/.exec(text.trim());
  if (imperial) return Number(imperial[1]) * METERS_PER_FOOT + Number(imperial[2] ?? 0) * METERS_PER_INCH;
  const plain = /^(\d+(?:[.,]\d+)?)\s*(m|ft|feet|foot)?$/i.exec(text.trim());
  if (!plain) return null;
  const number = Number(plain[1]!.replace(',', '.'));
  const isFeet = plain[2] !== undefined && plain[2].toLowerCase() !== 'm';
  return isFeet ? number * METERS_PER_FOOT : number;
}

export interface OsmHeight {
  readonly meters: number;
  /** The tag that says so: which rule was used stays on the record. */
  readonly from: string;
}

/** By `height`, else by `building:levels`; null where neither gives a height. Rounded to millimetres. */
export function heightOf(tags: OsmTags): OsmHeight | null {
  const rounded = (meters: number): number => Math.round(meters * 1000) / 1000;
  const measured = metersFromOsm(tags.height ?? tags['building:height'] ?? '');
  if (measured !== null && measured > 0) {
    return { meters: rounded(measured), from: tags.height === undefined ? 'building:height' : 'height' };
  }
  const levels = Number((tags['building:levels'] ?? '').replace(',', '.'));
  return levels > 0 && levels < 1000 ? { meters: rounded(levels * METERS_PER_LEVEL), from: 'building:levels' } : null;
}
