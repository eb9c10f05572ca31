/** What one layer's wish comes to on the picture, before it is known whether there is room for it. */
import type { Vec3 } from '../../model/frames/ecef.ts';
import type { View } from '../camera/pose.ts';
import type { Box, Candidate } from './placement.ts';
import type { PlacedText } from './textBoard.ts';

export const mapFont = '{size}px "Noto Sans SC", sans-serif';
/** No name nearer to the picture's edge. */
const MARGIN_CSS_PX = 6;

export interface TextLines {
  readonly candidate: Candidate;
  /** The texts at the spot of that number. */
  readonly at: (spot: number) => PlacedText[];
  /** Places of the city that must be seen for it; absent where it floats over all houses. */
  readonly seenAt?: readonly Vec3[];
}

export const isInside = (view: View, x: number, y: number): boolean =>
  x > MARGIN_CSS_PX && y > MARGIN_CSS_PX && x < view.widthCssPx - MARGIN_CSS_PX && y < view.heightCssPx - MARGIN_CSS_PX;

export const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  minX: x - width / 2,
  minY: y - height / 2,
  maxX: x + width / 2,
  maxY: y + height / 2,
});
