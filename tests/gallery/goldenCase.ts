/**
 * `goldenCase/1`: one scene of the gallery, `tests/golden/<scene>/case.json`: from where, in which light, with which layers,
 * and the facts that it shows. Nothing in it comes from a clock or a hub, so that it is the same picture on every day.
 */
import Type, { type Static } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { buildingAttributes } from '../../src/model/contract/buildingColumns.ts';
import { closed, Text } from '../../src/model/contract/closedSchema.ts';
import { hazardKinds } from '../../src/model/domain/hazards.ts';
import { windowPeriods } from '../../src/model/domain/litWindows.ts';
import { cityLayers } from '../../src/picture/cityView.ts';
import { breakMethods } from '../../src/picture/layers/thematic/breaks.ts';
import { ramps } from '../../src/picture/layers/thematic/ramps.ts';
import { shadowQualities } from '../../src/picture/light/shadowQuality.ts';

/** What can be taken out of a scene. Each that a case names must be missed: else its picture would pass without it. */
export const controls = [...cityLayers, 'focus', 'thematic', 'windows', 'shadows'] as const;
export type Control = (typeof controls)[number];

const both = closed({ zh: Text, en: Text });
const Place = Type.Tuple([Type.Number(), Type.Number()]);
const Meters = Type.Number({ minimum: 0 });

const CaseFact = closed({
  atEnuMeters: Place,
  title: Text,
  titleEn: Text,
  departmentKey: Text,
  /** Since when it is open, and how long it may be yet: below zero it is overdue. */
  openMinutes: Meters,
  leftMinutes: Type.Number(),
  /** Its lamp is yellow this long before the limit. */
  yellowMinutes: Meters,
  /** A grid of the district: whoever is sent from there is on the way. */
  dispatchedFrom: Type.Optional(Text),
});
export type GoldenMatter = Static<typeof CaseFact>;

/** Open cases of one kind strewn about a place, denser toward its middle. */
const Scatter = closed({
  seed: Text,
  count: Type.Integer({ minimum: 1 }),
  aroundEnuMeters: Place,
  radiusMeters: Meters,
});

const HazardFact = closed({
  name: Text,
  nameEn: Text,
  kind: Type.Enum(hazardKinds),
  grade: Type.Union([1, 2, 3, 4, 5].map((grade) => Type.Literal(grade as 1 | 2 | 3 | 4 | 5))),
  warningLevel: Type.Union([0, 1, 2, 3, 4].map((level) => Type.Literal(level as 0 | 1 | 2 | 3 | 4))),
  enuAboveGroundMeters: Type.Tuple([Type.Number(), Type.Number(), Type.Number()]),
  substanceUn: Text,
  substanceName: Text,
  substanceNameEn: Text,
  isolationMeters: Meters,
  downwindDayMeters: Meters,
  downwindNightMeters: Meters,
});
export type GoldenHazard = Static<typeof HazardFact>;

/** An officer: where he went, the last place that many minutes ago. */
const PatrolFact = closed({ wayEnuMeters: Type.Array(Place, { minItems: 1 }), lastMinutes: Meters });

/** Resolved matters, strewn by a seed: over a share of the buildings on duty, over the grids' bands in public. */
const WindowsFact = closed({
  period: Type.Enum(windowPeriods),
  seed: Text,
  shareOfBuildings: Type.Number({ minimum: 0, maximum: 1 }),
  mostPerBuilding: Type.Integer({ minimum: 1 }),
});

const FactsSchema = closed({
  audience: Type.Enum(['duty', 'public'] as const),
  cases: Type.Optional(Type.Array(CaseFact)),
  scatteredCases: Type.Optional(Type.Array(Scatter)),
  hazards: Type.Optional(Type.Array(HazardFact)),
  wind: Type.Optional(closed({ fromDeg: Type.Number(), metersPerSec: Meters })),
  /** Every nth video point is offline, all others online. */
  videoPointsOfflineEvery: Type.Optional(Type.Integer({ minimum: 2 })),
  windows: Type.Optional(WindowsFact),
  patrols: Type.Optional(Type.Array(PatrolFact)),
});

const FocusSchema = closed({
  areaId: Type.Optional(Text),
  /** The buildings that stand there: rows change with every bake, places do not. */
  buildingsAtEnuMeters: Type.Optional(Type.Array(Place, { minItems: 1 })),
  /** The video point nearest to it. */
  videoPointAtEnuMeters: Type.Optional(Place),
  /** Place in `facts.cases`. */
  caseNumber: Type.Optional(Type.Integer({ minimum: 0 })),
});

const GoldenCaseSchema = closed({
  schema: Type.Literal('goldenCase/1'),
  /** Place in the gallery. */
  order: Type.Integer({ minimum: 1 }),
  title: both,
  /** RFC 3339 with offset: shared time stands still there, and the light is the sun's. */
  at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d$' }),
  shadows: Type.Enum(shadowQualities),
  language: Type.Enum(['zh', 'en'] as const),
  look: closed({
    targetEnuMeters: Place,
    rangeMeters: Type.Number({ exclusiveMinimum: 0 }),
    headingDeg: Type.Number(),
    pitchDeg: Type.Number({ minimum: -90, maximum: 0 }),
  }),
  layers: Type.Array(Type.Enum(cityLayers), { minItems: 1 }),
  focus: Type.Optional(FocusSchema),
  thematic: Type.Optional(
    closed({
      attribute: Type.Enum(buildingAttributes),
      method: Type.Enum(breakMethods),
      classCount: Type.Integer(),
      ramp: Type.Enum(ramps),
    }),
  ),
  facts: FactsSchema,
  controls: Type.Array(Type.Enum(controls), { minItems: 1 }),
});
export type GoldenCase = Static<typeof GoldenCaseSchema>;

/** Of the case that stands there in `facts.cases`. */
export const caseIdOf = (number: number): string => `golden-${number}`;

/** A parsed JSON text → a case. Throws with everything that is wrong: cases are ours, not an owner's. */
export function parseGoldenCase(name: string, json: unknown): GoldenCase {
  if (Check(GoldenCaseSchema, json)) return json;
  const wrong = [...Errors(GoldenCaseSchema, json)].map(({ instancePath, message }) => `${instancePath}: ${message}`);
  throw new Error(`${name}/case.json is no golden case: ${wrong.join('; ')}`);
}
