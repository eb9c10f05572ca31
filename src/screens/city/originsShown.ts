/** What a saved picture must say of itself: the origins of its windows and cases that are no live records. */
import type { EventOrigin } from '../../model/domain/cases.ts';

interface OfOrigin {
  readonly origin: EventOrigin;
}

/** In fixed order, each once; live ones carry no word. `windows` is null while none are counted. */
export function originsShown(
  windows: OfOrigin | null,
  cases: Iterable<OfOrigin>,
): readonly Exclude<EventOrigin, 'live'>[] {
  const origins = new Set([...(windows ? [windows] : []), ...cases].map(({ origin }) => origin));
  return (['simulated', 'replayed'] as const).filter((origin) => origins.has(origin));
}
