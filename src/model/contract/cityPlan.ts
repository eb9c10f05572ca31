/**
 * `cityPlan/1`: the hand-written plan of a city that is to be invented: where its hills rise, how its main roads, rails and
 * rivers run, what kind of quarter stands where. Degrees in WGS84; approximate by nature. A district without a plan gets a
 * modest one of its own; nothing in code knows a city by name.
 */
import Type, { type Static } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { type Fault, fault } from '../faults/fault.ts';
import { closed, Text } from './closedSchema.ts';

export const CITY_PLAN_SCHEMA = 'cityPlan/1';

/** Character of a piece of the city: what stands there and how. */
export const zoneKinds = ['port', 'industry', 'oldTown', 'workersHousing', 'newCompound', 'business', 'hill'] as const;
export type ZoneKind = (typeof zoneKinds)[number];

const Place = Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })]);
const Course = Type.Array(Place, { minItems: 2 });
const Outline = Type.Array(Place, { minItems: 3 });
const Meters = Type.Number({ exclusiveMinimum: 0, maximum: 100_000 });
const Height = Type.Number({ minimum: -100, maximum: 900 });
const names = { name: Text, nameEn: Text };

const HillSchema = closed({
  ...names,
  at: Place,
  /** Half axes of its foot: along `turnDeg` (anticlockwise from east) and across it. */
  radiiMeters: Type.Tuple([Meters, Meters]),
  turnDeg: Type.Number({ minimum: -180, maximum: 180 }),
  /** Over the sea. */
  summitMeters: Height,
});

/**
 * What lies around the district as far as the eye reaches: a horizon, never data. The coast goes on from the northern and
 * from the southern end of the district's shore, both away from it, to where the sea is open in the south.
 */
const BeyondSchema = closed({
  coast: closed({ northward: Course, southward: Course }),
  hills: Type.Array(
    closed({
      ...names,
      at: Place,
      radiiMeters: Type.Tuple([Meters, Meters]),
      turnDeg: Type.Number({ minimum: -180, maximum: 180 }),
      summitMeters: Type.Number({ minimum: -100, maximum: 9000 }),
    }),
  ),
});

const RoadSchema = closed({
  ...names,
  /** 1 main road, 2 secondary, 3 local. */
  rank: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]),
  course: Course,
  /** An elevated road over this one, on the same course. */
  viaduct: Type.Optional(closed({ ...names, deckMeters: Meters, halfWidthMeters: Meters })),
});

const RailSchema = closed({ ...names, course: Course, tracks: Type.Integer({ minimum: 1, maximum: 40 }) });

const RiverSchema = closed({
  ...names,
  /** From its source, or where it enters the district, to its mouth. */
  course: Course,
  halfWidthMeters: Meters,
  /** Level of the banks at the first and the last point. */
  bankMeters: Type.Tuple([Height, Height]),
});

export const CityPlanSchema = closed({
  schema: Type.Literal(CITY_PLAN_SCHEMA),
  /** Says that the plan is a sketch, and after what. */
  note: Text,
  ground: closed({
    /** Level of quays and of the land at the shore. */
    quayMeters: Height,
    /** Level that the open land tends to, and how far from the shore it has risen by two thirds of the way. */
    plainMeters: Height,
    riseMeters: Meters,
  }),
  hills: Type.Array(HillSchema),
  beyond: Type.Optional(BeyondSchema),
  rivers: Type.Array(RiverSchema),
  roads: Type.Array(RoadSchema),
  rails: Type.Array(RailSchema),
  /** The first that holds a place says its zone. */
  quarters: Type.Array(closed({ ...names, zone: Type.Enum(zoneKinds), outline: Outline })),
  /** Where no quarter says otherwise. */
  elsewhere: Type.Enum(zoneKinds),
  /** Paved land at the water: moles, piers, quays. At some of them ships of guests call: there a terminal is built. */
  quays: Type.Array(closed({ ...names, outline: Outline, cruise: Type.Optional(Type.Boolean()) })),
  parks: Type.Array(closed({ ...names, at: Place, radiusMeters: Meters })),
  metroStations: Type.Array(closed({ ...names, line: Text, at: Place })),
});
export type CityPlan = Static<typeof CityPlanSchema>;

export type CityPlanResult = { readonly ok: true; readonly plan: CityPlan } | { readonly ok: false; faults: Fault[] };

/** A parsed JSON text → a plan, or every fault that it has (BAKE-121). */
export function parseCityPlan(json: unknown): CityPlanResult {
  if (Check(CityPlanSchema, json)) return { ok: true, plan: json };
  const faults = new Map<string, Fault>();
  for (const { instancePath, message } of Errors(CityPlanSchema, json)) {
    const key = instancePath.slice(1).replaceAll('/', '.') || 'schema';
    if (!faults.has(key)) faults.set(key, fault('BAKE-121', { key, expected: message }, key));
  }
  return { ok: false, faults: [...faults.values()] };
}
