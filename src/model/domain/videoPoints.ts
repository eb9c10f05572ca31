/** Video points (CCTV). Status words as the wall shows them; GB/T 28181 codes as the platforms hand them over. */
import { invariant } from '../faults/invariant.ts';

export const videoStatuses = ['online', 'offline', 'noSignal', 'blocked'] as const;
export type VideoStatus = (typeof videoStatuses)[number];

export interface VideoPoint {
  readonly videoPointId: string;
  /** Row in this package's list sorted by id; valid only with the package's districtHash. */
  readonly videoPointIndex: number;
  readonly name: string;
  /** 20 digits of GB/T 28181 where the source has one. */
  readonly gb28181Code: string | null;
  /** East and north in the district's frame, and metres above the ground there. */
  readonly enuAboveGroundMeters: readonly [number, number, number];
  readonly gridId: string;
  readonly azimuthDeg: number | null;
  readonly horizontalFovDeg: number | null;
  readonly rangeMeters: number | null;
}

/** A street camera whose owner did not say: a common lens, and how far a person is still told on its picture. */
export const usualLens = { horizontalFovDeg: 53, rangeMeters: 120 } as const;

export const gb28181Pattern = /^\d{20}$/;
/** Serials have six digits: a division has room for so many points of one industry, type and network. */
export const MOST_GB28181_SERIAL = 999_999;

/**
 * GB/T 28181-2016 annex D: 8 digits centre (division), 2 industry, 3 type, 1 network, 6 serial.
 * Industry 08 = city management, type 131 = camera, network 6 = government extranet. Throws where it gives no 20 digits.
 */
export function gb28181Code(
  divisionCode8: string,
  industry2: string,
  type3: string,
  network1: string,
  serial: number,
): string {
  const code = divisionCode8 + industry2 + type3 + network1 + String(serial).padStart(6, '0');
  invariant(gb28181Pattern.test(code), `${code} has 20 digits`);
  return code;
}
