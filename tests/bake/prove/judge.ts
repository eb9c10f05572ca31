/** Whether a proof says what was planted: all of it, nothing else, and how exactly. */

import type { Proof } from '../../../src/bake/prove/proof.ts';
import { proveDistrict } from '../../../src/bake/prove/proveDistrict.ts';
import { sideOfPolygon } from '../../../src/model/geometry/polygon.ts';
import type { Planted } from './plant.ts';

export interface Judgement {
  readonly expected: number;
  readonly found: number;
  /** What the proof says and nobody planted. */
  readonly falseAlarms: readonly string[];
  /** Largest relative error of an area or a share. */
  readonly areaError: number;
  readonly proof: Proof;
}

/** Square metres: a sum that should be none. */
const NO_AREA = 0.001;
/** Shares are told to four places. */
const NO_SHARE = 0.0001;

export function judge(planted: Planted): Judgement {
  const { areas, buildings, gridAreaBand, standardRef } = planted;
  const proof = proveDistrict(areas, buildings, { snapMeters: 0.05, gridAreaBand, standardRef });
  return judgeProof(planted, proof);
}

export function judgeProof(planted: Planted, proof: Proof): Judgement {
  let [expected, found, areaError] = [0, 0, 0];
  const falseAlarms: string[] = [];
  // Whatever was found says how wrong it is: nothing is sorted out here for being too wrong.
  const measure = (wanted: number, got: number): void => {
    areaError = Math.max(areaError, Math.abs(got - wanted) / wanted);
  };

  const bySum = Object.keys(planted.sums).length > 0;
  const left = [...proof.pieces];
  for (const piece of planted.pieces) {
    expected++;
    const at = left.findIndex(
      ({ kind, level, areaIds, polygonCm }) =>
        kind === piece.kind &&
        level === piece.level &&
        (piece.areaIds === null || areaIds.join() === piece.areaIds.join()) &&
        sideOfPolygon(polygonCm, ...piece.atCm) !== 'outside',
    );
    if (at === -1) continue;
    found++;
    measure(piece.squareMeters, left[at]!.squareMeters);
    left.splice(at, 1);
  }
  if (bySum) {
    for (const kind of ['gap', 'overlap', 'crossing'] as const) {
      const wanted = planted.sums[kind] ?? 0;
      const pieces = left.filter((piece) => piece.kind === kind && piece.level === 'unitGrid');
      const got = pieces.reduce((sum, { squareMeters }) => sum + squareMeters, 0);
      if (wanted < NO_AREA) {
        if (got > NO_AREA) falseAlarms.push(`${kind} ${got}`);
        continue;
      }
      expected++;
      if (got > 0) found++;
      measure(wanted, got);
    }
  }
  const others = bySum ? left.filter(({ level }) => level !== 'unitGrid') : left;
  falseAlarms.push(
    ...others.map(({ kind, level, areaIds, squareMeters }) => `${kind} ${level} ${areaIds} ${squareMeters}`),
  );

  const listed = (wanted: readonly string[], got: readonly string[], what: string): void => {
    expected += wanted.length;
    found += wanted.filter((item) => got.includes(item)).length;
    for (const item of got) if (!wanted.includes(item)) falseAlarms.push(`${what} ${item}`);
  };
  listed(
    planted.codes.map(({ problem, areaId }) => `${problem} ${areaId}`),
    proof.codes.map(({ problem, areaId }) => `${problem} ${areaId}`),
    'code',
  );
  listed(planted.ownerless, proof.ownerless, 'ownerless');
  listed(
    planted.outOfBand,
    proof.outOfBand.map(({ areaId }) => areaId),
    'band',
  );
  listed(
    planted.split.map(({ buildingId }) => buildingId),
    proof.splitBuildings.map(({ buildingId }) => buildingId),
    'split',
  );
  for (const { buildingId, shares } of planted.split) {
    const got = proof.splitBuildings.find((split) => split.buildingId === buildingId)?.shares ?? [];
    for (const [areaId, share] of Object.entries(shares)) {
      expected++;
      const other = got.find((item) => item.areaId === areaId)?.share ?? 0;
      if (other > 0 || share < NO_SHARE) found++;
      // Of the footprint, as a share is.
      areaError = Math.max(areaError, Math.abs(other - share));
    }
  }
  if (proof.snapped.collapsed.length > 0) falseAlarms.push('collapsed');
  return { expected, found, falseAlarms, areaError, proof };
}
