/** `GET /api/v1/…`: questions, answered per audience, revalidated by district and sequence. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CasesAnswer, HazardsAnswer, HealthAnswer, VideoPointsAnswer } from '../../model/contract/answers.ts';
import {
  type BuildingAttribute,
  buildingAttributes,
  packagedAttributes,
} from '../../model/contract/buildingColumns.ts';
import type { ComparisonAnswer } from '../../model/contract/comparison.ts';
import { type Audience, audienceOf, type Station, stations } from '../../model/domain/audiences.ts';
import { isOpen } from '../../model/domain/cases.ts';
import { USUAL_WINDOW_PERIOD, type WindowPeriod, windowPeriods } from '../../model/domain/litWindows.ts';
import { fault } from '../../model/faults/fault.ts';
import { millisFromRfc3339 } from '../../model/frames/instant.ts';
import { type AreaAnswers, areaAnswers } from '../audience/areaAnswers.ts';
import { buildingColumns, packagedColumn } from '../audience/buildingColumns.ts';
import { caseViews } from '../audience/caseView.ts';
import { type ComponentAnswers, componentAnswers } from '../audience/componentAnswers.ts';
import { dutyWindows } from '../audience/dutyWindows.ts';
import { hazardAnswers } from '../audience/hazardAnswers.ts';
import type { Projection } from '../audience/projections.ts';
import type { PublicWindowBands } from '../audience/publicWindows.ts';
import { type Search, searchFor } from '../audience/search.ts';
import { videoPointAnswers } from '../audience/videoPointAnswers.ts';
import type { ComparedPackage } from '../state/comparedPackage.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import { refuseHttp } from './httpFaults.ts';
import { isLoopbackAddress } from './loopback.ts';

export interface QuestionsParts {
  readonly district: District;
  readonly state: DistrictState;
  readonly projections: Readonly<Record<Audience, Projection>>;
  readonly windows: PublicWindowBands;
  readonly nowMillis: () => number;
  readonly health: (audience: Audience) => HealthAnswer;
  /** The package that stands beside the served one. */
  readonly compared: ComparedPackage | null;
}

type Question = FastifyRequest<{ Params: { '*'?: string; id?: string }; Querystring: Record<string, unknown> }>;

function audienceOfRequest(request: Question): Audience {
  const { station } = request.query;
  const known = stations.find((name): name is Station => name === station) ?? 'index';
  return audienceOf(known, isLoopbackAddress(request.socket.remoteAddress));
}

const isWindowPeriod = (value: unknown): value is WindowPeriod => windowPeriods.some((period) => period === value);

const isBuildingAttribute = (value: unknown): value is BuildingAttribute =>
  buildingAttributes.some((attribute) => attribute === value);

export function registerQuestions(app: FastifyInstance, path: string, parts: QuestionsParts): void {
  const { district, state, nowMillis } = parts;
  const byAudience = <T>(make: (audience: Audience) => T): Readonly<Record<Audience, T>> => ({
    public: make('public'),
    duty: make('duty'),
  });
  const answers = byAudience<AreaAnswers>((audience) => areaAnswers(district, state, audience));
  const searches = byAudience<Search>((audience) => searchFor(district, state, audience));
  const viewOf = caseViews(district);
  const videoPoints: VideoPointsAnswer = {
    count: district.videoPoints.length,
    ids: district.videoPoints.map((point) => point.videoPointId),
    names: district.videoPoints.map((point) => point.name),
    enuAboveGroundMeters: district.videoPoints.flatMap((point) => [...point.enuAboveGroundMeters]),
    azimuthDeg: district.videoPoints.map((point) => point.azimuthDeg),
    horizontalFovDeg: district.videoPoints.map((point) => point.horizontalFovDeg),
    rangeMeters: district.videoPoints.map((point) => point.rangeMeters),
  };

  const missing = (reply: FastifyReply, id: string, thing: string, thingZh: string): FastifyReply =>
    refuseHttp(reply, 404, fault('HUB-402', { id: id.slice(0, 80).toWellFormed(), thing, thingZh }));
  const notForPublic = (reply: FastifyReply, thing: string, thingZh: string): FastifyReply =>
    refuseHttp(reply, 403, fault('HUB-404', { thing, thingZh }));
  /** `turns`: what changes an answer without any event, such as another day or another compared package. */
  const revalidated = (
    request: Question,
    reply: FastifyReply,
    value: unknown,
    audience: Audience,
    turns: readonly (number | string)[] = [],
  ): FastifyReply => {
    const parts = [district.manifest.districtHash.slice(0, 16), audience, state.seq, ...turns];
    const tag = `"${parts.join('-')}"`;
    reply.header('etag', tag).header('cache-control', 'no-cache');
    return request.headers['if-none-match'] === tag ? reply.status(304).send() : reply.send(value);
  };

  const comparedTurn = parts.compared ? [parts.compared.manifest.filesHash.slice(0, 16)] : [];

  app.get(`${path}district`, async (request: Question, reply) =>
    revalidated(request, reply, district.manifest, 'public'),
  );

  app.get(`${path}areas/:id`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    const id = request.params.id!;
    const answer = answers[audience].area(id, nowMillis());
    return answer ? revalidated(request, reply, answer, audience) : missing(reply, id, 'area', '区域');
  });

  app.get(`${path}buildings/*`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    const id = request.params['*']!;
    const answer = answers[audience].building(id, nowMillis());
    return answer ? revalidated(request, reply, answer, audience) : missing(reply, id, 'building', '建筑');
  });

  const componentOf = byAudience<ComponentAnswers>((audience) => componentAnswers(district, audience));
  app.get(`${path}components/*`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    const id = request.params['*']!;
    const answer = componentOf[audience](id, nowMillis());
    return answer ? revalidated(request, reply, answer, audience) : missing(reply, id, 'component', '部件');
  });

  const columnOf = buildingColumns(district, state, parts.windows);
  app.get(`${path}buildings/columns`, async (request: Question, reply) => {
    const { attribute } = request.query;
    if (!isBuildingAttribute(attribute)) {
      return refuseHttp(reply, 400, fault('HUB-405', { reason: 'attribute' }, 'attribute'));
    }
    const audience = audienceOfRequest(request);
    const asked = request.query.package;
    if (asked !== undefined && asked !== 'before') {
      return refuseHttp(reply, 400, fault('HUB-405', { reason: 'package' }, 'package'));
    }
    if (asked === 'before') {
      if (audience === 'public') return notForPublic(reply, 'comparison', '版本对比');
      const index = parts.compared?.index;
      const packaged = packagedAttributes.find((one) => one === attribute);
      if (!index || !packaged) return missing(reply, attribute, 'attribute of the earlier package', '旧城区包的属性');
      return revalidated(request, reply, packagedColumn(index, packaged, nowMillis()), audience, comparedTurn);
    }
    const column = columnOf(attribute, audience, nowMillis());
    // Seven days are other ones after midnight, without any event; some zones' midnights are not on the hour.
    const quarter = attribute === 'resolved' ? [Math.floor(nowMillis() / 900_000)] : [];
    return column
      ? revalidated(request, reply, column, audience, quarter)
      : notForPublic(reply, 'open matters', '未结案件');
  });

  app.get(`${path}cases`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'cases', '案件');
    const open = [...state.cases.values()].filter((item) => isOpen(item.state));
    return revalidated(request, reply, { cases: open.map(viewOf) } satisfies CasesAnswer, audience);
  });

  app.get(`${path}cases/:id`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'case', '案件');
    const id = request.params.id!;
    const item = state.cases.get(id);
    return item ? revalidated(request, reply, viewOf(item), audience) : missing(reply, id, 'case', '案件');
  });

  const windowsOfDuty = dutyWindows(district, state);
  app.get(`${path}windows`, async (request: Question, reply) => {
    const { period = USUAL_WINDOW_PERIOD, at } = request.query;
    if (!isWindowPeriod(period)) return refuseHttp(reply, 400, fault('HUB-405', { reason: 'period' }, 'period'));
    const asked = at === undefined ? null : millisFromRfc3339(String(at));
    const isFuture = asked?.ok && asked.millis > nowMillis();
    if (asked && (!asked.ok || isFuture)) return refuseHttp(reply, 400, fault('HUB-405', { reason: 'at' }, 'at'));
    const audience = audienceOfRequest(request);
    const atMillis = asked?.ok ? asked.millis : null;
    const answer =
      audience === 'duty'
        ? windowsOfDuty(period, atMillis, nowMillis())
        : parts.windows.answer(period, atMillis, nowMillis());
    // Of now it says as of when, on a still hub too; the past stays as it was.
    const minute = atMillis === null ? [Math.floor(answer.atMillis / 60_000)] : [];
    return revalidated(request, reply, answer, audience, [answer.sinceMillis, ...minute]);
  });

  app.get(`${path}search`, async (request: Question, reply) => {
    const { q } = request.query;
    if (typeof q !== 'string') return refuseHttp(reply, 400, fault('HUB-405', { reason: 'q' }, 'q'));
    const audience = audienceOfRequest(request);
    return revalidated(request, reply, searches[audience](q), audience);
  });

  app.get(`${path}video-points`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'video points', '视频点位');
    return revalidated(request, reply, videoPoints, audience);
  });

  const videoPointOf = videoPointAnswers(district, state);
  app.get(`${path}video-points/*`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'video points', '视频点位');
    const id = request.params['*']!;
    const answer = videoPointOf(id, nowMillis());
    return answer ? revalidated(request, reply, answer, audience) : missing(reply, id, 'video point', '视频点位');
  });

  app.get(`${path}proof`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'coverage proof', '覆盖证明');
    const { slivers } = district;
    return slivers ? revalidated(request, reply, slivers, audience) : missing(reply, 'proof', 'proof', '覆盖证明');
  });

  const comparison: ComparisonAnswer = {
    before: parts.compared?.manifest ?? null,
    buildings: parts.compared?.buildings ?? null,
  };
  app.get(`${path}comparison`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'comparison', '版本对比');
    return revalidated(request, reply, comparison, audience, comparedTurn);
  });

  app.get(`${path}hazards`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'hazards', '危险源');
    const facts = parts.projections.duty.factsSince(null, nowMillis());
    const hazards = facts.flatMap((fact) => (fact.kind === 'hazard' ? [fact.hazard] : []));
    return revalidated(request, reply, { hazards } satisfies HazardsAnswer, audience);
  });

  const hazardOf = hazardAnswers(district, state);
  app.get(`${path}hazards/*`, async (request: Question, reply) => {
    const audience = audienceOfRequest(request);
    if (audience === 'public') return notForPublic(reply, 'hazards', '危险源');
    const id = request.params['*']!;
    const answer = hazardOf(id, nowMillis());
    if (!answer) return missing(reply, id, 'hazard', '危险源');
    // A wind grows old and night falls without any event.
    return revalidated(request, reply, answer, audience, [Math.floor(nowMillis() / 60_000)]);
  });

  app.get(`${path}health`, async (request: Question, reply) => {
    const health = parts.health(audienceOfRequest(request));
    const status: Partial<Record<HealthAnswer['status'], number>> = { degraded: 503 };
    return reply
      .status(status[health.status] ?? 200)
      .header('cache-control', 'no-store')
      .send(health);
  });
}
