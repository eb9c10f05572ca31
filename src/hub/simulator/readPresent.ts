/** What the hub knows already, heard as a screen on duty hears it: the snapshot of `/live`. */
import { io } from 'socket.io-client';
import type { CaseView } from '../../model/contract/answers.ts';
import { decodeColumnFrame } from '../../model/contract/columnFrame.ts';
import { type LiveHello, type LiveWelcome, PROTOCOL_VERSION, SOCKET_PATH } from '../../model/contract/live.ts';
import { screenSocketParser } from '../../model/contract/socketParser.ts';
import { isOpen } from '../../model/domain/cases.ts';
import { type VideoStatus, videoStatuses } from '../../model/domain/videoPoints.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { HubAddress } from './postEvents.ts';

export interface Present {
  readonly nowMillis: number;
  /** Sources that the hub has heard of. */
  readonly sources: ReadonlySet<string>;
  readonly openCases: readonly Pick<CaseView, 'caseId' | 'state' | 'origin' | 'reportedMillis'>[];
  readonly toldHazardIds: ReadonlySet<string>;
  /** By videoPointIndex; null until somebody told. */
  readonly videoStatus: readonly (VideoStatus | null)[];
}

function welcomeOf({ origin, base }: HubAddress, signal: AbortSignal): Promise<LiveWelcome> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = io(`${origin}/live`, {
      path: `${base}${SOCKET_PATH}`,
      transports: ['websocket'],
      parser: screenSocketParser,
      forceNew: true,
    });
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', stop);
      socket.disconnect();
      settle();
    };
    const stop = (): void => end(() => reject(signal.reason));
    signal.addEventListener('abort', stop);
    const hello: LiveHello = { protocolVersion: PROTOCOL_VERSION, station: 'desk' };
    socket.on('connect', () => socket.emit('hello', hello));
    socket.on('welcome', (welcome: LiveWelcome) => end(() => resolve(welcome)));
    socket.on('refused', (why: unknown) => end(() => reject(new Error(`/live refused: ${JSON.stringify(why)}`))));
  });
}

/** Waits until the hub is there. Rejects with the signal's reason when told to stop. */
export async function readPresent(hub: HubAddress, signal: AbortSignal): Promise<Present> {
  const { serverTimeMillis, snapshot, freshness } = await welcomeOf(hub, signal);
  const videoStatus: (VideoStatus | null)[] = [];
  for (const bytes of snapshot.columns) {
    const result = decodeColumnFrame(bytes);
    invariant(result.ok, 'the hub’s own frames can be read');
    if (result.frame.layer !== 'videoPoint') continue;
    const { index, status, eventMillis } = result.frame.columns;
    index?.forEach((videoPointIndex, row) => {
      videoStatus[videoPointIndex] = eventMillis![row] === 0 ? null : videoStatuses[status![row]!]!;
    });
  }
  return {
    nowMillis: serverTimeMillis,
    sources: new Set(freshness.map(({ source }) => source)),
    openCases: snapshot.facts.flatMap((fact) => (fact.kind === 'case' && isOpen(fact.case.state) ? [fact.case] : [])),
    toldHazardIds: new Set(
      snapshot.facts.flatMap((fact) =>
        fact.kind === 'hazard' && fact.hazard.changedMillis !== null ? [fact.hazard.hazardId] : [],
      ),
    ),
    videoStatus,
  };
}
