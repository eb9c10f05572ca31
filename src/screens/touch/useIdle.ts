import { useEffect, useRef, useState } from 'react';

const IDLE_MILLIS = 60_000;
const COUNTDOWN_SECONDS = 10;

/**
 * Seconds left of the visible countdown, or null while someone is there. Any touch or key starts over; when nobody
 * comes, `onReset` runs once and waits for the next visitor.
 */
export function useIdle(onReset: () => void): { secondsLeft: number | null; touched: boolean } {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const [touched, setTouched] = useState(false);
  const reset = useRef(onReset);
  reset.current = onReset;

  useEffect(() => {
    let lastTouchMillis: number | null = null;
    const touch = (): void => {
      lastTouchMillis = performance.now();
      setTouched(true);
      setSecondsLeft(null);
    };
    const watch = window.setInterval(() => {
      if (lastTouchMillis === null) return;
      const left = Math.ceil((lastTouchMillis + IDLE_MILLIS - performance.now()) / 1000);
      if (left > COUNTDOWN_SECONDS) return;
      if (left > 0) {
        setSecondsLeft(left);
        return;
      }
      lastTouchMillis = null;
      setSecondsLeft(null);
      setTouched(false);
      reset.current();
    }, 250);
    window.addEventListener('pointerdown', touch, { capture: true });
    window.addEventListener('keydown', touch, { capture: true });
    return () => {
      window.clearInterval(watch);
      window.removeEventListener('pointerdown', touch, { capture: true });
      window.removeEventListener('keydown', touch, { capture: true });
    };
  }, []);

  return { secondsLeft, touched };
}
