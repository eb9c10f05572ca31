/**
 * Events at the door: CloudEvents 1.0, structured JSON mode, one or a batch
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md).
 * The place is the extension attribute `place`, a geo URI of RFC 5870: latitude first, there and only there.
 */
import Type, { type Static } from 'typebox';
import { eventOrigins } from '../domain/cases.ts';
import { videoStatuses } from '../domain/videoPoints.ts';
import type { LonLatDeg } from '../frames/ecef.ts';

export const eventTypes = {
  matterReported: 'cn.beiyang.matter.reported.v1',
  caseAdvanced: 'cn.beiyang.case.advanced.v1',
  videoPointStatus: 'cn.beiyang.videopoint.status.v1',
  hazardReading: 'cn.beiyang.hazard.reading.v1',
  windObserved: 'cn.beiyang.weather.wind.v1',
  patrolPosition: 'cn.beiyang.patrol.position.v1',
} as const;
export type EventType = (typeof eventTypes)[keyof typeof eventTypes];

/** The source under which the built-in simulator posts its events. */
export const SIMULATOR_SOURCE = 'urn:beiyang:simulator';

/** Longest texts the door takes; longer ones are refused with a fault, never cut. */
export const textLimits = { id: 128, source: 256, subject: 256, title: 120, description: 2000 } as const;

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** The envelope; `data` is checked by type afterwards. Unknown extension attributes are allowed by the standard. */
export const EventEnvelopeSchema = Type.Object({
  specversion: Type.Literal('1.0'),
  id: Text(textLimits.id),
  source: Text(textLimits.source),
  type: Text(128),
  time: Text(64),
  subject: Type.Optional(Text(textLimits.subject)),
  datacontenttype: Type.Optional(Type.Literal('application/json')),
  place: Type.Optional(Text(128)),
  data: Type.Object({}),
});
export type EventEnvelope = Static<typeof EventEnvelopeSchema>;

const Origin = Type.Optional(Type.Enum(eventOrigins));

/** A matter reported at a place. `matterCode` is one of the district's matter types. */
export const MatterReportedSchema = Type.Object(
  {
    matterCode: Text(32),
    title: Type.Optional(Text(textLimits.title)),
    description: Type.Optional(Type.String({ maxLength: textLimits.description })),
    origin: Origin,
    /** RFC 3339; for replayed records, when it really happened. */
    originalTime: Type.Optional(Text(64)),
  },
  { additionalProperties: false },
);

/** A step of a case; `subject` is the caseId. */
export const CaseAdvancedSchema = Type.Object(
  {
    to: Type.Enum(['filed', 'dispatched', 'handling', 'handled', 'closed', 'voided'] as const),
    opinion: Type.Optional(Type.String({ maxLength: textLimits.description })),
    origin: Origin,
  },
  { additionalProperties: false },
);

/** A video point's new status; `subject` is the videoPointId. */
export const VideoPointStatusSchema = Type.Object(
  { status: Type.Enum(videoStatuses), origin: Origin },
  { additionalProperties: false },
);

/** A hazard's present warning level, 1 (red) to 4 (blue) or 0 for none; `subject` is the hazardId. */
export const HazardReadingSchema = Type.Object(
  {
    warningLevel: Type.Integer({ minimum: 0, maximum: 4 }),
    reading: Type.Optional(Type.Number()),
    unit: Type.Optional(Text(16)),
    origin: Origin,
  },
  { additionalProperties: false },
);

/** The wind over the district: degrees clockwise from north where it comes from, and its speed. */
export const WindObservedSchema = Type.Object(
  {
    fromDeg: Type.Number({ minimum: 0, maximum: 360 }),
    metersPerSec: Type.Number({ minimum: 0, maximum: 75 }),
    origin: Origin,
  },
  { additionalProperties: false },
);

/** Where an officer on patrol is: `subject` is the post's code (a staffId of the package), `place` where, `time` when. */
export const PatrolPositionSchema = Type.Object({ origin: Origin }, { additionalProperties: false });

const GEO_URI =
  /^geo:(-?\d{1,2}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)(?:,-?\d{1,5}(?:\.\d{1,6})?)?(?:;crs=wgs84)?(?:;u=\d{1,6}(?:\.\d{1,3})?)?$/i;

/** `geo:<lat>,<lon>` → lon-lat degrees; null where it is not one in WGS84 or lies outside the Earth. */
export function lonLatFromGeoUri(uri: string): LonLatDeg | null {
  const match = GEO_URI.exec(uri);
  if (!match) return null;
  const [latDeg, lonDeg] = [Number(match[1]), Number(match[2])];
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 ? [lonDeg, latDeg] : null;
}

export function geoUriFromLonLat([lonDeg, latDeg]: LonLatDeg): string {
  return `geo:${latDeg.toFixed(7)},${lonDeg.toFixed(7)}`;
}
