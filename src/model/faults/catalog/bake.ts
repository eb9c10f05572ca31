import type { CatalogEntry } from './entry.ts';

/** BAKE-…: see index.ts. */
export const bakeFaults = {} as const satisfies Record<string, CatalogEntry>;
