/** Namespace `/stage`: which screens are there, how they do, the shared clock, and the desk's commands. */
import { randomUUID } from 'node:crypto';
import type { Namespace, Server, Socket } from 'socket.io';
import { Compile } from 'typebox/compile';
import { PROTOCOL_VERSION } from '../../model/contract/live.ts';
import {
  type Acknowledged,
  BeatSchema,
  DirectSchema,
  type Group,
  groups,
  type ScreenInfo,
  type Stage,
  type StageFromHub,
  type StageFromScreen,
  StageHelloSchema,
  type StageWelcome,
} from '../../model/contract/stage.ts';
import { audienceOf } from '../../model/domain/audiences.ts';
import { answerFault, type Fault, fault } from '../../model/faults/fault.ts';
import { isLoopbackAddress } from '../api/loopback.ts';
import type { CommandFor } from '../audience/commandFor.ts';
import type { Clock } from '../clock.ts';
import { textProblem } from '../doors/textProblem.ts';
import type { Refusals } from '../stream/refusals.ts';
import type { Untrusted } from '../stream/untrusted.ts';
import { LeaseDesk } from './leaseDesk.ts';
import { StageDirector } from './stageDirector.ts';

const HELLO_SECONDS = 5;
const LIST_MILLIS = 1000;
const RECALL_MILLIS = 1500;
const DESKS = 'desks';

type StageSocket = Socket<Untrusted<StageFromScreen>, StageFromHub>;
type StageNamespace = Namespace<Untrusted<StageFromScreen>, StageFromHub>;

const helloChecker = Compile(StageHelloSchema);
const beatChecker = Compile(BeatSchema);
const directChecker = Compile(DirectSchema);

export interface StageSocketsParts {
  readonly io: Server;
  readonly clock: Clock;
  readonly nowMillis: () => number;
  readonly commandFor: CommandFor;
  readonly refusals: Refusals;
}

const refusal = (item: Fault): Acknowledged<never> => ({ ok: false, fault: answerFault(item) });

export class StageSockets {
  readonly #parts: StageSocketsParts;
  readonly #namespace: StageNamespace;
  readonly #director = new StageDirector();
  readonly #lease = new LeaseDesk();
  readonly #hubRunId = randomUUID();
  readonly #screens = new Map<StageSocket, ScreenInfo>();
  readonly #stop: () => void;

  constructor(parts: StageSocketsParts) {
    this.#parts = parts;
    this.#namespace = parts.io.of('/stage');
    this.#namespace.on('connection', (socket) => this.#meet(socket));
    this.#stop = parts.clock.setRepeating(() => {
      if (this.#lease.expire(parts.nowMillis())) this.#tellLease();
      this.#tellScreens();
    }, LIST_MILLIS);
  }

  get screenCount(): number {
    return this.#screens.size;
  }

  close(): void {
    this.#stop();
    this.#namespace.removeAllListeners();
  }

  #tellScreens(): void {
    this.#namespace.to(DESKS).emit('screens', [...this.#screens.values()]);
  }

  /** Each group hears of its own; desks of all. */
  #tellStages(stages: readonly Stage[]): void {
    for (const stage of stages) this.#namespace.to([stage.group, DESKS]).emit('stage', stage);
  }

  #tellLease(): void {
    this.#namespace.to(DESKS).emit('lease', this.#lease.state());
  }

  #refuse(socket: StageSocket, item: Fault): void {
    this.#parts.refusals.refuse(socket, item);
  }

  /** Gives a question's answer, where one was asked for; a question without is a message that is none. */
  #answer(socket: StageSocket, event: string, answer: unknown, reply: () => unknown): void {
    if (typeof answer === 'function') answer(reply());
    else this.#refuse(socket, fault('HUB-309', { problem: `${event} asks for no answer` }));
  }

  #meet(socket: StageSocket): void {
    const { clock, nowMillis } = this.#parts;
    const callOff = clock.setTimer(
      () => this.#refuse(socket, fault('HUB-303', { seconds: HELLO_SECONDS })),
      HELLO_SECONDS * 1000,
    );
    socket.on('hello', (hello: unknown) => {
      callOff();
      this.#welcome(socket, hello);
    });
    socket.on('clock', (answer: unknown) => {
      const receivedMillis = nowMillis();
      this.#answer(socket, 'clock', answer, () => ({ receivedMillis, sentMillis: nowMillis() }));
    });
    socket.on('beat', (beat: unknown) => {
      const screen = this.#screens.get(socket);
      if (!screen) this.#refuse(socket, fault('HUB-301'));
      else if (!beatChecker.Check(beat)) this.#refuse(socket, fault('HUB-309', { problem: 'beat' }));
      else this.#screens.set(socket, { ...screen, beat, beatMillis: nowMillis() });
    });
    socket.on('lease', (request: unknown, answer: unknown) => {
      const isForced = (request as { force?: unknown } | null)?.force === true;
      this.#answer(socket, 'lease', answer, () => this.#takeLease(socket, isForced));
    });
    socket.on('direct', (command: unknown, answer: unknown) => {
      this.#answer(socket, 'direct', answer, () => this.#direct(socket, command));
    });
    socket.on('recall', (request: unknown, answer: unknown) => {
      const token = (request as { leaseToken?: unknown } | null)?.leaseToken;
      this.#answer(socket, 'recall', answer, () => this.#recall(socket, token));
    });
    socket.on('disconnect', () => {
      callOff();
      const screen = this.#screens.get(socket);
      if (!screen) return;
      this.#screens.delete(socket);
      if (this.#lease.leave(screen.screenId)) this.#tellLease();
      this.#tellScreens();
    });
  }

  #welcome(socket: StageSocket, hello: unknown): void {
    const { nowMillis } = this.#parts;
    if (!helloChecker.Check(hello) || textProblem(hello.screenName + (hello.page ?? ''), false)) {
      this.#refuse(socket, fault('HUB-301'));
      return;
    }
    if (hello.protocolVersion !== PROTOCOL_VERSION) {
      this.#refuse(socket, fault('HUB-302', { screen: hello.protocolVersion, hub: PROTOCOL_VERSION }));
      return;
    }
    const { station, screenName, viewport, page } = hello;
    const screen: ScreenInfo = {
      screenId: this.#screens.get(socket)?.screenId ?? randomUUID(),
      station,
      group: groups.find((group): group is Group => group === station) ?? null,
      screenName,
      viewport,
      page: page ?? null,
      connectedMillis: this.#screens.get(socket)?.connectedMillis ?? nowMillis(),
      beatMillis: null,
      beat: null,
    };
    this.#screens.set(socket, screen);
    const isHere = isLoopbackAddress(socket.handshake.address);
    const isDesk = station === 'desk' && isHere;
    // What a work station is directed to see is duty data, and only here is it one.
    const isTrusted = screen.group !== null && audienceOf(screen.group, isHere) === audienceOf(screen.group, true);
    const shownGroup = isTrusted ? screen.group : null;
    socket.emit('welcome', {
      protocolVersion: PROTOCOL_VERSION,
      screenId: screen.screenId,
      hubRunId: this.#hubRunId,
      serverTimeMillis: nowMillis(),
      stages: this.#director.stages().filter(({ group }) => isDesk || group === shownGroup),
    } satisfies StageWelcome);
    for (const room of [DESKS, ...groups]) socket.leave(room);
    if (shownGroup) socket.join(shownGroup);
    if (isDesk) {
      socket.join(DESKS);
      socket.emit('lease', this.#lease.state());
    }
    this.#tellScreens();
  }

  /** The desk behind a socket, or null. */
  #deskOf(socket: StageSocket): ScreenInfo | null {
    return socket.rooms.has(DESKS) ? (this.#screens.get(socket) ?? null) : null;
  }

  #takeLease(socket: StageSocket, force: boolean): Acknowledged<unknown> {
    const desk = this.#deskOf(socket);
    if (!desk) return refusal(fault('HUB-308'));
    const lease = this.#lease.take(desk.screenId, desk.screenName, force, this.#parts.nowMillis());
    if (!lease) return refusal(fault('HUB-304', { holder: this.#lease.state().holder ?? '' }));
    this.#tellLease();
    return { ok: true, value: lease };
  }

  /** The desk when it may command now, or why not. */
  #commander(socket: StageSocket, token: unknown): ScreenInfo | Fault {
    const desk = this.#deskOf(socket);
    if (!desk) return fault('HUB-308');
    const holds = typeof token === 'string' && this.#lease.holds(desk.screenId, token, this.#parts.nowMillis());
    return holds ? desk : fault('HUB-305');
  }

  #direct(socket: StageSocket, command: unknown): Acknowledged<unknown> {
    if (!directChecker.Check(command)) return refusal(fault('HUB-306'));
    const desk = this.#commander(socket, command.leaseToken);
    if ('code' in desk) return refusal(desk);
    const { nowMillis, commandFor } = this.#parts;
    const stages = this.#director.direct(command, nowMillis(), desk.screenName, commandFor);
    this.#tellStages(stages);
    return { ok: true, value: stages };
  }

  #recall(socket: StageSocket, token: unknown): Acknowledged<unknown> {
    const desk = this.#commander(socket, token);
    if ('code' in desk) return refusal(desk);
    const stages = this.#director.recall(this.#parts.nowMillis(), desk.screenName, RECALL_MILLIS);
    if (!stages) return refusal(fault('HUB-307'));
    this.#tellStages(stages);
    return { ok: true, value: stages };
  }
}
