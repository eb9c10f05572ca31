/**
 * What the hub decides about one posted event: refused with a fault, or accepted with its one owner and its deadlines.
 * Pure but for the time it is given; everything it needs to know of the present comes in through `present`.
 */
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  CaseAdvancedSchema,
  type EventEnvelope,
  EventEnvelopeSchema,
  type EventType,
  eventTypes,
  HazardReadingSchema,
  lonLatFromGeoUri,
  MatterReportedSchema,
  PatrolPositionSchema,
  VideoPointStatusSchema,
  WindObservedSchema,
} from '../../model/contract/event.ts';
import { type CaseRecord, type CaseState, caseTransitions } from '../../model/domain/cases.ts';
import { lampTimes } from '../../model/domain/deadlines.ts';
import { type Fault, fault } from '../../model/faults/fault.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { millisFromRfc3339, zonedFromMillis } from '../../model/frames/instant.ts';
import type { AcceptedEvent } from '../state/acceptedEvent.ts';
import type { District } from '../state/districtPackage.ts';
import type { OwnerOf } from '../state/ownerOf.ts';
import { textProblem } from './textProblem.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const FUTURE_MINUTES = 10;
const OLDEST_DAYS = 400;
/** Edit distance over thousands of ids would cost more than the event: the tip looks at ids of the same beginning. */
const NEAREST_CANDIDATES = 400;

export interface Present {
  readonly nowMillis: number;
  readonly district: District;
  readonly ownerOf: OwnerOf;
  readonly buildingIdOf: (buildingIndex: number) => string;
  /** A case as it will be once everything judged before is committed. */
  readonly caseOf: (caseId: string) => Pick<CaseRecord, 'state' | 'reportedMillis'> | undefined;
  readonly caseIds: () => Iterable<string>;
}

export type Judged =
  | { readonly ok: true; readonly event: AcceptedEvent }
  | { readonly ok: false; readonly fault: Fault };
export type Enveloped =
  | { readonly ok: true; readonly envelope: EventEnvelope }
  | { readonly ok: false; readonly fault: Fault };

const refused = (item: Fault): { ok: false; fault: Fault } => ({ ok: false, fault: item });
const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text).toWellFormed();

interface Checker<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[];
}

const compiled = <S extends TSchema>(schema: S): Checker<Static<S>> => Compile(schema) as unknown as Checker<Static<S>>;

const envelopeChecker = compiled(EventEnvelopeSchema);
const matterChecker = compiled(MatterReportedSchema);
const caseStepChecker = compiled(CaseAdvancedSchema);
const videoStatusChecker = compiled(VideoPointStatusSchema);
const hazardReadingChecker = compiled(HazardReadingSchema);
const windChecker = compiled(WindObservedSchema);
const patrolChecker = compiled(PatrolPositionSchema);

function fieldFault(checker: Checker<unknown>, value: unknown, prefix: string): Fault {
  const [first] = checker.Errors(value);
  const field = shown(`${prefix}${(first?.instancePath ?? '').replaceAll('/', '.')}`).replace(/^\.+/, '') || 'event';
  return fault('HUB-205', { field, problem: shown(first?.message ?? 'not as described') }, field);
}

function textFault(
  texts: readonly (readonly [field: string, text: string | undefined, mayHaveLines?: boolean])[],
): Fault | null {
  for (const [field, text, mayHaveLines] of texts) {
    const problem = text === undefined ? null : textProblem(text, mayHaveLines ?? false);
    if (problem) return fault('HUB-205', { field, problem }, field);
  }
  return null;
}

/** The envelope of one posted value. Never throws, whatever the JSON was. */
export function readEnvelope(value: unknown): Enveloped {
  if (!envelopeChecker.Check(value)) return refused(fieldFault(envelopeChecker, value, ''));
  const { id, source, type, time, subject, place } = value;
  const problem = textFault([
    ['id', id],
    ['source', source],
    ['type', type],
    ['time', time],
    ['subject', subject],
    ['place', place],
  ]);
  return problem ? refused(problem) : { ok: true, envelope: value };
}

/** Judges an event whose envelope stands and which is not in the journal yet. */
export function judgeEvent(envelope: EventEnvelope, present: Present): Judged {
  const known = Object.values(eventTypes) as readonly string[];
  if (!known.includes(envelope.type)) {
    const values = { type: shown(envelope.type), nearest: nearestName(envelope.type, known) };
    return refused(fault('HUB-206', values, 'type'));
  }
  const time = instantOf(envelope.time, 'time', present.nowMillis);
  if (!time.ok) return time;
  switch (envelope.type as EventType) {
    case eventTypes.matterReported:
      return judgeMatter(envelope, time.millis, present);
    case eventTypes.caseAdvanced:
      return judgeCaseStep(envelope, time.millis, present);
    case eventTypes.videoPointStatus:
      return judgeVideoStatus(envelope, time.millis, present);
    case eventTypes.hazardReading:
      return judgeHazardReading(envelope, time.millis, present);
    case eventTypes.windObserved:
      return judgeWind(envelope, time.millis);
    case eventTypes.patrolPosition:
      return judgePatrol(envelope, time.millis, present);
  }
}

type Instant = { readonly ok: true; readonly millis: number } | { readonly ok: false; readonly fault: Fault };

function instantOf(text: string, field: string, nowMillis: number): Instant {
  const read = millisFromRfc3339(text);
  if (!read.ok) return refused(fault('HUB-207', { time: shown(text), problem: read.problem }, field));
  if (read.millis > nowMillis + FUTURE_MINUTES * MINUTE) {
    return refused(fault('HUB-208', { time: shown(text), minutes: FUTURE_MINUTES }, field));
  }
  if (read.millis < nowMillis - OLDEST_DAYS * DAY) {
    return refused(fault('HUB-209', { time: shown(text), days: OLDEST_DAYS }, field));
  }
  return { ok: true, millis: read.millis };
}

function judgeMatter(envelope: EventEnvelope, timeMillis: number, present: Present): Judged {
  const { data, place } = envelope;
  if (!matterChecker.Check(data)) return refused(fieldFault(matterChecker, data, 'data'));
  const problem = textFault([
    ['data.title', data.title],
    ['data.description', data.description, true],
  ]);
  if (problem) return refused(problem);
  const { district } = present;
  const matter = district.matters.get(data.matterCode);
  if (!matter) {
    const values = {
      matterCode: shown(data.matterCode),
      nearest: nearestName(data.matterCode, [...district.matters.keys()]),
    };
    return refused(fault('HUB-213', values, 'data.matterCode'));
  }
  const original = data.originalTime === undefined ? null : millisFromRfc3339(data.originalTime);
  if (original && !original.ok) {
    const values = { time: shown(data.originalTime!), problem: original.problem };
    return refused(fault('HUB-207', values, 'data.originalTime'));
  }
  if (place === undefined)
    return refused(fault('HUB-205', { field: 'place', problem: 'a matter needs a place' }, 'place'));
  const lonLatDeg = lonLatFromGeoUri(place);
  if (!lonLatDeg) return refused(fault('HUB-210', { place: shown(place) }, 'place'));
  const enuMeters = district.frame.enuFromLonLat(lonLatDeg);
  const owner = present.ownerOf(enuMeters);
  if (owner.kind === 'outside') {
    return refused(fault('HUB-211', { place: shown(place), distanceMeters: owner.distanceMeters }, 'place'));
  }
  if (owner.kind === 'noGrid') {
    return refused(fault('HUB-212', { place: shown(place), nearest: owner.nearestGridId }, 'place'));
  }
  return {
    ok: true,
    event: {
      kind: 'matter',
      timeMillis,
      origin: data.origin ?? 'live',
      matterCode: matter.code,
      title: data.title ?? matter.name,
      titleEn: data.title ?? matter.nameEn,
      description: data.description ?? '',
      departmentKey: matter.departmentKey,
      lonLatDeg,
      enuMeters: [enuMeters[0], enuMeters[1]],
      gridId: owner.gridId,
      buildingId: owner.buildingIndex === null ? null : present.buildingIdOf(owner.buildingIndex),
      originalMillis: original ? original.millis : null,
      ...lampTimes(timeMillis, matter.limit, district.calendar),
      limit: matter.limit,
    },
  };
}

function unknownThing(id: string | undefined, thing: string, thingZh: string, ids: Iterable<string>): Fault {
  if (id === undefined) return fault('HUB-205', { field: 'subject', problem: `names the ${thing}` }, 'subject');
  const candidates: string[] = [];
  const beginning = id.slice(0, 4);
  for (const candidate of ids) {
    if (candidates.length >= NEAREST_CANDIDATES) break;
    if (candidates.length === 0 || candidate.startsWith(beginning)) candidates.push(candidate);
  }
  const nearest = candidates.length > 0 ? nearestName(id.slice(0, 64), candidates) : '—';
  return fault('HUB-214', { id: shown(id), thing, thingZh, nearest }, 'subject');
}

function judgeCaseStep(envelope: EventEnvelope, timeMillis: number, present: Present): Judged {
  const { data, subject } = envelope;
  if (!caseStepChecker.Check(data)) return refused(fieldFault(caseStepChecker, data, 'data'));
  const problem = textFault([['data.opinion', data.opinion, true]]);
  if (problem) return refused(problem);
  const known = subject === undefined ? undefined : present.caseOf(subject);
  if (!known) return refused(unknownThing(subject, 'case', '案件', present.caseIds()));
  const allowed: readonly CaseState[] = caseTransitions[known.state];
  if (!allowed.includes(data.to)) {
    const values = { caseId: subject!, from: known.state, to: data.to, allowed: allowed.join(', ') || '—' };
    return refused(fault('HUB-215', values, 'data.to'));
  }
  if (timeMillis < known.reportedMillis) {
    const reported = new Date(known.reportedMillis).toISOString();
    return refused(fault('HUB-217', { caseId: subject!, time: shown(envelope.time), reported }, 'time'));
  }
  const { to, opinion = '', origin = 'live' } = data;
  return { ok: true, event: { kind: 'caseStep', timeMillis, origin, caseId: subject!, to, opinion } };
}

function judgeVideoStatus(envelope: EventEnvelope, timeMillis: number, { district }: Present): Judged {
  const { data, subject } = envelope;
  if (!videoStatusChecker.Check(data)) return refused(fieldFault(videoStatusChecker, data, 'data'));
  if (subject === undefined || !district.videoPointById.has(subject)) {
    return refused(unknownThing(subject, 'video point', '视频点位', district.videoPointById.keys()));
  }
  const { status, origin = 'live' } = data;
  return { ok: true, event: { kind: 'videoStatus', timeMillis, origin, videoPointId: subject, status } };
}

function judgeHazardReading(envelope: EventEnvelope, timeMillis: number, { district }: Present): Judged {
  const { data, subject } = envelope;
  if (!hazardReadingChecker.Check(data)) return refused(fieldFault(hazardReadingChecker, data, 'data'));
  const problem = textFault([['data.unit', data.unit]]);
  if (problem) return refused(problem);
  if (subject === undefined || !district.hazards.has(subject)) {
    return refused(unknownThing(subject, 'hazard', '危险源', district.hazards.keys()));
  }
  const { reading = null, unit = null, origin = 'live' } = data;
  const warningLevel = data.warningLevel as 0 | 1 | 2 | 3 | 4;
  return {
    ok: true,
    event: { kind: 'hazardReading', timeMillis, origin, hazardId: subject, warningLevel, reading, unit },
  };
}

function judgeWind({ data }: EventEnvelope, timeMillis: number): Judged {
  if (!windChecker.Check(data)) return refused(fieldFault(windChecker, data, 'data'));
  const { fromDeg, metersPerSec, origin = 'live' } = data;
  return { ok: true, event: { kind: 'wind', timeMillis, origin, fromDeg: fromDeg % 360, metersPerSec } };
}

/**
 * Any post may walk, on the days it is held. Streets and water are in no grid: an officer may stand there all the same,
 * but not outside the district.
 */
function judgePatrol(envelope: EventEnvelope, timeMillis: number, { district, ownerOf }: Present): Judged {
  const { data, subject, place } = envelope;
  if (!patrolChecker.Check(data)) return refused(fieldFault(patrolChecker, data, 'data'));
  const officer = subject === undefined ? undefined : district.staffById.get(subject);
  if (subject === undefined || !officer) {
    return refused(unknownThing(subject, 'post of an officer', '岗位', district.staffById.keys()));
  }
  const { validFrom, validTo } = officer;
  const day = new Date(zonedFromMillis(timeMillis, district.manifest.timeZone)).toISOString().slice(0, 10);
  if (day < validFrom || (validTo !== null && day > validTo)) {
    const values = { id: shown(subject), time: shown(envelope.time), from: validFrom, to: validTo ?? '—' };
    return refused(fault('HUB-218', values, 'time'));
  }
  if (place === undefined) {
    return refused(fault('HUB-205', { field: 'place', problem: 'a patrol has a place' }, 'place'));
  }
  const lonLatDeg = lonLatFromGeoUri(place);
  if (!lonLatDeg) return refused(fault('HUB-210', { place: shown(place) }, 'place'));
  const at = district.frame.enuFromLonLat(lonLatDeg);
  const owner = ownerOf(at);
  if (owner.kind === 'outside') {
    return refused(fault('HUB-211', { place: shown(place), distanceMeters: owner.distanceMeters }, 'place'));
  }
  const { origin = 'live' } = data;
  return { ok: true, event: { kind: 'patrol', timeMillis, origin, staffId: subject, enuMeters: [at[0], at[1]] } };
}
