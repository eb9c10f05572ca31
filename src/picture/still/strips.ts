/** A picture larger than a canvas may be, cut into pieces that together are the same view. */
import type { View } from '../camera/pose.ts';

export interface Strip {
  /** Of the whole picture, from its upper left corner. */
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Row by row, as few as it takes and as even as whole pixels allow. */
export function stripsOf(widthPx: number, heightPx: number, mostPx: number): Strip[] {
  const edges = (length: number): number[] => {
    const pieces = Math.max(1, Math.ceil(length / mostPx));
    return Array.from({ length: pieces + 1 }, (_, index) => Math.round((length * index) / pieces));
  };
  const [columns, rows] = [edges(widthPx), edges(heightPx)];
  return rows.slice(1).flatMap((bottom, row) =>
    columns.slice(1).map((right, column) => {
      const [xPx, yPx] = [columns[column]!, rows[row]!];
      return { xPx, yPx, widthPx: right - xPx, heightPx: bottom - yPx };
    }),
  );
}

/**
 * As few as it takes, all of one size, so that one canvas draws them in turn without being made anew. Those of the last
 * column and row may reach over the edge.
 */
export function evenStripsOf(widthPx: number, heightPx: number, mostPx: number): Strip[] {
  const [columns, rows] = [widthPx, heightPx].map((length) => Math.ceil(length / mostPx)) as [number, number];
  const [width, height] = [Math.ceil(widthPx / columns), Math.ceil(heightPx / rows)];
  return Array.from({ length: columns * rows }, (_, index) => ({
    xPx: (index % columns) * width,
    yPx: Math.floor(index / columns) * height,
    widthPx: width,
    heightPx: height,
  }));
}

/**
 * The window of a strip: the same eye, an off-centre part of the whole's tangents. `view` is the whole; it fills
 * `widthPx` × `heightPx` device pixels.
 */
export function viewOfStrip(view: View, { xPx, yPx, ...strip }: Strip, widthPx: number, heightPx: number): View {
  const { left, right, top, bottom } = view.tangents;
  const across = (px: number): number => left + ((right - left) * px) / widthPx;
  const down = (px: number): number => top - ((top - bottom) * px) / heightPx;
  return {
    pose: view.pose,
    tangents: {
      left: across(xPx),
      right: across(xPx + strip.widthPx),
      top: down(yPx),
      bottom: down(yPx + strip.heightPx),
    },
    widthCssPx: (view.widthCssPx * strip.widthPx) / widthPx,
    heightCssPx: (view.heightCssPx * strip.heightPx) / heightPx,
  };
}
