/** Colours of the city by theme. Hex is sRGB of the material before light; light and sky are linear. */
import type { Vec3 } from '../model/frames/ecef.ts';

export interface Palette {
  readonly land: string;
  /** Land beyond the district, of which nothing is known. */
  readonly outside: string;
  readonly water: string;
  readonly green: string;
  readonly quay: string;
  readonly rail: string;
  /** Ranks 1 (main) to 4 (lane). */
  readonly roads: readonly [string, string, string, string];
  /** Painted in the middle of roads; and where water ends. */
  readonly roadLine: string;
  readonly shoreLine: string;
  readonly wallDark: string;
  readonly wallLight: string;
  readonly wallOld: string;
  readonly roofOld: string;
  /** Panes without a resolved matter; and with one by daylight, from the darkest to the brightest. */
  readonly glass: string;
  readonly paneLow: string;
  readonly paneHigh: string;
  /** 0: panes with a resolved matter are painted; 1: they give light. */
  readonly windowGlow: number;
  /** Edges of roofs: light that is added, and share that is taken. */
  readonly rimLight: Vec3;
  readonly rimShade: number;
  readonly selected: string;
  readonly keyDirection: Vec3;
  readonly keyColour: Vec3;
  readonly skyLight: Vec3;
  readonly groundLight: Vec3;
  readonly horizon: Vec3;
  readonly zenith: Vec3;
  readonly haze: Vec3;
  readonly hazeStartMeters: number;
  readonly hazeScaleMeters: number;
  /** Land and sea beyond the district, of which only the distance is known, fade sooner. */
  readonly outsideHazeScaleMeters: number;
  readonly exposure: number;
  /** 0: night's tone, 1: day's; see shaders/lib/tone.glsl. */
  readonly toneShoulder: number;
  /** Light that reaches the foot of a street canyon, against its top. */
  readonly footShade: number;
  /** What light does to level ground. */
  readonly groundGain: number;
  /** By how much true slopes are overdrawn in shading: those of a city are a few degrees. */
  readonly slopeDrama: number;
  /** Most that a slope is darkened and brightened by against level ground, as shares. */
  readonly slopeShade: number;
  readonly slopeShine: number;
  readonly boundary: string;
  readonly boundaryAlpha: number;
  readonly focusLine: string;
  readonly focusTintAlpha: number;
  readonly curtain: string;
  readonly curtainAlpha: number;
  readonly text: string;
  readonly textQuiet: string;
  readonly halo: string;
  readonly online: string;
  readonly offline: string;
}

export type Theme = 'night' | 'day';

export const palettes: Readonly<Record<Theme, Palette>> = {
  night: {
    land: '#141E2B',
    outside: '#121A26',
    water: '#050A15',
    green: '#101E1F',
    quay: '#18222F',
    rail: '#212A36',
    roads: ['#34435A', '#2B394E', '#232F41', '#1C2736'],
    roadLine: '#5F7085',
    shoreLine: '#4F6A84',
    wallDark: '#343D49',
    wallLight: '#4A5561',
    wallOld: '#46434A',
    roofOld: '#55403F',
    glass: '#1A2029',
    paneLow: '#D9A860',
    paneHigh: '#E4BE86',
    windowGlow: 1,
    rimLight: [0.038, 0.061, 0.1],
    rimShade: 0,
    selected: '#C9D6E6',
    keyDirection: [-0.787, 0.374, 0.492],
    keyColour: [0.25, 0.31, 0.4],
    skyLight: [0.09, 0.112, 0.15],
    groundLight: [0.02, 0.026, 0.037],
    horizon: [0.017, 0.028, 0.052],
    zenith: [0.008, 0.013, 0.025],
    haze: [0.015, 0.025, 0.046],
    hazeStartMeters: 900,
    hazeScaleMeters: 15_000,
    outsideHazeScaleMeters: 5_500,
    exposure: 3.3,
    toneShoulder: 0,
    footShade: 0.42,
    groundGain: 0.92,
    slopeDrama: 2.4,
    slopeShade: 0.35,
    slopeShine: 1,
    boundary: '#7FA8DC',
    boundaryAlpha: 0.62,
    focusLine: '#9CC4F2',
    focusTintAlpha: 0.06,
    curtain: '#9CC4F2',
    curtainAlpha: 0.2,
    text: '#E6ECF4',
    textQuiet: '#A9B7C9',
    halo: '#0A1220',
    online: '#8FD3E6',
    offline: '#9FB0C4',
  },
  day: {
    land: '#ECEAE4',
    outside: '#DDDBD5',
    water: '#9FB1BB',
    green: '#C3CAB2',
    quay: '#E0DDD5',
    rail: '#CBC7BF',
    roads: ['#C6CACA', '#CFD1CF', '#D6D6D1', '#DCDBD6'],
    roadLine: '#FBFAF6',
    shoreLine: '#F4ECDA',
    wallDark: '#DAD8D2',
    wallLight: '#F1EFEA',
    wallOld: '#E9DFCB',
    roofOld: '#B5654F',
    glass: '#9AA6B0',
    paneLow: '#D9A860',
    paneHigh: '#E4BE86',
    windowGlow: 0,
    rimLight: [0, 0, 0],
    rimShade: 0.38,
    selected: '#7FA6D8',
    keyDirection: [-0.098, -0.784, 0.607],
    keyColour: [0.78, 0.74, 0.68],
    skyLight: [0.5, 0.53, 0.58],
    groundLight: [0.3, 0.3, 0.29],
    horizon: [0.82, 0.84, 0.86],
    zenith: [0.42, 0.53, 0.66],
    haze: [0.78, 0.81, 0.84],
    hazeStartMeters: 1200,
    hazeScaleMeters: 17_000,
    outsideHazeScaleMeters: 9_000,
    exposure: 0.95,
    toneShoulder: 1,
    footShade: 0.72,
    groundGain: 0.93,
    slopeDrama: 1.8,
    slopeShade: 0.35,
    slopeShine: 0.06,
    boundary: '#2B5D98',
    boundaryAlpha: 0.78,
    focusLine: '#2F6CB4',
    focusTintAlpha: 0.07,
    // White, not blue: blue over red roofs is violet.
    curtain: '#F4F9FF',
    curtainAlpha: 0.5,
    text: '#16202C',
    textQuiet: '#4A5768',
    halo: '#F5F6F8',
    online: '#1C6E8C',
    offline: '#6A7686',
  },
};

/** Blue hour: the sky still lights the walls, the first windows show. */
export const duskPalette: Palette = {
  ...palettes.night,
  land: '#3A424E',
  outside: '#2C3542',
  water: '#33435A',
  green: '#2E3B36',
  quay: '#434B57',
  rail: '#3A424D',
  roads: ['#566275', '#4D586A', '#465061', '#404957'],
  roadLine: '#8A94A2',
  shoreLine: '#8A98A8',
  wallDark: '#7E7F80',
  wallLight: '#A3A29D',
  wallOld: '#A2947A',
  roofOld: '#8A4333',
  glass: '#39424F',
  windowGlow: 1,
  rimLight: [0, 0, 0],
  rimShade: 0.2,
  keyColour: [0.1, 0.1, 0.13],
  skyLight: [0.34, 0.42, 0.58],
  groundLight: [0.1, 0.11, 0.14],
  horizon: [0.24, 0.31, 0.43],
  zenith: [0.05, 0.095, 0.19],
  haze: [0.19, 0.25, 0.36],
  hazeStartMeters: 900,
  hazeScaleMeters: 14_000,
  outsideHazeScaleMeters: 6_500,
  exposure: 1.55,
  footShade: 0.5,
  groundGain: 0.8,
};

/** sRGB hex → linear 0…1 (IEC 61966-2-1). */
export function linearFromHex(hex: string): Vec3 {
  const channel = (at: number): number => {
    const encoded = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Linear 0…1 → sRGB hex. */
export function hexFromLinear(linear: Vec3): string {
  const bytes = linear.map((value) => {
    const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, encoded)) * 255);
  });
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
}

/** sRGB hex → bytes with alpha, as marks take them. */
export function bytesFromHex(hex: string, alpha = 1): [number, number, number, number] {
  return [
    Number.parseInt(hex.slice(1, 3), 16),
    Number.parseInt(hex.slice(3, 5), 16),
    Number.parseInt(hex.slice(5, 7), 16),
    Math.round(alpha * 255),
  ];
}

/** Time limit colours: one meaning, always with a shape beside. */
export const lampColour: Readonly<Record<'green' | 'yellow' | 'red', Readonly<Record<Theme, string>>>> = {
  green: { night: '#5CC98A', day: '#1F8A55' },
  yellow: { night: '#F0C93A', day: '#A87900' },
  red: { night: '#FF9088', day: '#C62F2B' },
};

/** Statutory grades 1…4; 5 = not yet confirmed. */
export const gradeColour = ['#FF7070', '#F08A24', '#F2CC2F', '#5AA8FF', '#9FB0C4'] as const;

/** Hues of the seven departments of the hall, by key of the department table's order. */
export const departmentHue: Readonly<Record<string, string>> = {
  fire: '#FF6B4A',
  building: '#E3AE4C',
  traffic: '#5FB0F5',
  police: '#6E86F0',
  environment: '#3DBE96',
  foodDrug: '#C0DC4A',
  civil: '#DB96EE',
};

export type Rgba = readonly [number, number, number, number];

/** sRGB hex → 0…1 with alpha, as meshes take them. */
export function rgbaFromHex(hex: string, alpha: number): Rgba {
  const [r, g, b] = bytesFromHex(hex);
  return [r / 255, g / 255, b / 255, alpha];
}
