import { useRef, useState } from 'react';

/** A handler of one identity that always does what the newest one would: for children that render only when data change. */
export function useSteady<Values extends unknown[]>(handler: (...values: Values) => void): (...values: Values) => void {
  const newest = useRef(handler);
  newest.current = handler;
  const [steady] = useState(
    () =>
      (...values: Values): void =>
        newest.current(...values),
  );
  return steady;
}
