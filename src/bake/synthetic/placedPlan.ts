/** A city plan in the district's plane: whole centimetres, its courses rounded off as roads and rivers run. */
import type { CityPlan } from '../../model/contract/cityPlan.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import type { FartherCoast } from './coast.ts';

type Placed<T extends { readonly course: unknown }> = Omit<T, 'course'> & { readonly courseCm: readonly Point2[] };
type OfList<K extends 'roads' | 'rails' | 'rivers' | 'hills' | 'parks' | 'quarters' | 'quays'> = CityPlan[K][number];

export interface PlacedPlan {
  readonly ground: CityPlan['ground'];
  readonly hills: readonly (Omit<OfList<'hills'>, 'at'> & { readonly atCm: Point2 })[];
  /** Around the district; null where the plan says nothing of it. */
  readonly beyond: { readonly coast: FartherCoast; readonly hills: PlacedPlan['hills'] } | null;
  readonly rivers: readonly Placed<OfList<'rivers'>>[];
  readonly roads: readonly Placed<OfList<'roads'>>[];
  readonly rails: readonly Placed<OfList<'rails'>>[];
  readonly quarters: readonly (Omit<OfList<'quarters'>, 'outline'> & { readonly outlineCm: Outline })[];
  readonly elsewhere: CityPlan['elsewhere'];
  readonly quays: readonly (Omit<OfList<'quays'>, 'outline'> & { readonly outlineCm: Outline })[];
  readonly parks: readonly (Omit<OfList<'parks'>, 'at'> & { readonly atCm: Point2 })[];
}

/** Farther from the district's origin than any district reaches: there it is the plan of another place. */
const FARTHEST_KILOMETERS = 60;
const CORNER_ROUNDS = 2;

/** Chaikin's corner cutting: each corner becomes two at its quarters, the ends stay. */
function rounded(course: readonly Point2[], rounds: number): Point2[] {
  let line = [...course];
  for (let round = 0; round < rounds && line.length > 2; round++) {
    const cut = line.slice(1).flatMap((to, index): Point2[] => {
      const [ax, ay] = line[index]!;
      const at = (ratio: number): Point2 => [ax + ratio * (to[0] - ax), ay + ratio * (to[1] - ay)];
      return [at(0.25), at(0.75)];
    });
    line = [line[0]!, ...cut.slice(1, -1), line.at(-1)!];
  }
  return line.map(([x, y]): Point2 => [Math.round(x), Math.round(y)]);
}

/**
 * @param file names the plan in a fault.
 * @throws FaultError BAKE-122 where nothing of the plan lies near the frame's origin.
 */
export function placePlan(plan: CityPlan, frame: EnuFrame, file: string): PlacedPlan {
  let [placed, near] = [0, 0];
  const cm = (lonLatDeg: LonLatDeg): Point2 => {
    const [east, north, up] = frame.enuFromLonLat(lonLatDeg);
    placed++;
    if (Math.hypot(east, north, up) < FARTHEST_KILOMETERS * 1000) near++;
    return [Math.round(east * 100), Math.round(north * 100)];
  };
  const course = <T extends { readonly course: readonly LonLatDeg[] }>({ course: points, ...rest }: T): Placed<T> => ({
    ...rest,
    courseCm: rounded(points.map(cm), CORNER_ROUNDS),
  });
  const outlined = <T extends { readonly outline: readonly LonLatDeg[] }>({ outline, ...rest }: T) => ({
    ...rest,
    outlineCm: outline.map(cm),
  });
  const at = <T extends { readonly at: LonLatDeg }>({ at: place, ...rest }: T) => ({ ...rest, atCm: cm(place) });
  const result: PlacedPlan = {
    ground: plan.ground,
    hills: plan.hills.map(at),
    beyond: plan.beyond
      ? {
          coast: {
            northwardCm: course({ course: plan.beyond.coast.northward }).courseCm,
            southwardCm: course({ course: plan.beyond.coast.southward }).courseCm,
          },
          hills: plan.beyond.hills.map(at),
        }
      : null,
    rivers: plan.rivers.map(course),
    roads: plan.roads.map(course),
    rails: plan.rails.map(course),
    quarters: plan.quarters.map(outlined),
    elsewhere: plan.elsewhere,
    quays: plan.quays.map(outlined),
    parks: plan.parks.map(at),
  };
  if (near === 0 && placed > 0) {
    throw new FaultError(fault('BAKE-122', { file, count: placed, kilometers: FARTHEST_KILOMETERS }, file));
  }
  return result;
}
