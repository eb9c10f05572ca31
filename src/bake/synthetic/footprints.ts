/** Ground plans on a plot, as polygons in ENU metres. Local axes: along the width, and from the front to the back. */
import type { Point2, Polygon } from '../../model/geometry/polygon.ts';
import type { Plot } from './parcels.ts';

type LocalOutline = readonly Point2[];

/** Between two buildings of one yard: a joint, wider than the rounding to centimetres. */
const JOINT_METERS = 0.06;

function onPlot(plot: Plot, outlines: readonly LocalOutline[]): Polygon {
  const { x, y, cos, sin } = plot;
  return outlines.map((outline) => outline.map(([u, v]): Point2 => [x + u * cos - v * sin, y + u * sin + v * cos]));
}

const box = (left: number, front: number, right: number, back: number): Point2[] => [
  [left, front],
  [right, front],
  [right, back],
  [left, back],
];

export function rectangle(plot: Plot): Polygon {
  const [w, d] = [plot.width / 2, plot.depth / 2];
  return onPlot(plot, [box(-w, -d, w, d)]);
}

/** A part of a plot, by shares of its width and depth from its front left corner. */
export function partOf(plot: Plot, left: number, front: number, right: number, back: number): Plot {
  const u = (left + right - 1) * 0.5 * plot.width;
  const v = (front + back - 1) * 0.5 * plot.depth;
  const { cos, sin } = plot;
  const [x, y] = [plot.x + u * cos - v * sin, plot.y + u * sin + v * cos];
  return { x, y, width: (right - left) * plot.width, depth: (back - front) * plot.depth, cos, sin };
}

/** Front wing and one side wing, left or right. */
export function lShape(plot: Plot, wing: number, isLeft: boolean): Polygon {
  const [w, d] = [plot.width / 2, plot.depth / 2];
  return onPlot(plot, [
    isLeft
      ? [
          [-w, -d],
          [w, -d],
          [w, -d + wing],
          [-w + wing, -d + wing],
          [-w + wing, d],
          [-w, d],
        ]
      : [
          [-w, -d],
          [w, -d],
          [w, d],
          [w - wing, d],
          [w - wing, -d + wing],
          [-w, -d + wing],
        ],
  ]);
}

/** Front wing and both side wings; the yard opens to the back. */
export function uShape(plot: Plot, wing: number): Polygon {
  const [w, d, k] = [plot.width / 2, plot.depth / 2, wing];
  return onPlot(plot, [
    [
      [-w, -d],
      [w, -d],
      [w, d],
      [w - k, d],
      [w - k, -d + k],
      [-w + k, -d + k],
      [-w + k, d],
      [-w, d],
    ],
  ]);
}

/** Front wing and one wing from its middle to the back. */
export function tShape(plot: Plot, wing: number, stem: number): Polygon {
  const [w, d, s] = [plot.width / 2, plot.depth / 2, stem / 2];
  return onPlot(plot, [
    [
      [-w, -d],
      [w, -d],
      [w, -d + wing],
      [s, -d + wing],
      [s, d],
      [-s, d],
      [-s, -d + wing],
      [-w, -d + wing],
    ],
  ]);
}

/** Four wings in one around a yard. */
export function courtyard(plot: Plot, wing: number): Polygon {
  const [w, d] = [plot.width / 2, plot.depth / 2];
  return onPlot(plot, [box(-w, -d, w, d), box(-w + wing, -d + wing, w - wing, d - wing).reverse()]);
}

/** Two buildings of one yard: three wings, and a fourth across the back. */
export function uAndBack(plot: Plot, wing: number): [Polygon, Polygon] {
  const front = partOf(plot, 0, 0, 1, 1 - (wing + JOINT_METERS) / plot.depth);
  return [uShape(front, wing), rectangle(partOf(plot, 0, 1 - wing / plot.depth, 1, 1))];
}

/** Two buildings of one yard: an L at the front left and one at the back right, turned. */
export function twoLs(plot: Plot, wing: number): [Polygon, Polygon] {
  const [w, d, k, j] = [plot.width / 2, plot.depth / 2, wing, JOINT_METERS];
  const half = (turn: 1 | -1): Point2[] => {
    const outline: Point2[] = [
      [-w, -d],
      [w - k - j, -d],
      [w - k - j, -d + k],
      [-w + k, -d + k],
      [-w + k, d - k - j],
      [-w, d - k - j],
    ];
    return outline.map(([u, v]): Point2 => [u * turn, v * turn]);
  };
  return [onPlot(plot, [half(1)]), onPlot(plot, [half(-1)])];
}

/** Four buildings around a yard: front, back, left, right. */
export function fourWings(plot: Plot, wing: number): [Polygon, Polygon, Polygon, Polygon] {
  const [k, j] = [wing / plot.depth, (wing + JOINT_METERS) / plot.depth];
  const side = wing / plot.width;
  return [
    rectangle(partOf(plot, 0, 0, 1, k)),
    rectangle(partOf(plot, 0, 1 - k, 1, 1)),
    rectangle(partOf(plot, 0, j, side, 1 - j)),
    rectangle(partOf(plot, 1 - side, j, 1, 1 - j)),
  ];
}

/** A tower with a notch in its front and its back: two flats to a corridor, light to both. */
export function notched(plot: Plot): Polygon {
  const [w, d, n, k] = [plot.width / 2, plot.depth / 2, plot.width * 0.14, plot.depth * 0.2];
  return onPlot(plot, [
    [
      ...([
        [-w, -d],
        [-n, -d],
        [-n, -d + k],
        [n, -d + k],
        [n, -d],
        [w, -d],
      ] as const),
      ...([
        [w, d],
        [n, d],
        [n, d - k],
        [-n, d - k],
        [-n, d],
        [-w, d],
      ] as const),
    ],
  ]);
}

/** A slab of stairs side by side, the later half set back: it turns with its street. */
export function staggered(plot: Plot, step: number): Polygon {
  const [w, d] = [plot.width / 2, plot.depth / 2];
  return onPlot(plot, [
    [
      [-w, -d],
      [0, -d],
      [0, -d + step],
      [w, -d + step],
      [w, d],
      [0, d],
      [0, d - step],
      [-w, d - step],
    ],
  ]);
}

/** A rectangle with its corners cut. */
export function chamfered(plot: Plot, cut: number): Polygon {
  const [w, d, c] = [plot.width / 2, plot.depth / 2, cut];
  return onPlot(plot, [
    [
      [-w + c, -d],
      [w - c, -d],
      [w, -d + c],
      [w, d - c],
      [w - c, d],
      [-w + c, d],
      [-w, d - c],
      [-w, -d + c],
    ],
  ]);
}

/** A round tank or silo as a twelve-sided prism. */
export function tank(plot: Plot): Polygon {
  const radius = Math.min(plot.width, plot.depth) / 2;
  return onPlot(plot, [
    Array.from({ length: 12 }, (_, index): Point2 => {
      const angle = (index * Math.PI) / 6;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
  ]);
}

/** A low building around others that rise through it: the plot with a hole for each of them, a joint wider than they are. */
export function podium(plot: Plot, towers: readonly Plot[]): Polygon {
  const holes = towers.map((tower) => {
    const hole = { ...tower, width: tower.width + 2 * JOINT_METERS, depth: tower.depth + 2 * JOINT_METERS };
    return [...rectangle(hole)[0]!].reverse();
  });
  return [...rectangle(plot), ...holes];
}
