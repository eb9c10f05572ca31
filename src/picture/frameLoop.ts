/** The loop of frames. A frame that throws would throw again in every frame: it is told once, and the loop ends. */
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';

/** The browser's own, or a test's. */
export interface FrameClock {
  requestAnimationFrame(tick: () => void): number;
  cancelAnimationFrame(frame: number): void;
}

export interface FrameLoop {
  stop(): void;
}

/**
 * Calls `draw` once per frame until stopped. When `draw` throws, `onFault` gets PICTURE-009 and no frame follows; the
 * error itself goes to the console, where its stack helps whoever looks for our bug.
 */
export function startFrameLoop(
  draw: () => void,
  onFault: (fault: FaultAnswer) => void,
  clock: FrameClock = window,
): FrameLoop {
  let frame = 0;
  const tick = (): void => {
    frame = clock.requestAnimationFrame(tick);
    try {
      draw();
    } catch (error) {
      clock.cancelAnimationFrame(frame);
      console.error(error);
      onFault(answerFault(fault('PICTURE-009', { reason: error instanceof Error ? error.message : String(error) })));
    }
  };
  frame = clock.requestAnimationFrame(tick);
  return { stop: () => clock.cancelAnimationFrame(frame) };
}
