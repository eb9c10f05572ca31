/** Signs of city components in the mark atlas's cells of 64 px: silhouettes that are told apart at a dozen pixels. */
import type { ComponentShape } from '../../../model/domain/components.ts';

type Draw = (context: CanvasRenderingContext2D) => void;

/** Parts are filled one by one, so that none cuts another out. */
const filled =
  (...parts: readonly Draw[]): Draw =>
  (context) => {
    for (const part of parts) {
      context.beginPath();
      part(context);
      context.fill();
    }
  };
const box =
  (x: number, y: number, width: number, height: number, radius = 0): Draw =>
  (context) =>
    context.roundRect(x, y, width, height, radius);
const dot =
  (x: number, y: number, radius: number): Draw =>
  (context) =>
    context.arc(x, y, radius, 0, 2 * Math.PI);
const shape =
  (...points: readonly (readonly [number, number])[]): Draw =>
  (context) => {
    points.forEach(([x, y], index) => {
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.closePath();
  };

export const componentGlyphs: Readonly<Record<ComponentShape, Draw>> = {
  lamp: filled(box(28, 16, 8, 46), shape([14, 4], [50, 4], [42, 20], [22, 20])),
  tree: filled(box(27, 40, 10, 22), dot(32, 24, 21)),
  hydrant: filled(box(20, 18, 24, 40, 4), dot(32, 17, 12), box(8, 28, 48, 12, 3), box(14, 54, 36, 8)),
  cover: (context) => {
    context.arc(32, 32, 25, 0, 2 * Math.PI);
    context.lineWidth = 8;
    context.stroke();
    filled(box(16, 28, 32, 8))(context);
  },
  grate: filled(box(6, 10, 52, 8), box(6, 28, 52, 8), box(6, 46, 52, 8)),
  bin: filled(box(10, 8, 44, 9, 3), shape([14, 22], [50, 22], [45, 60], [19, 60])),
  cabinet: filled(box(10, 6, 44, 22, 3), box(10, 34, 44, 24, 3)),
  charger: filled(shape([38, 2], [12, 36], [29, 36], [24, 62], [52, 26], [34, 26])),
  stop: filled(box(12, 4, 40, 26, 4), box(28, 30, 8, 32)),
  signal: filled(dot(32, 12, 9), dot(32, 33, 9), dot(32, 54, 9)),
  stand: filled(shape([32, 6], [58, 56], [6, 56])),
};
