/**
 * `GET /api/v1/comparison` (duty only): the package that stands beside the served one, as it was before, and which
 * buildings tell the two apart. Its public files are served under `compare/package/`, named as the served one's are.
 */
import { type Manifest, parseManifest } from './manifest.ts';

export interface BuildingDifferences {
  /** Ids, ascending: in the served package only; in the one before only; in both, but not the same. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export interface ComparisonAnswer {
  /** Of the package before; null where none stands beside. */
  readonly before: Manifest | null;
  /** Null with it. */
  readonly buildings: BuildingDifferences | null;
}

/** Prefix of the compared package's addresses, below the served base. */
export const COMPARED_BASE = 'compare/';

const isIds = (value: unknown): boolean => Array.isArray(value) && value.every((id) => typeof id === 'string');

export function parseComparison(json: unknown): ComparisonAnswer | null {
  if (typeof json !== 'object' || json === null) return null;
  const { before, buildings } = json as Readonly<Record<string, unknown>>;
  if (before === null && buildings === null) return { before, buildings };
  const manifest = parseManifest(before);
  if (!manifest || typeof buildings !== 'object' || buildings === null) return null;
  const { added, removed, changed } = buildings as Readonly<Record<string, unknown>>;
  return [added, removed, changed].every(isIds)
    ? { before: manifest, buildings: buildings as BuildingDifferences }
    : null;
}

/** Why two packages cannot be laid over each other; null where they can: one origin and one height datum. */
export function frameDifference(a: Manifest, b: Manifest): string | null {
  const originOf = ({ enuOrigin }: Manifest): string =>
    `${enuOrigin.lonLatDeg.join('° ')}° ${enuOrigin.heightEllipsoidMeters} m`;
  if (originOf(a) !== originOf(b)) return `enuOrigin: ${originOf(a)} ≠ ${originOf(b)}`;
  return a.heightDatum === b.heightDatum ? null : `heightDatum: ${a.heightDatum} ≠ ${b.heightDatum}`;
}
