import type { CatalogEntry } from './entry.ts';

/** SCREEN-…: see index.ts. */
export const screenFaults = {} as const satisfies Record<string, CatalogEntry>;
