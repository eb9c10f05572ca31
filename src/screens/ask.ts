/** Questions to the hub over HTTP. Every failure is a fault in the answer's place; nothing throws into a page. */
import type {
  AreaAnswer,
  BuildingAnswer,
  ComponentAnswer,
  FaultsAnswer,
  HazardAnswer,
  HealthAnswer,
  SearchAnswer,
  VideoPointAnswer,
} from '../model/contract/answers.ts';
import { type AreasFile, parseAreasFile } from '../model/contract/areasFile.ts';
import {
  type BuildingAttribute,
  type BuildingColumn,
  type PackagedAttribute,
  parseBuildingColumn,
} from '../model/contract/buildingColumns.ts';
import { type ComparisonAnswer, parseComparison } from '../model/contract/comparison.ts';
import { type Manifest, parseManifest } from '../model/contract/manifest.ts';
import type { Station } from '../model/domain/audiences.ts';
import { answerFault, type Fault, type FaultAnswer, fault } from '../model/faults/fault.ts';

export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultAnswer };

/** Answers come from an index in memory: seconds of silence mean trouble, not work. */
const TIMEOUT_MILLIS = 8_000;

/** Answers kept with their ETag; a drill-down walks the same few areas again and again. */
const KEPT_ANSWERS = 200;
const answerByUrl = new Map<string, { readonly etag: string; readonly body: unknown }>();

function keep(url: string, etag: string, body: unknown): void {
  answerByUrl.delete(url); // re-inserted at the end: the map's order is the order of use
  answerByUrl.set(url, { etag, body });
  if (answerByUrl.size > KEPT_ANSWERS) answerByUrl.delete(answerByUrl.keys().next().value!);
}

const failed = (item: Fault): { ok: false; fault: FaultAnswer } => ({ ok: false, fault: answerFault(item) });

function isFaultsAnswer(body: unknown): body is FaultsAnswer {
  return typeof body === 'object' && body !== null && 'fault' in body;
}

async function askJson<T>(
  url: string,
  path: string,
  parse: (body: unknown) => T | null,
  signal: AbortSignal | undefined,
  /** A status that carries an answer all the same. */
  alsoStatus: number | null = null,
): Promise<Asked<T>> {
  const kept = answerByUrl.get(url);
  const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
  try {
    const response = await fetch(url, {
      headers: kept ? { accept: 'application/json', 'if-none-match': kept.etag } : { accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const body: unknown = response.status === 304 && kept ? kept.body : await response.json();
    const refused = !response.ok && response.status !== 304;
    if (refused && isFaultsAnswer(body)) return { ok: false, fault: body.fault };
    if (refused && response.status !== alsoStatus) {
      return failed(fault('SCREEN-002', { path, status: response.status }));
    }
    const value = parse(body);
    if (value === null) return failed(fault('SCREEN-002', { path, status: response.status }));
    const etag = response.headers.get('etag');
    if (etag && response.status !== 304) keep(url, etag, body);
    return { ok: true, value };
  } catch (error) {
    if (timeout.aborted) return failed(fault('SCREEN-006', { path, seconds: TIMEOUT_MILLIS / 1000 }));
    if (error instanceof SyntaxError) return failed(fault('SCREEN-002', { path, status: 200 })); // not JSON
    return failed(fault('SCREEN-001', { path }));
  }
}

/** The questions of one station; the hub picks the audience by it. */
export interface Questions {
  area(areaId: string, signal?: AbortSignal): Promise<Asked<AreaAnswer>>;
  building(buildingId: string, signal?: AbortSignal): Promise<Asked<BuildingAnswer>>;
  buildingAt(buildingIndex: number, signal?: AbortSignal): Promise<Asked<BuildingAnswer>>;
  componentAt(componentIndex: number, signal?: AbortSignal): Promise<Asked<ComponentAnswer>>;
  hazard(hazardId: string, signal?: AbortSignal): Promise<Asked<HazardAnswer>>;
  /** By its id, or by `@` and videoPointIndex. */
  videoPoint(idOrIndex: string, signal?: AbortSignal): Promise<Asked<VideoPointAnswer>>;
  search(text: string, signal?: AbortSignal): Promise<Asked<SearchAnswer>>;
  health(signal?: AbortSignal): Promise<Asked<HealthAnswer>>;
  areas(districtHash: string, signal?: AbortSignal): Promise<Asked<AreasFile>>;
  /** The package that stands beside the served one. */
  comparison(signal?: AbortSignal): Promise<Asked<ComparisonAnswer>>;
  /** One value for each building: what the city is coloured by. */
  buildingColumn(attribute: BuildingAttribute, signal?: AbortSignal): Promise<Asked<BuildingColumn>>;
  /** The same of the package that stands beside the served one. */
  buildingColumnBefore(attribute: PackagedAttribute, signal?: AbortSignal): Promise<Asked<BuildingColumn>>;
}

/** A hub that cannot do all its work says so with this status, and with the part that fails. */
const DEGRADED_STATUS = 503;

function parseHealth(body: unknown): HealthAnswer | null {
  const health = trusted<Partial<HealthAnswer>>(body);
  return health?.status && Array.isArray(health.parts) ? (health as HealthAnswer) : null;
}

/** The hub and its pages are one build, so a JSON object is taken at its word; files of other builds are parsed. */
const trusted = <T>(body: unknown): T | null => (typeof body === 'object' && body !== null ? (body as T) : null);

export function askDistrict(base: string, signal?: AbortSignal): Promise<Asked<Manifest>> {
  return askJson(`${base}api/v1/district`, 'api/v1/district', parseManifest, signal);
}

const COLUMNS = 'api/v1/buildings/columns';

/** `base` ends with a slash. */
export function questionsOf(base: string, station: Station): Questions {
  const question = <T>(path: string, signal?: AbortSignal, query = ''): Promise<Asked<T>> =>
    askJson<T>(`${base}api/v1/${path}?station=${station}${query}`, `api/v1/${path}`, trusted, signal);
  const columnUrl = (attribute: BuildingAttribute): string =>
    `${base}${COLUMNS}?station=${station}&attribute=${attribute}`;
  return {
    area: (areaId, signal) => question<AreaAnswer>(`areas/${encodeURIComponent(areaId)}`, signal),
    building: (buildingId, signal) => question<BuildingAnswer>(`buildings/${encodeURIComponent(buildingId)}`, signal),
    buildingAt: (buildingIndex, signal) => question<BuildingAnswer>(`buildings/@${buildingIndex}`, signal),
    componentAt: (componentIndex, signal) => question<ComponentAnswer>(`components/@${componentIndex}`, signal),
    hazard: (hazardId, signal) => question<HazardAnswer>(`hazards/${encodeURIComponent(hazardId)}`, signal),
    videoPoint: (idOrIndex, signal) =>
      question<VideoPointAnswer>(`video-points/${encodeURIComponent(idOrIndex)}`, signal),
    search: (text, signal) => question<SearchAnswer>('search', signal, `&q=${encodeURIComponent(text)}`),
    health: (signal) =>
      askJson(`${base}api/v1/health?station=${station}`, 'api/v1/health', parseHealth, signal, DEGRADED_STATUS),
    comparison: (signal) =>
      askJson(`${base}api/v1/comparison?station=${station}`, 'api/v1/comparison', parseComparison, signal),
    buildingColumn: (attribute, signal) => askJson(columnUrl(attribute), COLUMNS, parseBuildingColumn, signal),
    buildingColumnBefore: (attribute, signal) =>
      askJson(`${columnUrl(attribute)}&package=before`, COLUMNS, parseBuildingColumn, signal),
    areas: (districtHash, signal) =>
      askJson(`${base}package/areas/areas.json?h=${districtHash}`, 'package/areas/areas.json', parseAreasFile, signal),
  };
}
