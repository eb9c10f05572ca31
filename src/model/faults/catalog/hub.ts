import type { CatalogEntry } from './entry.ts';

/** HUB-…: see index.ts. */
export const hubFaults = {} as const satisfies Record<string, CatalogEntry>;
