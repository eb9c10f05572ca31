/** A page's time in the hands of a test: timers, frames and clocks. Runs in the page before all else. */

export interface VirtualTime {
  /** Until this is called, time goes as it does. */
  take(): void;
  /** Goes on by so many frames, each as far apart; between two of them what is pending outside of timers gets its turn. */
  run(frames: number, frameMillis: number): Promise<void>;
  nowMillis(): number;
  /** Timers and frames that are waited for. */
  pending(): number;
}

declare global {
  interface Window {
    virtualTime: VirtualTime;
  }
}

/** For `page.addInitScript`: refers to nothing outside itself. */
export function takeTime(): void {
  interface Timer {
    readonly run: () => void;
    readonly everyMillis: number | null;
    dueMillis: number;
  }
  const RealDate = Date;
  const real = {
    setTimeout: window.setTimeout.bind(window),
    requestAnimationFrame: window.requestAnimationFrame.bind(window),
    nowMillis: performance.now.bind(performance),
  };
  const startMillis = RealDate.now() - real.nowMillis();
  const timers = new Map<number, Timer>();
  let frames = new Map<number, (atMillis: number) => void>();
  let lastId = 0;
  let nowMillis = real.nowMillis();
  let flows = true;

  type Handler = (...values: unknown[]) => void;
  const start = (run: Handler, millis: number, repeats: boolean, values: unknown[]): number => {
    const waitMillis = Math.max(repeats ? 1 : 0, Number(millis) || 0);
    timers.set(++lastId, {
      run: () => run(...values),
      everyMillis: repeats ? waitMillis : null,
      dueMillis: nowMillis + waitMillis,
    });
    return lastId;
  };
  const stop = (id: number): void => void timers.delete(id);
  const cancelFrame = (id: number): void => void frames.delete(id);

  const goTo = (untilMillis: number): void => {
    for (;;) {
      let [next, nextId]: [Timer | null, number] = [null, 0];
      for (const [id, timer] of timers) {
        if (timer.dueMillis <= untilMillis && (!next || timer.dueMillis < next.dueMillis)) [next, nextId] = [timer, id];
      }
      if (!next) break;
      nowMillis = Math.max(nowMillis, next.dueMillis);
      if (next.everyMillis === null) timers.delete(nextId);
      else next.dueMillis += next.everyMillis;
      next.run();
    }
    nowMillis = Math.max(nowMillis, untilMillis);
    const due = frames;
    frames = new Map();
    for (const tick of due.values()) tick(nowMillis);
  };
  const flow = (): void => {
    if (!flows) return;
    real.requestAnimationFrame(flow);
    goTo(real.nowMillis());
  };
  real.requestAnimationFrame(flow);

  class VirtualDate extends RealDate {
    constructor(...values: [] | [number]) {
      if (values.length === 0) super(startMillis + nowMillis);
      else super(...values);
    }
    static override now(): number {
      return Math.floor(startMillis + nowMillis);
    }
  }
  Object.assign(window, {
    Date: VirtualDate,
    setTimeout: (run: Handler, millis: number, ...values: unknown[]) => start(run, millis, false, values),
    setInterval: (run: Handler, millis: number, ...values: unknown[]) => start(run, millis, true, values),
    clearTimeout: stop,
    clearInterval: stop,
    requestAnimationFrame: (tick: (atMillis: number) => void) => {
      frames.set(++lastId, tick);
      return lastId;
    },
    cancelAnimationFrame: cancelFrame,
  });
  performance.now = () => nowMillis;

  const channel = new MessageChannel();
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
  window.virtualTime = {
    take: () => {
      flows = false;
    },
    async run(count, frameMillis) {
      for (let frame = 0; frame < count; frame++) {
        goTo(nowMillis + frameMillis);
        await turn();
      }
    },
    nowMillis: () => nowMillis,
    pending: () => timers.size + frames.size,
  };
}
