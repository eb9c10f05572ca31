/**
 * Namespace `/live`: the changes of each tick, encoded once per audience and sent to all its screens; a snapshot or the
 * missed changes to whoever comes; a sign of life each second.
 */
import type { Namespace, Server, Socket } from 'socket.io';
import { Compile } from 'typebox/compile';
import { type ColumnLayer, columnLayers } from '../../model/contract/columnFrame.ts';
import {
  type FactBatch,
  type Head,
  type LiveFigures,
  type LiveFromHub,
  type LiveFromScreen,
  type LiveHello,
  LiveHelloSchema,
  type LivePulse,
  type LiveSnapshot,
  type LiveWelcome,
  PRESENT_DELAY_MILLIS,
  PROTOCOL_VERSION,
  TICK_MILLIS,
} from '../../model/contract/live.ts';
import { type Audience, audienceOf } from '../../model/domain/audiences.ts';
import { fault } from '../../model/faults/fault.ts';
import { isLoopbackAddress } from '../api/loopback.ts';
import type { Projection } from '../audience/projections.ts';
import type { Clock } from '../clock.ts';
import type { Change, DistrictState } from '../state/districtState.ts';
import { Outbox } from './outbox.ts';
import { asBuffer, type Packet, packetOf } from './packet.ts';
import type { Refusals } from './refusals.ts';
import type { Untrusted } from './untrusted.ts';

const NAMESPACE = '/live';
type LiveSocket = Socket<Untrusted<LiveFromScreen>, LiveFromHub>;
type LiveNamespace = Namespace<Untrusted<LiveFromScreen>, LiveFromHub>;
const HELLO_SECONDS = 5;
const PULSE_MILLIS = 1000;
const layers = Object.keys(columnLayers) as ColumnLayer[];
const helloChecker = Compile(LiveHelloSchema);

export interface LiveStreamParts {
  readonly io: Server;
  readonly clock: Clock;
  readonly nowMillis: () => number;
  readonly epoch: string;
  readonly districtHash: string;
  readonly state: DistrictState;
  readonly head: () => Head;
  readonly projections: Readonly<Record<Audience, Projection>>;
  readonly figures: () => LiveFigures;
  readonly refusals: Refusals;
}

/** An event of the contract, as bytes for many. */
function livePacket<Name extends keyof LiveFromHub>(event: Name, value: Parameters<LiveFromHub[Name]>[0]): Packet {
  return packetOf(NAMESPACE, event, value);
}

/** One audience's stream: whom it reaches, and up to where its facts were told. */
interface Channel {
  readonly projection: Projection;
  readonly outboxes: Map<LiveSocket, Outbox>;
  factsSeqTo: number;
}

export class LiveStream {
  readonly #parts: LiveStreamParts;
  readonly #channels: readonly Channel[];
  readonly #namespace: LiveNamespace;
  readonly #stops: readonly (() => void)[];
  #changes: Change[] = [];
  #acceptedMillis = 0;

  constructor(parts: LiveStreamParts) {
    this.#parts = parts;
    this.#channels = Object.values(parts.projections).map((projection) => ({
      projection,
      outboxes: new Map(),
      factsSeqTo: parts.state.seq,
    }));
    this.#namespace = parts.io.of(NAMESPACE);
    this.#namespace.on('connection', (socket) => this.#meet(socket));
    this.#stops = [
      parts.clock.setRepeating(() => this.#tick(), TICK_MILLIS),
      parts.clock.setRepeating(() => this.#pulse(), PULSE_MILLIS),
    ];
  }

  /** Takes a change of the state for the next tick. */
  note(change: Change, acceptedMillis: number): void {
    this.#changes.push(change);
    this.#acceptedMillis = acceptedMillis;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#namespace.removeAllListeners();
  }

  #tick(): void {
    if (this.#changes.length === 0) return;
    const changes = this.#changes;
    this.#changes = [];
    const presentAtMillis = this.#acceptedMillis + PRESENT_DELAY_MILLIS;
    const rowsOf: Record<ColumnLayer, Set<number>> = { videoPoint: new Set(), patrol: new Set() };
    for (const change of changes) if ('row' in change) rowsOf[change.kind].add(change.row);
    for (const channel of this.#channels) {
      if (channel.outboxes.size === 0) continue; // whoever comes is told where the facts stand then
      const { projection, outboxes } = channel;
      for (const layer of layers) {
        const frame = projection.columnsOf(layer, rowsOf[layer], changes[0]!.seq, presentAtMillis);
        if (!frame) continue;
        const packet = livePacket('columns', asBuffer(frame));
        for (const outbox of outboxes.values()) outbox.columns(packet, layer, rowsOf[layer]);
      }
      const facts = projection.factsOf(changes);
      if (facts.length > 0)
        this.#tell(channel, { seqFrom: channel.factsSeqTo + 1, seqTo: this.#parts.state.seq, presentAtMillis, facts });
    }
  }

  #tell(channel: Channel, batch: FactBatch): void {
    channel.factsSeqTo = batch.seqTo;
    const packet = livePacket('facts', batch);
    for (const outbox of channel.outboxes.values()) outbox.facts(packet);
  }

  #pulse(): void {
    const { nowMillis, state, figures } = this.#parts;
    // First the changes go out: what is forgotten can be told to nobody.
    this.#tick();
    state.forget(nowMillis());
    if (this.#channels.every(({ outboxes }) => outboxes.size === 0)) return;
    const whole = figures();
    for (const { projection, outboxes } of this.#channels) {
      if (outboxes.size === 0) continue;
      const pulse: LivePulse = {
        serverTimeMillis: nowMillis(),
        head: this.#headFor(projection.audience),
        figures: projection.figures(whole),
        freshness: projection.freshness(),
      };
      const packet = livePacket('pulse', pulse);
      for (const outbox of outboxes.values()) outbox.sign(packet);
    }
  }

  /** The chain's hash is over texts: on duty it proves the tail, in public it would only be a riddle about them. */
  #headFor(audience: Audience): Head {
    const { seq, hash } = this.#parts.head();
    return audience === 'duty' ? { seq, hash } : { seq, hash: '' };
  }

  #meet(socket: LiveSocket): void {
    const { clock, refusals } = this.#parts;
    const callOff = clock.setTimer(
      () => refusals.refuse(socket, fault('HUB-303', { seconds: HELLO_SECONDS })),
      HELLO_SECONDS * 1000,
    );
    socket.on('hello', (hello: unknown) => {
      callOff();
      if (!helloChecker.Check(hello)) refusals.refuse(socket, fault('HUB-301'));
      else if (hello.protocolVersion !== PROTOCOL_VERSION) {
        refusals.refuse(socket, fault('HUB-302', { screen: hello.protocolVersion, hub: PROTOCOL_VERSION }));
      } else this.#welcome(socket, hello);
    });
    socket.on('disconnect', () => {
      callOff();
      this.#forget(socket);
    });
  }

  #forget(socket: LiveSocket): void {
    for (const { outboxes } of this.#channels) {
      outboxes.get(socket)?.close();
      outboxes.delete(socket);
    }
  }

  #welcome(socket: LiveSocket, hello: LiveHello): void {
    const { nowMillis, epoch, districtHash, figures } = this.#parts;
    const audience = audienceOf(hello.station, isLoopbackAddress(socket.handshake.address));
    const channel = this.#channels.find(({ projection }) => projection.audience === audience)!;
    const { projection } = channel;
    // First the others hear of everything up to here, so that the newcomer's next batch follows on its welcome.
    this.#tick();
    this.#forget(socket);
    const since = this.#resumableSince(hello);
    const welcome: LiveWelcome = {
      protocolVersion: PROTOCOL_VERSION,
      audience,
      districtHash,
      epoch,
      head: this.#headFor(audience),
      serverTimeMillis: nowMillis(),
      reset: since === null,
      snapshot: this.#snapshot(projection, since),
      figures: projection.figures(figures()),
      freshness: projection.freshness(),
    };
    const outbox = new Outbox(socket.conn, (layer, rows) => {
      const frame = projection.columnsOf(layer, rows, 0, nowMillis());
      return frame && livePacket('columns', asBuffer(frame));
    });
    channel.outboxes.set(socket, outbox);
    outbox.facts(livePacket('welcome', welcome));
  }

  /** The sequence a screen may go on from, or null where it must start afresh. */
  #resumableSince({ epoch, since, districtHash }: LiveHello): number | null {
    const { state } = this.#parts;
    if (epoch !== this.#parts.epoch || since === undefined || since > state.seq || since < state.forgottenSeq)
      return null;
    return districtHash === undefined || districtHash === this.#parts.districtHash ? since : null;
  }

  #snapshot(projection: Projection, since: number | null): LiveSnapshot {
    const nowMillis = this.#parts.nowMillis();
    const columns = layers.flatMap((layer) => {
      const rows = projection.rowsSince(layer, since, nowMillis);
      const frame = projection.columnsOf(layer, rows, (since ?? 0) + 1, nowMillis);
      return frame ? [asBuffer(frame)] : [];
    });
    return { facts: projection.factsSince(since, nowMillis), columns };
  }
}
