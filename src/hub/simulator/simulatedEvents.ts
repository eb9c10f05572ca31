/** Events the simulator makes up. Every one says so: origin `simulated`, or `replayed` with the time it really had. */
import { type EventEnvelope, eventTypes, geoUriFromLonLat, SIMULATOR_SOURCE } from '../../model/contract/event.ts';
import type { CaseState } from '../../model/domain/cases.ts';
import type { VideoStatus } from '../../model/domain/videoPoints.ts';
import { millisFromZoned, zonedFromMillis } from '../../model/frames/instant.ts';
import { type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { ReplayRecord, SimulatedDistrict } from './simulatedDistrict.ts';

const DAY = 86_400_000;
/** A finding lies in front of the building, not in its middle. */
const FRONT_METERS = 12;
/** Degrees from which the breeze blows on a coast that looks south-west: from the sea by day, from the land by night. */
const [SEA_DEG, LAND_DEG] = [235, 40];
/** Common matters come first in the code table; each later one is a little rarer. */
const WEIGHT_DECAY = 0.93;

/** Ids count up within one run: a restart makes new ones, a retry has the same. */
export class SimulatedEvents {
  readonly #district: SimulatedDistrict;
  readonly #random: SeededRandom;
  readonly #run: string;
  readonly #matterWeights: readonly number[];
  readonly #gridWeights: readonly number[];
  #count = 0;

  constructor(district: SimulatedDistrict, random: SeededRandom, run: string) {
    this.#district = district;
    this.#random = random;
    this.#run = run;
    this.#matterWeights = district.matters.map((_, rank) => WEIGHT_DECAY ** rank);
    this.#gridWeights = district.grids.map(({ weight }) => weight);
  }

  #envelope(
    type: string,
    timeMillis: number,
    more: Pick<EventEnvelope, 'data'> & Partial<EventEnvelope>,
  ): EventEnvelope {
    return {
      specversion: '1.0',
      id: `${this.#run}-${++this.#count}`,
      source: SIMULATOR_SOURCE,
      type,
      time: new Date(timeMillis).toISOString(),
      ...more,
    };
  }

  /** Null where the district has no building to stand in front of, or no matter to report. */
  matter(timeMillis: number): EventEnvelope | null {
    const { grids, matters, frame } = this.#district;
    if (grids.length === 0 || matters.length === 0) return null;
    const { buildingEnuMeters, outlineCm } = grids[this.#random.weighted(this.#gridWeights)]!;
    const middle = this.#random.pick(buildingEnuMeters);
    const offset = (): number => this.#random.between(-FRONT_METERS, FRONT_METERS);
    const front = [middle[0] + offset(), middle[1] + offset()] as const;
    // In front of a house on a pier or at the border may be nobody's ground.
    const isInGrid = sideOfMultiPolygon(outlineCm, front[0] * 100, front[1] * 100) === 'inside';
    const { lonLatDeg } = frame.lonLatFromEnu([...(isInGrid ? front : middle), 0]);
    const matter = matters[this.#random.weighted(this.#matterWeights)]!;
    return this.#envelope(eventTypes.matterReported, timeMillis, {
      place: geoUriFromLonLat(lonLatDeg),
      data: { matterCode: matter.code, origin: 'simulated' },
    });
  }

  step(caseId: string, to: CaseState, timeMillis: number): EventEnvelope {
    return this.#envelope(eventTypes.caseAdvanced, timeMillis, { subject: caseId, data: { to, origin: 'simulated' } });
  }

  videoStatus(videoPointId: string, status: VideoStatus, timeMillis: number): EventEnvelope {
    const data = { status, origin: 'simulated' };
    return this.#envelope(eventTypes.videoPointStatus, timeMillis, { subject: videoPointId, data });
  }

  /** 98 of 100 are online. */
  anyVideoStatus(): VideoStatus {
    return this.#random.chance(0.98) ? 'online' : this.failure();
  }

  failure(): VideoStatus {
    return this.#random.pick(['offline', 'noSignal', 'blocked'] as const);
  }

  /** A breeze from the sea by day and from the land by night, of the same hour alike whoever asks. */
  wind(timeMillis: number, timeZone: string): EventEnvelope {
    const dayShare = (((zonedFromMillis(timeMillis, timeZone) % DAY) + DAY) % DAY) / DAY;
    const sea = 0.5 - 0.5 * Math.cos(dayShare * 2 * Math.PI);
    const fromDeg = Math.round(LAND_DEG + (SEA_DEG - LAND_DEG) * sea + this.#random.between(-15, 15));
    const metersPerSec = Math.round(10 * (1.5 + 3.5 * sea + this.#random.between(0, 1.5))) / 10;
    return this.#envelope(eventTypes.windObserved, timeMillis, {
      data: { fromDeg, metersPerSec, origin: 'simulated' },
    });
  }

  patrol(staffId: string, [east, north]: Point2, timeMillis: number): EventEnvelope {
    const { lonLatDeg } = this.#district.frame.lonLatFromEnu([east, north, 0]);
    const place = geoUriFromLonLat(lonLatDeg);
    return this.#envelope(eventTypes.patrolPosition, timeMillis, {
      subject: staffId,
      place,
      data: { origin: 'simulated' },
    });
  }

  hazardReading(hazardId: string, timeMillis: number): EventEnvelope {
    const warningLevel = this.#random.chance(0.93) ? 0 : this.#random.whole(2, 4);
    const reading = Math.round(this.#random.between(1, 40) * 10) / 10;
    const data = { warningLevel, reading, unit: '%LEL', origin: 'simulated' };
    return this.#envelope(eventTypes.hazardReading, timeMillis, { subject: hazardId, data });
  }
}

/** The latest instant not after now at which the local clock shows the record's time of day. */
export function latestOccurrence(originalMillis: number, nowMillis: number, timeZone: string): number {
  const timeOfDay = ((zonedFromMillis(originalMillis, timeZone) % DAY) + DAY) % DAY;
  const today = Math.floor(zonedFromMillis(nowMillis, timeZone) / DAY) * DAY;
  const occurrence = millisFromZoned(today + timeOfDay, timeZone);
  return occurrence <= nowMillis ? occurrence : millisFromZoned(today - DAY + timeOfDay, timeZone);
}

/** A real record on today's clock. Its id holds the local day, so that each day has it once, restarts or not. */
export function replayedEvent(record: ReplayRecord, nowMillis: number, timeZone: string): EventEnvelope {
  const timeMillis = latestOccurrence(record.originalMillis, nowMillis, timeZone);
  const localDay = new Date(zonedFromMillis(timeMillis, timeZone)).toISOString().slice(0, 10);
  return {
    specversion: '1.0',
    id: `${record.id}@${localDay}`,
    source: record.source,
    type: eventTypes.matterReported,
    time: new Date(timeMillis).toISOString(),
    place: geoUriFromLonLat(record.lonLatDeg),
    data: {
      matterCode: record.matterCode,
      ...(record.title ? { title: record.title.slice(0, 120).toWellFormed() } : {}),
      ...(record.description ? { description: record.description.slice(0, 2000).toWellFormed() } : {}),
      origin: 'replayed',
      originalTime: new Date(record.originalMillis).toISOString(),
    },
  };
}
