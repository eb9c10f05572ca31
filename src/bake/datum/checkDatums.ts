/**
 * Declared, but contradicted by the data: a GCJ-02 file said to be WGS84 lies half a kilometre off its roads and its
 * boundary. For every pair of sources that should lie over each other, the declared system is compared with the ones that
 * it is mistaken for; only a clear win is told, with the offset as measured. Nothing is moved.
 */
import gcoord from 'gcoord';
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';
import { crsName } from '../sources/lonLatFromCrs.ts';
import type { ReadSource } from '../sources/readSource.ts';
import {
  type Alignment,
  bestMove,
  edgesApart,
  placesAlongLines,
  roadsInBuildings,
  roadsThroughBuildings,
  type Thresholds,
} from './alignment.ts';
import { LocalMeters } from './localMeters.ts';

/** Smaller moves are no datum's, and outside China GCJ-02 and BD-09 are WGS84. */
const SMALLEST_OFFSET_METERS = 100;
const MOST_SAMPLES = 1_500;
/** Put right, two sources meet in as many places as before, or in more. */
const MEETING_SHARE = 0.9;
const ROAD_STEP_METERS = 15;
const OUTLINE_STEP_METERS = 60;

const boundaryLevel: Partial<Record<SourceRole, number>> = {
  districtBoundary: 0,
  streetBoundaries: 1,
  communityBoundaries: 2,
  communityGridBoundaries: 3,
  gridBoundaries: 4,
};

interface Shapes {
  readonly read: ReadSource;
  readonly points: readonly Point2[];
  /** Lines, and outlines with their first vertex again. */
  readonly lines: readonly (readonly Point2[])[];
  readonly polygons: readonly MultiPolygon[];
}

function shapesOf(read: ReadSource, local: LocalMeters): Shapes {
  const points: Point2[] = [];
  const lines: Point2[][] = [];
  const polygons: MultiPolygon[] = [];
  const plane = (at: LonLatDeg): Point2 => local.metersFromLonLat(at);
  for (const { geometry } of read.records) {
    if (geometry.kind === 'point') points.push(plane(geometry.at));
    else if (geometry.kind === 'lines') lines.push(...geometry.lines.map((line) => line.map(plane)));
    else {
      const moved = geometry.polygons.map((polygon) => polygon.map((outline) => outline.map(plane)));
      polygons.push(moved);
      for (const outline of moved.flat()) lines.push([...outline, outline[0]!]);
    }
  }
  return { read, points, lines, polygons };
}

const everyNth = <T>(items: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, index) => index % step === 0);
};

/** Places along lines, evenly. */
function along(lines: readonly (readonly Point2[])[], stepMeters: number): readonly Point2[] {
  const places = lines.flatMap((line) =>
    line.slice(1).flatMap((to, index) => {
      const from = line[index]!;
      const count = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / stepMeters));
      return Array.from({ length: count }, (_, part): Point2 => {
        const ratio = (part + 0.5) / count;
        return [from[0] + (to[0] - from[0]) * ratio, from[1] + (to[1] - from[1]) * ratio];
      });
    }),
  );
  return everyNth(places, MOST_SAMPLES);
}

/** How the first source lies over the second, with the first one moved; null where nothing follows from the two. */
function alignmentOf(moved: Shapes, fixed: Shapes): { score: Alignment; thresholds: Thresholds } | null {
  const [role, other] = [moved.read.source.role, fixed.read.source.role];
  if (role === 'buildings' && other === 'roads') {
    const score = roadsInBuildings(moved.polygons, along(fixed.lines, ROAD_STEP_METERS), 'buildings');
    return { score, thresholds: roadsThroughBuildings };
  }
  if (role === 'roads' && other === 'buildings') {
    const score = roadsInBuildings(fixed.polygons, along(moved.lines, ROAD_STEP_METERS), 'roads');
    return { score, thresholds: roadsThroughBuildings };
  }
  const [level, otherLevel] = [boundaryLevel[role], boundaryLevel[other]];
  if (level !== undefined && otherLevel !== undefined && level !== otherLevel) {
    // Every stretch of the larger area's outline is one of the smaller areas', not the other way round.
    const score =
      level < otherLevel
        ? placesAlongLines(along(moved.lines, OUTLINE_STEP_METERS), fixed.lines, 'places')
        : placesAlongLines(along(fixed.lines, OUTLINE_STEP_METERS), moved.lines, 'lines');
    return { score, thresholds: edgesApart };
  }
  const isOfPoints = role === 'videoPoints' || role === 'events';
  if (isOfPoints && moved.points.length > 0 && (other === 'roads' || otherLevel !== undefined)) {
    const score = placesAlongLines(everyNth(moved.points, MOST_SAMPLES), fixed.lines, 'places');
    return { score, thresholds: edgesApart };
  }
  return null;
}

const datumOf = (crs: string): 'WGS84' | 'GCJ-02' | 'BD-09' => (crs === 'GCJ-02' || crs === 'BD-09' ? crs : 'WGS84');
const system = { WGS84: gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const;

/** Where a place would lie if its file were in another datum than it was read in. */
function retaken(at: LonLatDeg, read: keyof typeof system, really: keyof typeof system): LonLatDeg {
  const asInFile = gcoord.transform([at[0], at[1]], gcoord.WGS84, system[read]);
  const [lon, lat] = gcoord.transform(asInFile, system[really], gcoord.WGS84);
  return [lon!, lat!];
}

function somePlace(read: ReadSource): LonLatDeg | null {
  const extent = read.records.flatMap(({ geometry }) => {
    if (geometry.kind === 'point') return [geometry.at];
    return (geometry.kind === 'lines' ? geometry.lines[0]?.slice(0, 1) : geometry.polygons[0]?.[0]?.slice(0, 1)) ?? [];
  });
  if (extent.length === 0) return null;
  // The middle of the middle: single places far off do not matter.
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
  return [middle(extent.map(([lon]) => lon)), middle(extent.map(([, lat]) => lat))];
}

interface Finding {
  readonly reference: string;
  readonly likely: string;
  readonly move: Point2;
  readonly samples: number;
  readonly gain: number;
}

/** What a source's places would move by if it were in another datum than it declares; none where no datum matters. */
function hypotheses({ source }: ReadSource, at: LonLatDeg, local: LocalMeters): { likely: string; move: Point2 }[] {
  const declared = datumOf(crsName(source.crs));
  return (['WGS84', 'GCJ-02', 'BD-09'] as const).flatMap((datum) => {
    if (datum === declared) return [];
    const [from, to] = [at, retaken(at, declared, datum)].map((place) => local.metersFromLonLat(place));
    const move: Point2 = [to![0] - from![0], to![1] - from![1]];
    if (Math.hypot(...move) < SMALLEST_OFFSET_METERS) return [];
    return [{ likely: datum === 'WGS84' ? 'EPSG:4326' : datum, move }];
  });
}

function compare(moved: Shapes, fixed: Shapes, at: LonLatDeg, local: LocalMeters): Finding | null {
  const others = hypotheses(moved.read, at, local);
  const pair = others.length > 0 ? alignmentOf(moved, fixed) : null;
  if (!pair) return null;
  const { score, thresholds } = pair;
  const declared = score(0, 0);
  if (declared.value < thresholds.bad || declared.samples < thresholds.fewest) return null;
  let best: Finding | null = null;
  for (const { likely, move } of others) {
    const other = score(...move);
    // Moved away, a file meets nothing that it could contradict.
    if (other.samples < Math.max(thresholds.fewest, declared.samples * MEETING_SHARE)) continue;
    if (other.value > thresholds.good) continue;
    const gain = declared.value / Math.max(other.value, thresholds.bad / 100);
    if (gain < thresholds.factor || (best && best.gain >= gain)) continue;
    best = { reference: fixed.read.source.key, likely, move, samples: other.samples, gain };
  }
  return best && { ...best, move: bestMove(score, best.move) };
}

/** Adds BAKE-268 for each source whose declared system the others contradict, by the reference that says most. */
export function checkDatums(sources: readonly ReadSource[], faults: FaultLog): void {
  const placed = sources.flatMap((read) => {
    const at = somePlace(read);
    return at ? [{ read, at }] : [];
  });
  const [first] = placed;
  if (!first || placed.length < 2) return;
  const local = new LocalMeters(first.at);
  const shapes = placed.map(({ read, at }) => ({ at, shapes: shapesOf(read, local) }));
  const findings = shapes.flatMap((moved) =>
    shapes.flatMap((fixed) => {
      const found = fixed === moved ? null : compare(moved.shapes, fixed.shapes, moved.at, local);
      return found ? [{ ...found, source: moved.shapes.read.source }] : [];
    }),
  );
  // Of two that contradict each other the one is wrong whose move explains more.
  const told = findings.filter(
    ({ source, reference, gain }) =>
      !findings.some((other) => other.source.key === reference && other.reference === source.key && other.gain > gain),
  );
  for (const { key, crs, path } of new Set(told.map(({ source }) => source))) {
    const [most] = told
      .filter(({ source }) => source.key === key)
      .sort((a, b) => b.samples - a.samples || (a.reference < b.reference ? -1 : 1));
    const { move, reference, likely, samples } = most!;
    const [east, north] = move;
    const values = {
      ...{ source: key, crs: crsName(crs), reference, likely, samples, meters: Math.round(Math.hypot(east, north)) },
      ...{ eastMeters: 0 - east, northMeters: 0 - north },
    };
    faults.add(fault('BAKE-268', values, path));
  }
}

/** Adds BAKE-266 for each source whose heights stand over another datum than the district's: nothing is ever added. */
export function checkHeightDatums(sources: readonly ReadSource[], districtDatum: string, faults: FaultLog): void {
  for (const { source } of sources) {
    if (source.heightDatum === undefined || source.heightDatum === districtDatum) continue;
    faults.add(
      fault('BAKE-266', { source: source.key, datum: source.heightDatum, district: districtDatum }, source.path),
    );
  }
}
