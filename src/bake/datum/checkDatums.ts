/**
 * Declared, but contradicted by the data: a GCJ-02 file said to be WGS84 lies half a kilometre off its roads and its
 * boundary. For every pair of sources that should lie over each other, the declared system is compared with the ones that
 * it is mistaken for; only a clear win is told, with the offset as measured. Nothing is moved.
 */
import gcoord from 'gcoord';
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
  outsideOutline,
  placesAlongLines,
  roadsInBuildings,
  roadsThroughBuildings,
  type Thresholds,
} from './alignment.ts';
import { LocalMeters } from './localMeters.ts';
import { placesInOutline } from './outlineFit.ts';
import {
  along,
  areaOf,
  everyNth,
  MOST_SAMPLES,
  outlineShapes,
  type Shapes,
  shapesOf,
  somePlace,
  standingPlaces,
} from './shapes.ts';

/** Smaller moves are no datum's, and outside China GCJ-02 and BD-09 are WGS84. */
const SMALLEST_OFFSET_METERS = 100;
const ROAD_STEP_METERS = 15;
const OUTLINE_STEP_METERS = 60;

interface Pair {
  readonly score: Alignment;
  readonly thresholds: Thresholds;
}

const isOfPoints = ({ role, points }: Shapes): boolean =>
  (role === 'videoPoints' || role === 'events') && !points()[Symbol.iterator]().next().done;
const isStanding = (shapes: Shapes): boolean => shapes.role === 'buildings' || isOfPoints(shapes);

/** Which outlines everything must lie in: the district's, or else the coarsest that there are. */
const isWhole = (level: number | null, coarsest: number): boolean => level !== null && level <= Math.max(0, coarsest);

/** How the first lies over the second, with the first one moved; empty where nothing follows from the two. */
function alignmentsOf(moved: Shapes, fixed: Shapes, coarsest: number): Pair[] {
  const [role, other, level, otherLevel] = [moved.role, fixed.role, moved.level, fixed.level];
  if (role === 'buildings' && other === 'roads') {
    const score = roadsInBuildings(moved.polygons, along(fixed.lines, ROAD_STEP_METERS), 'buildings');
    return [{ score, thresholds: roadsThroughBuildings }];
  }
  if (role === 'roads' && other === 'buildings') {
    const score = roadsInBuildings(fixed.polygons, along(moved.lines, ROAD_STEP_METERS), 'roads');
    return [{ score, thresholds: roadsThroughBuildings }];
  }
  if (level !== null && otherLevel !== null && level !== otherLevel) {
    // Every stretch of the larger area's outline is one of the smaller areas', not the other way round.
    const score =
      level < otherLevel
        ? placesAlongLines(along(moved.lines, OUTLINE_STEP_METERS), fixed.lines(), 'places')
        : placesAlongLines(along(fixed.lines, OUTLINE_STEP_METERS), moved.lines(), 'lines');
    return [{ score, thresholds: edgesApart }];
  }
  const pairs: Pair[] = [];
  if (isStanding(moved) && isWhole(otherLevel, coarsest)) {
    const score = placesInOutline(() => standingPlaces(moved), areaOf(fixed), 'places');
    pairs.push({ score, thresholds: outsideOutline });
  }
  if (isWhole(level, coarsest) && isStanding(fixed)) {
    const score = placesInOutline(() => standingPlaces(fixed), areaOf(moved), 'outline');
    pairs.push({ score, thresholds: outsideOutline });
  }
  if (isOfPoints(moved) && (other === 'roads' || otherLevel !== null)) {
    const score = placesAlongLines(everyNth(moved.points, MOST_SAMPLES), fixed.lines(), 'places');
    pairs.push({ score, thresholds: edgesApart });
  }
  return pairs;
}

const datumOf = (crs: string): 'WGS84' | 'GCJ-02' | 'BD-09' => (crs === 'GCJ-02' || crs === 'BD-09' ? crs : 'WGS84');
const system = { WGS84: gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const;

/** Where a place would lie if its file were in another datum than it was read in. */
function retaken(at: LonLatDeg, read: keyof typeof system, really: keyof typeof system): LonLatDeg {
  const asInFile = gcoord.transform([at[0], at[1]], gcoord.WGS84, system[read]);
  const [lon, lat] = gcoord.transform(asInFile, system[really], gcoord.WGS84);
  return [lon!, lat!];
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

type Hypothesis = ReturnType<typeof hypotheses>[number];

/** The hypothesis that puts a pair right, if one does so clearly. */
function clearWin({ score, thresholds }: Pair, others: readonly Hypothesis[]): Omit<Finding, 'reference'> | null {
  const declared = score(0, 0);
  if (declared.value < thresholds.bad || declared.samples < thresholds.fewest) return null;
  let best: Omit<Finding, 'reference'> | null = null;
  for (const { likely, move } of others) {
    const other = score(...move);
    if (other.value > thresholds.good || other.samples < thresholds.fewest) continue;
    // Moved away, a file meets nothing that it could contradict.
    if (other.met() < declared.met() * thresholds.meeting) continue;
    const gain = declared.value / Math.max(other.value, thresholds.bad / 100);
    if (gain < thresholds.factor || (best && best.gain >= gain)) continue;
    best = { likely, move, samples: other.samples, gain };
  }
  return best && { ...best, move: bestMove(score, best.move) };
}

/**
 * Adds BAKE-268 for each source whose declared system the others contradict, by the reference that says most.
 * @param outlineLonLatDeg the district's outline where it stands beside the recipe, in no source.
 */
export function checkDatums(
  sources: readonly ReadSource[],
  outlineLonLatDeg: MultiPolygon | null,
  faults: FaultLog,
): void {
  const placed = sources.flatMap((read) => {
    const at = somePlace(read);
    return at ? [{ read, at }] : [];
  });
  const [first] = placed;
  if (!first) return;
  const local = new LocalMeters(first.at);
  const movable = placed.map(({ read, at }) => ({
    shapes: shapesOf(read, local),
    source: read.source,
    others: hypotheses(read, at, local),
  }));
  const outline = outlineLonLatDeg && outlineShapes('outline', outlineLonLatDeg, local);
  const references = [...movable.map(({ shapes }) => shapes), ...(outline ? [outline] : [])];
  const coarsest = Math.min(...references.map(({ level }) => level ?? Infinity));
  const findings = movable.flatMap(({ shapes, source, others }) => {
    if (others.length === 0) return [];
    return references.flatMap((fixed) => {
      const pairs = fixed === shapes ? [] : alignmentsOf(shapes, fixed, coarsest);
      return pairs.flatMap((pair) => {
        const found = clearWin(pair, others);
        return found ? [{ ...found, reference: fixed.key, source }] : [];
      });
    });
  });
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
