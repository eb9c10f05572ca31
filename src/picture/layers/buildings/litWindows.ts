/** Resolved matters → lit windows of a building. Pure; what is rising is a function of shared time alone. */
import { windowBandStarts } from '../../../model/domain/litWindows.ts';

/** A window comes on in this time. */
export const RISE_MILLIS = 1_500;
/** A rise is drawn in steps: each step is an upload and a frame of the whole city. */
export const RISE_STEP_MILLIS = 125;

/** How far something has risen, 0…1 with soft ends; in steps of shared time, so that all screens show the same. */
export function riseShare(presentAtMillis: number, atMillis: number): number {
  const stepped = Math.floor(atMillis / RISE_STEP_MILLIS) * RISE_STEP_MILLIS;
  const share = Math.min(1, Math.max(0, (stepped - presentAtMillis) / RISE_MILLIS));
  return share * share * (3 - 2 * share);
}

/** Windows that closed matters light: each one, as long as there are windows. A fraction is a window that is coming on. */
export function litOfClosed(closed: number, windowCount: number): number {
  return Math.min(Math.max(0, closed), windowCount);
}

export const MOST_GLOW = 15;

/** How much brighter windows are for the matters beyond their number: 0 for none, up to MOST_GLOW. */
export function glowOfOverflow(closed: number, windowCount: number): number {
  const over = closed - windowCount;
  return over <= 0 || windowCount === 0 ? 0 : Math.ceil((MOST_GLOW * over) / (over + windowCount));
}

/** Share of a building's windows that a public band lights: a look, not a count. One for each of windowBandStarts. */
export const bandShares: readonly number[] = [0, 0.06, 0.12, 0.2, 0.32, 0.5];

/** Windows that a public band lights; one at least above the lowest band. */
export function litOfBand(band: number, windowCount: number): number {
  const share = bandShares[Math.min(band, windowBandStarts.length - 1)]!;
  return share === 0 || windowCount === 0 ? 0 : Math.max(1, Math.round(share * windowCount));
}
