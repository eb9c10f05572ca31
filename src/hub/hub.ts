/** The hub: one district, one journal, one clock, behind one port. */
import path from 'node:path';
import type { HealthAnswer } from '../model/contract/answers.ts';
import type { BuildingDifferences } from '../model/contract/comparison.ts';
import type { Head, LiveFigures } from '../model/contract/live.ts';
import type { Audience } from '../model/domain/audiences.ts';
import { describeFault, type Fault, type FaultCode, FaultError, fault } from '../model/faults/fault.ts';
import { registerFiles } from './api/files.ts';
import { openHttpServer } from './api/httpServer.ts';
import { registerQuestions } from './api/questions.ts';
import { followSockets } from './api/rawSockets.ts';
import { commandProjection } from './audience/commandFor.ts';
import { dutyProjection, type Projection, publicProjection } from './audience/projections.ts';
import { publicWindowBands } from './audience/publicWindows.ts';
import { type Clock, sharedTime, systemClock } from './clock.ts';
import { EventDoor } from './doors/eventDoor.ts';
import { registerEventsRoute } from './doors/eventsRoute.ts';
import type { EventLog } from './journal/eventLog.ts';
import { openSqliteEventLog } from './journal/sqliteEventLog.ts';
import { StageSockets } from './stage/stageSockets.ts';
import { openComparedPackage } from './state/comparedPackage.ts';
import { openDistrict } from './state/districtPackage.ts';
import { liveFigures } from './state/liveFigures.ts';
import { ownerResolver } from './state/ownerOf.ts';
import { rebuildState } from './state/rebuildState.ts';
import { guardConnections } from './stream/guardConnections.ts';
import { LiveStream } from './stream/liveStream.ts';
import { Refusals } from './stream/refusals.ts';
import { openSocketServer } from './stream/socketServer.ts';

export interface HubOptions {
  /** Folder of a baked district. */
  readonly packageFolder: string;
  /** Where the journal is and stays; one per district package. */
  readonly stateFolder: string;
  /** Folder of the built screens; null serves none. */
  readonly screensFolder: string | null;
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Path under which everything is served, with a slash at both ends. */
  readonly base: string;
  /** How the journal of a folder is opened; SQLite where nothing else is said. */
  readonly openLog?: (folder: string) => EventLog;
  readonly clock?: Clock;
  readonly log?: (line: string) => void;
  /** A package as it was before, to be laid over the served one, and what tells their buildings apart. */
  readonly compare?: { readonly folder: string; readonly buildings: BuildingDifferences };
}

export interface Hub {
  readonly origin: string;
  readonly base: string;
  readonly epoch: string;
  readonly head: Head;
  /**
   * Settles with HUB-106 once the journal could not be written: the hub then takes no more events, and whoever started
   * it should end it. Never, while all is well.
   */
  readonly failed: Promise<Fault>;
  /** What was refused on sockets since the start, by code. */
  readonly refusedMessages: readonly { readonly code: FaultCode; readonly count: number }[];
  close(): Promise<void>;
}

/** Opens package, journal and port. Throws FaultError HUB-101…105, HUB-107, HUB-109, APP-001; then nothing stays open. */
export async function openHub(options: HubOptions): Promise<Hub> {
  const {
    base,
    openLog = openSqliteEventLog,
    clock = systemClock,
    log: tell = (line) => console.error(line),
  } = options;
  const closers: (() => void | Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const district = openDistrict(options.packageFolder);
    closers.push(() => district.close());
    const { compare } = options;
    const compared = compare
      ? openComparedPackage(path.resolve(compare.folder), district.manifest, compare.buildings)
      : null;
    closers.push(() => compared?.close());
    const log = openLog(path.join(options.stateFolder, 'journal'));
    closers.push(() => log.close());
    const state = rebuildState(log, district);
    const nowMillis = sharedTime(clock, log.lastAcceptedMillis);
    const ownerOf = ownerResolver(district);
    const { districtHash, timeZone } = district.manifest;

    const { promise: failed, resolve: onBroken } = Promise.withResolvers<Fault>();
    const door = new EventDoor({ log, state, district, ownerOf, nowMillis, tell, onBroken });
    const windows = publicWindowBands(district, state, log.secret);
    const projections: Record<Audience, Projection> = {
      public: publicProjection({ district, state, secret: log.secret, windows, nowMillis }),
      duty: dutyProjection(district, state),
    };
    const figures = (): LiveFigures => liveFigures(state, nowMillis(), timeZone, door.refusedEvents);

    const app = openHttpServer(tell);
    closers.push(() => app.close());
    const io = openSocketServer(app.server, base);
    const refusals = new Refusals(tell);
    guardConnections(io, clock, refusals);
    const destroySockets = followSockets(app.server);
    closers.push(() => {
      io.engine.close();
      destroySockets();
    });
    const stage = new StageSockets({ io, clock, nowMillis, commandFor: commandProjection(district, state), refusals });
    closers.push(() => stage.close());
    const head = (): Head => log.head;
    const live = new LiveStream({
      io,
      clock,
      nowMillis,
      epoch: log.epoch,
      districtHash,
      state,
      head,
      projections,
      figures,
      refusals,
    });
    closers.push(() => live.close());
    closers.push(
      log.subscribe((entries) => {
        for (const entry of entries) {
          const change = state.fold(entry);
          if (change) live.note(change, entry.acceptedMillis);
        }
      }),
    );

    const health = (audience: Audience): HealthAnswer => ({
      status: door.broken ? 'degraded' : 'ok',
      districtHash,
      epoch: log.epoch,
      headSeq: log.head.seq,
      // Over texts of cases: in public it would only be a riddle about them.
      ...(audience === 'duty' ? { headHash: log.head.hash } : {}),
      serverTimeMillis: nowMillis(),
      screens: stage.screenCount,
      refusedEvents: door.refusedEvents,
      parts: [
        { name: 'journal', ok: !door.broken, reason: door.broken ? describeFault(door.broken, 'en').message : '' },
        { name: 'package', ok: true, reason: '' },
      ],
    });
    registerEventsRoute(app, `${base}api/v1/events`, door);
    registerQuestions(app, `${base}api/v1/`, { district, state, projections, windows, nowMillis, health, compared });
    const packageFolder = path.resolve(options.packageFolder);
    const screensFolder = options.screensFolder && path.resolve(options.screensFolder);
    await registerFiles(app, { base, packageFolder, screensFolder, manifest: district.manifest, compared });
    const origin = await listen(app, options.host, options.port);
    return {
      origin,
      base,
      epoch: log.epoch,
      get head() {
        return log.head;
      },
      failed,
      get refusedMessages() {
        return refusals.counts();
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function listen(app: ReturnType<typeof openHttpServer>, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new FaultError(fault('APP-001', { port, nextPort: port + 1 }));
    if (code?.startsWith('E')) throw new FaultError(fault('HUB-107', { host, port, reason: message }));
    throw error;
  }
  const address = app.server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
}
