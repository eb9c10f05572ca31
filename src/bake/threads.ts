/**
 * Other threads for work that shares nothing with this one. A job is plain data; it goes at once to the thread with the
 * least before it, so that threads go on while this one computes. Which thread does a job changes no answer.
 */
import {
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { invariant } from '../model/faults/invariant.ts';

/** Does jobs in the order in which they come, here or on other threads. */
export interface Workshop<Job, Answer> {
  /** @param cost in any unit, to share jobs out evenly. Rejects with what the job threw, or where the workshop closed. */
  run(job: Job, cost: number): Promise<Answer>;
  /**
   * This thread has nothing else to do: it does jobs that no other has begun, the last ones first, until none is left.
   * @param isEnough asked before each: whether what this thread waits for is there.
   */
  help(isEnough?: () => boolean): Promise<void>;
  /** Stops at once: what has not been answered never will be. */
  close(): Promise<void>;
}

/** What a thread is told of a job at once. The job itself waits on the port beside, packed, until its turn comes. */
interface Asked {
  readonly number: number;
  readonly claim: Claim;
}

/** Handed to a thread when it starts. */
interface ThreadData {
  readonly jobs: MessagePort;
}

/** Memory that all threads see: whoever finds it 0 and makes it 1 does the job, nobody else. */
type Claim = Int32Array<SharedArrayBuffer>;

const isMine = (claim: Claim): boolean => Atomics.compareExchange(claim, 0, 0, 1) === 0;

/** Timers, messages and signals come first. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Answered = { readonly number: number } & ({ readonly answer: unknown } | { readonly error: unknown });

interface Waiting {
  readonly asked: Asked;
  readonly job: unknown;
  readonly thread: Thread;
  readonly cost: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: MessagePort;
  /** Cost of the jobs that it has not answered. */
  load: number;
}

/** More and smaller collections: a thread as it is by default would keep 50 MiB for what dies young. */
const YOUNG_MIB = 16;

const closed = (): Error => new Error('the workshop is closed');

export class Threads<Job, Answer> implements Workshop<Job, Answer> {
  readonly #threads: readonly Thread[];
  readonly #act: (job: Job) => Promise<Answer>;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  /** Why nothing more is done; null while all is well. */
  #ended: Error | null = null;

  /** @param script serves the jobs: see serveJobs. @param act the same on this thread, where it helps. */
  constructor(script: URL, count: number, act: (job: Job) => Promise<Answer>) {
    invariant(count > 0, 'a workshop has a thread');
    this.#act = act;
    this.#threads = Array.from({ length: count }, (): Thread => {
      const { port1: jobs, port2 } = new MessageChannel();
      const worker = new Worker(script, {
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
        workerData: { jobs: port2 } satisfies ThreadData,
        transferList: [port2],
      });
      // Nobody waits for a thread that nobody asks.
      worker.unref();
      worker.on('message', (message: Answered) => this.#answered(message));
      worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
      worker.on('exit', () => this.#end(closed()));
      return { worker, jobs, load: 0 };
    });
  }

  run(job: Job, cost: number): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    const thread = this.#threads.reduce((least, other) => (other.load < least.load ? other : least));
    const number = ++this.#asked;
    const asked: Asked = { number, claim: new Int32Array(new SharedArrayBuffer(4)) };
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(number, { asked, job, thread, cost, resolve: resolve as (answer: unknown) => void, reject });
      thread.load += cost;
      thread.worker.ref();
      thread.jobs.postMessage(job);
      thread.worker.postMessage(asked);
    });
  }

  async help(isEnough = (): boolean => false): Promise<void> {
    for (;;) {
      await breathe();
      if (isEnough()) return;
      const left = [...this.#waiting.values()].reverse().find(({ asked }) => isMine(asked.claim));
      if (!left) return;
      const { number } = left.asked;
      await this.#act(left.job as Job).then(
        (answer) => this.#answered({ number, answer }),
        (error: unknown) => this.#answered({ number, error }),
      );
    }
  }

  #answered(message: Answered): void {
    const waiting = this.#waiting.get(message.number);
    if (!waiting) return; // answered after the end
    this.#waiting.delete(message.number);
    waiting.thread.load -= waiting.cost;
    if (waiting.thread.load <= 0) waiting.thread.worker.unref();
    if ('error' in message) waiting.reject(message.error);
    else waiting.resolve(message.answer);
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }

  async close(): Promise<void> {
    this.#end(closed());
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}

/** The same on this thread, one job after the other: for work too small to be worth a thread. */
export class OwnThread<Job, Answer> implements Workshop<Job, Answer> {
  readonly #act: (job: Job) => Promise<Answer>;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(act: (job: Job) => Promise<Answer>) {
    this.#act = act;
  }

  run(job: Job): Promise<Answer> {
    const made = this.#last.then(async () => {
      await breathe();
      if (this.#isClosed) throw closed();
      return this.#act(job);
    });
    this.#last = made.catch(() => null); // whoever asked is told; the next job is another matter
    return made;
  }

  /** It does them anyway. */
  async help(): Promise<void> {
    await this.#last;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }
}

/** For the script of a thread: answers jobs, one after the other. `transferOf` names what need not be copied. */
export function serveJobs<Job, Answer>(
  act: (job: Job) => Promise<Answer>,
  transferOf: (answer: Answer) => readonly ArrayBuffer[],
): void {
  const port = parentPort;
  invariant(port !== null, 'jobs are served on a thread of their own');
  const { jobs } = workerData as ThreadData;
  let last: Promise<void> = Promise.resolve();
  const serve = async ({ number, claim }: Asked): Promise<void> => {
    // One unpacked job at a time: all that wait would be as large as the district.
    const received = receiveMessageOnPort(jobs);
    invariant(received !== undefined, 'each number that is told has its job');
    if (!isMine(claim)) return; // done by whoever asked
    try {
      const answer = await act(received.message as Job);
      port.postMessage({ number, answer } satisfies Answered, [...transferOf(answer)]);
    } catch (error) {
      port.postMessage({ number, error } satisfies Answered);
    }
  };
  port.on('message', (asked: Asked) => {
    last = last.then(() => serve(asked));
  });
}
