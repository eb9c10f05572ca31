import { useEffect, useState } from 'react';

/** The newest value that stayed for `millis`: what a hand only passes over is not asked for. Null until the first rests. */
export function useRested<T extends string | number>(value: T | null, millis: number): T | null {
  const [rested, setRested] = useState<T | null>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), millis);
    return () => window.clearTimeout(timer);
  }, [value, millis]);
  return rested;
}
