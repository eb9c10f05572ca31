/**
 * What buildings take of the ground's light, as a coarse map of the district: the sky beside them, and the sun behind
 * them. So the whole city throws shadows, however far away, at the price of one look-up a pixel; sharp ones near by are
 * another matter (engines' shadow maps).
 */

import type { Footprints } from '../../../model/contract/footprintsFile.ts';
import type { Vec3 } from '../../../model/frames/ecef.ts';

/** A step is no finer than that, and so much coarser that a map has no more places. */
const LEAST_STEP_METERS = 8;
const MOST_PLACES = 1_200_000;
/** The map reaches so far beyond the buildings. */
const MARGIN_METERS = 250;

/** Where buildings stand and how high, by places of a grid: rows from south to north, columns from west to east. */
export interface ShadeCasters {
  readonly westMeters: number;
  readonly southMeters: number;
  readonly stepMeters: number;
  readonly columns: number;
  readonly rows: number;
  /** Metres above the ground. */
  readonly heightMeters: Float32Array;
  /** Share of the place that is built on, 0…1. */
  readonly built: Float32Array;
  /** A byte a place: share of the sky that comes, whatever the sun does. */
  readonly sky: Uint8Array;
}

/** Two bytes a place: share of the sun that comes, share of the sky that comes. */
export interface GroundShade extends Omit<ShadeCasters, 'heightMeters' | 'built' | 'sky'> {
  readonly bytes: Uint8Array;
}

/** Buildings as the boxes around their outer outlines, as full as their outlines are large; null where there are none. */
export function shadeCastersOf(footprints: Footprints): ShadeCasters | null {
  const { count, partStart, outlineStart, vertexStart, enuCm, heightGroundMeters } = footprints;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < enuCm.length; at += 2) {
    const x = enuCm[at]! / 100;
    const y = enuCm[at + 1]! / 100;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  if (west > east) return null;
  const [westMeters, southMeters] = [west - MARGIN_METERS, south - MARGIN_METERS];
  const [width, depth] = [east + MARGIN_METERS - westMeters, north + MARGIN_METERS - southMeters];
  const stepMeters = Math.max(LEAST_STEP_METERS, Math.sqrt((width * depth) / MOST_PLACES));
  const [columns, rows] = [Math.ceil(width / stepMeters), Math.ceil(depth / stepMeters)];
  const heightMeters = new Float32Array(columns * rows);
  const built = new Float32Array(columns * rows);
  const along = (from: number, to: number, place: number): number =>
    Math.max(0, Math.min(to, place + 1) - Math.max(from, place));
  for (let row = 0; row < count; row++) {
    const height = heightGroundMeters[row]!;
    for (let part = partStart[row]!; part < partStart[row + 1]!; part++) {
      const [first, last] = [vertexStart[outlineStart[part]!]!, vertexStart[outlineStart[part]! + 1]!];
      let [minX, minY, maxX, maxY, doubleArea] = [Infinity, Infinity, -Infinity, -Infinity, 0];
      for (let vertex = first; vertex < last; vertex++) {
        const next = vertex + 1 < last ? vertex + 1 : first;
        const x = (enuCm[vertex * 2]! / 100 - westMeters) / stepMeters;
        const y = (enuCm[vertex * 2 + 1]! / 100 - southMeters) / stepMeters;
        const nextX = (enuCm[next * 2]! / 100 - westMeters) / stepMeters;
        const nextY = (enuCm[next * 2 + 1]! / 100 - southMeters) / stepMeters;
        doubleArea += x * nextY - nextX * y;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
      const boxArea = (maxX - minX) * (maxY - minY);
      if (!(boxArea > 0)) continue;
      const full = Math.min(1, Math.abs(doubleArea) / 2 / boxArea);
      for (let y = Math.floor(minY); y < maxY; y++) {
        for (let x = Math.floor(minX); x < maxX; x++) {
          const at = y * columns + x;
          built[at] = Math.min(1, built[at]! + full * along(minX, maxX, x) * along(minY, maxY, y));
          if (height > heightMeters[at]!) heightMeters[at] = height;
        }
      }
    }
  }
  const places = { columns, rows, heightMeters, built };
  return { westMeters, southMeters, stepMeters, ...places, sky: skyOf(places) };
}

/** Less of a place than that is built on, and its shadow is as much lower. */
const FULL_SHARE = 0.6;
/** Half shadow: a place so far below the shadow's top is wholly in it. */
const PENUMBRA_METERS = 5;
/** Steps in each direction over which a building takes sky. */
const SKY_STEPS = 2;
/** So high a building takes all the sky it can. */
const SKY_METERS = 30;
/** The lowest light that counts: shadows six times as long as buildings are high. */
const LEAST_TANGENT = 0.16;

/** A sun within the same degree throws the same shadows: all screens change them at the same moment. */
export function shadeDirection(towardSunEnu: Vec3): Vec3 {
  const degree = Math.PI / 180;
  const [x, y, z] = towardSunEnu;
  const azimuth = Math.round(Math.atan2(x, y) / degree) * degree;
  const elevation = Math.round(Math.atan2(z, Math.hypot(x, y)) / degree) * degree;
  const level = Math.cos(elevation);
  return [Math.sin(azimuth) * level, Math.cos(azimuth) * level, Math.sin(elevation)];
}

/** @param towardSunEnu unit vector; null where no light throws shadows. */
export function groundShadeOf(casters: ShadeCasters, towardSunEnu: Vec3 | null): GroundShade {
  const { westMeters, southMeters, stepMeters, columns, rows, sky } = casters;
  const bytes = new Uint8Array(columns * rows * 2).fill(255);
  for (let at = 0; at < sky.length; at++) bytes[at * 2 + 1] = sky[at]!;
  if (towardSunEnu) putSun(casters, towardSunEnu, bytes);
  // What lies beyond the map has the light of its edge.
  const light = (at: number): Uint8Array => bytes.fill(255, at * 2, at * 2 + 2);
  for (let column = 0; column < columns; column++) {
    light(column);
    light((rows - 1) * columns + column);
  }
  for (let row = 0; row < rows; row++) {
    light(row * columns);
    light(row * columns + columns - 1);
  }
  return { westMeters, southMeters, stepMeters, columns, rows, bytes };
}

/**
 * From the sun's side on, line by line across the longer of its two ways: the shadow's top over a place is that over the
 * place before it, lower by the way between, or what is built there.
 */
function putSun({ stepMeters, columns, rows, heightMeters, built }: ShadeCasters, sun: Vec3, bytes: Uint8Array): void {
  const isAcross = Math.abs(sun[0]) >= Math.abs(sun[1]);
  const [main, side] = isAcross ? [sun[0], sun[1]] : [sun[1], sun[0]];
  const [lines, places] = isAcross ? [columns, rows] : [rows, columns];
  const [lineStride, placeStride] = isAcross ? [1, columns] : [columns, 1];
  // Places that the way toward the sun leads aside from one line to the next.
  const aside = main === 0 ? 0 : side / Math.abs(main);
  const tangent = Math.max(LEAST_TANGENT, sun[2] / Math.max(1e-6, Math.hypot(sun[0], sun[1])));
  const drop = stepMeters * Math.hypot(1, aside) * tangent;
  const shift = Math.floor(aside);
  const share = aside - shift;
  let before = new Float32Array(places);
  let tops = new Float32Array(places);
  for (let step = 0; step < lines; step++) {
    const line = main > 0 ? lines - 1 - step : step;
    for (let place = 0; place < places; place++) {
      const from = place + shift;
      const near = from >= 0 && from < places ? before[from]! : 0;
      const far = from + 1 >= 0 && from + 1 < places ? before[from + 1]! : 0;
      const top = near + (far - near) * share - drop;
      const at = line * lineStride + place * placeStride;
      if (top > 0) bytes[at * 2] = 255 - Math.round(255 * Math.min(1, top / PENUMBRA_METERS));
      const own = heightMeters[at]! * Math.min(1, built[at]! / FULL_SHARE);
      tops[place] = Math.max(0, top, own);
    }
    [before, tops] = [tops, before];
  }
}

/** Less than that takes nothing that a byte could tell. */
const LEAST_TAKEN = 0.02;

/** The mean of what is built around, by height: first along each row, then row by row over all columns. */
function skyOf({
  columns,
  rows,
  heightMeters,
  built,
}: Pick<ShadeCasters, 'columns' | 'rows' | 'heightMeters' | 'built'>): Uint8Array {
  const sky = new Uint8Array(columns * rows).fill(255);
  const width = 2 * SKY_STEPS + 1;
  const along = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    const taken = (column: number): number =>
      built[first + column]! * Math.min(1, heightMeters[first + column]! / SKY_METERS);
    let sum = 0;
    for (let column = 0; column < columns + SKY_STEPS; column++) {
      if (column < columns) sum += taken(column);
      if (column >= width) sum -= taken(column - width);
      if (column >= SKY_STEPS) along[first + column - SKY_STEPS] = sum;
    }
  }
  const around = new Float64Array(columns);
  for (let row = 0; row < rows + SKY_STEPS; row++) {
    for (let column = 0; column < columns; column++) {
      if (row < rows) around[column]! += along[row * columns + column]!;
      if (row >= width) around[column]! -= along[(row - width) * columns + column]!;
      if (row < SKY_STEPS || around[column]! < LEAST_TAKEN) continue;
      const share = Math.min(1, around[column]! / (0.55 * width * width));
      sky[(row - SKY_STEPS) * columns + column] = 255 - Math.round(255 * share);
    }
  }
  return sky;
}
