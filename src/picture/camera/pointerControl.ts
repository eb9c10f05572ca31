/** Mouse, touch and keys of one element → looks. Holds no camera: asks for the look, hands back the next one. */
import type { Vec3 } from '../../model/frames/ecef.ts';
import { shortestTurnDeg } from '../../model/geometry/headings.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Look } from '../cityView.ts';
import { groundUnder, panned, type Standing, turned, turnedAbout, zoomed } from './gestures.ts';
import { DragSpeed } from './glide.ts';
import { PinchTurn } from './pinchTurn.ts';

export interface PointerControlOptions {
  readonly element: HTMLElement;
  look(): Look;
  standing(): Standing;
  /** A gesture begins at a pixel: until the next, looks are to stand on the level of the ground there. */
  onGrab(xCssPx: number, yCssPx: number): void;
  rangeLimitsMeters(): [number, number];
  /** The next look by someone's hand. */
  onLook(look: Look): void;
  /** A drag was let go in full swing: what is looked at ran at so many metres per second. */
  onRelease(enuMetersPerSec: Point2): void;
  onTap(xCssPx: number, yCssPx: number): void;
  /** Twice on one place: the look that comes nearer to it by one step. */
  onNearer(look: Look): void;
  onHome(): void;
}

const TAP_CSS_PX = 6;
const TURN_DEG_PER_CSS_PX = 0.25;
const KEY_TURN_DEG = 6;
const KEY_TILT_DEG = 4;
const DOUBLE_TAP_MILLIS = 320;
const DOUBLE_TAP_CSS_PX = 28;
const DOUBLE_TAP_FACTOR = 0.5;
const KEY_PAN_SHARE = 0.12;

interface Finger {
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
  readonly turning: boolean;
  moved: boolean;
}

export function pointerControl(options: PointerControlOptions): () => void {
  const { element } = options;
  const fingers = new Map<number, Finger>();
  let grabbed: Vec3 | null = null;
  let speed = new DragSpeed();
  let pinch = new PinchTurn();
  let lastTap: { readonly atMillis: number; readonly x: number; readonly y: number } | null = null;
  const place = (event: MouseEvent): [number, number] => {
    const bounds = element.getBoundingClientRect();
    return [event.clientX - bounds.left, event.clientY - bounds.top];
  };
  /** One finger holds a place; two turn and scale about the middle between them. */
  const regrab = (): void => {
    const all = [...fingers.values()];
    grabbed = null;
    speed = new DragSpeed();
    pinch = new PinchTurn();
    if (all.length === 0) return;
    const middle = (coordinate: 'x' | 'y'): number =>
      all.reduce((sum, finger) => sum + finger[coordinate], 0) / all.length;
    options.onGrab(middle('x'), middle('y'));
    if (all.length === 1) grabbed = groundUnder(options.look(), options.standing(), middle('x'), middle('y'));
  };

  const down = (event: PointerEvent): void => {
    element.setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    fingers.set(event.pointerId, {
      startX: x,
      startY: y,
      x,
      y,
      turning: event.button === 2 || event.ctrlKey || event.altKey,
      moved: false,
    });
    regrab();
  };
  const move = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const [x, y] = place(event);
    const [dx, dy] = [x - finger.x, y - finger.y];
    if (!finger.moved && Math.hypot(x - finger.startX, y - finger.startY) < TAP_CSS_PX) return;
    finger.moved = true;
    if (fingers.size === 2) twoFingers(event.pointerId, x, y);
    else if (finger.turning) {
      options.onLook(turned(options.look(), dx * TURN_DEG_PER_CSS_PX, -dy * TURN_DEG_PER_CSS_PX));
    } else if (grabbed) {
      options.onLook(panned(options.look(), options.standing(), grabbed, x, y));
      speed.add(event.timeStamp, [...options.look().targetEnuMeters]);
    }
    finger.x = x;
    finger.y = y;
  };
  /** The middle of two fingers stays on its place of the ground; their distance is the scale, their line the heading. */
  const twoFingers = (movedId: number, x: number, y: number): void => {
    const other = [...fingers].find(([id]) => id !== movedId)![1];
    const before = fingers.get(movedId)!;
    const [fromX, fromY] = [before.x - other.x, before.y - other.y];
    const [toX, toY] = [x - other.x, y - other.y];
    const [middleX, middleY] = [(before.x + other.x) / 2, (before.y + other.y) / 2];
    let look = options.look();
    const standing = options.standing();
    const anchor = groundUnder(look, standing, middleX, middleY);
    const scale = Math.hypot(fromX, fromY) / Math.max(1, Math.hypot(toX, toY));
    look = zoomed(look, scale, anchor, options.rangeLimitsMeters());
    const degOf = (x: number, y: number): number => (Math.atan2(y, x) * 180) / Math.PI;
    if (anchor) {
      const turnDeg = pinch.step(shortestTurnDeg(degOf(fromX, fromY), degOf(toX, toY)));
      if (turnDeg !== 0) look = turnedAbout(look, -turnDeg, anchor);
      look = panned(look, standing, anchor, (x + other.x) / 2, (y + other.y) / 2);
    }
    options.onLook(look);
  };
  const tapped = (atMillis: number, x: number, y: number): void => {
    const before = lastTap;
    const isSecond =
      before !== null &&
      atMillis - before.atMillis < DOUBLE_TAP_MILLIS &&
      Math.hypot(x - before.x, y - before.y) < DOUBLE_TAP_CSS_PX;
    lastTap = isSecond ? null : { atMillis, x, y };
    if (!isSecond) {
      options.onTap(x, y);
      return;
    }
    const look = options.look();
    const anchor = groundUnder(look, options.standing(), x, y);
    options.onNearer(zoomed(look, DOUBLE_TAP_FACTOR, anchor, options.rangeLimitsMeters()));
  };
  const up = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    const isLast = finger && fingers.size === 0 && event.type === 'pointerup';
    if (isLast && !finger.moved && event.button === 0) tapped(event.timeStamp, finger.x, finger.y);
    const released = isLast && finger.moved && !finger.turning ? speed.at(event.timeStamp) : null;
    if (released) options.onRelease(released);
    regrab();
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const [x, y] = place(event);
    options.onGrab(x, y);
    const look = options.look();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 32 : 1;
    const factor = Math.exp(Math.max(-240, Math.min(240, event.deltaY * lines)) * 0.0016);
    options.onLook(zoomed(look, factor, groundUnder(look, options.standing(), x, y), options.rangeLimitsMeters()));
  };
  const pan = (right: number, ahead: number): Look => {
    const look = options.look();
    const turnRad = (look.headingDeg * Math.PI) / 180;
    const step = look.rangeMeters * KEY_PAN_SHARE;
    const [x, y] = look.targetEnuMeters;
    return {
      ...look,
      targetEnuMeters: [
        x + step * (right * Math.cos(turnRad) + ahead * Math.sin(turnRad)),
        y + step * (-right * Math.sin(turnRad) + ahead * Math.cos(turnRad)),
      ],
    };
  };
  const zoomBy = (factor: number): Look => zoomed(options.look(), factor, null, options.rangeLimitsMeters());
  const keys = new Map<string, () => Look>([
    ['ArrowUp', () => pan(0, 1)],
    ['ArrowDown', () => pan(0, -1)],
    ['ArrowLeft', () => pan(-1, 0)],
    ['ArrowRight', () => pan(1, 0)],
    ['+', () => zoomBy(0.8)],
    ['=', () => zoomBy(0.8)],
    ['-', () => zoomBy(1.25)],
    ['Shift+ArrowLeft', () => turned(options.look(), -KEY_TURN_DEG, 0)],
    ['Shift+ArrowRight', () => turned(options.look(), KEY_TURN_DEG, 0)],
    ['Shift+ArrowUp', () => turned(options.look(), 0, KEY_TILT_DEG)],
    ['Shift+ArrowDown', () => turned(options.look(), 0, -KEY_TILT_DEG)],
    ['q', () => turned(options.look(), -KEY_TURN_DEG, 0)],
    ['e', () => turned(options.look(), KEY_TURN_DEG, 0)],
  ]);
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Home') options.onHome();
    else {
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const step = keys.get(event.shiftKey && name.startsWith('Arrow') ? `Shift+${name}` : name);
      if (!step) return;
      options.onLook(step());
    }
    event.preventDefault();
  };
  const noMenu = (event: Event): void => event.preventDefault();

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('keydown', key);
  element.addEventListener('contextmenu', noMenu);
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('wheel', wheel);
    element.removeEventListener('keydown', key);
    element.removeEventListener('contextmenu', noMenu);
  };
}
