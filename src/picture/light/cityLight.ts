/** Which light the city stands in: a fixed look, or that of the sun at the shared time. */
import { sunAt } from '../../model/analysis/sun.ts';
import type { LonLatDeg, Vec3 } from '../../model/frames/ecef.ts';
import { duskPalette, hexFromLinear, linearFromHex, type Palette, palettes, type Theme } from '../palette.ts';
import { mixedPalette } from './mixedPalette.ts';

/** A fixed look, or by the clock. */
export type CityTheme = Theme | 'clock';

export interface CityLight {
  readonly palette: Palette;
  /** Whose colours marks and texts take: they do not glide. */
  readonly theme: Theme;
  /** Toward the light that throws shadows, east, north, up; null where none does. */
  readonly shadowsFromEnu: Vec3 | null;
}

/** The sun moves by an eighth of a degree meanwhile: no one sees it, and every screen turns at the same moment. */
export const LIGHT_STEP_MILLIS = 30_000;

/** Elevations of the sun in degrees between which one look passes into the next. */
const [NIGHT_DEG, DUSK_DEG, SUNRISE_DEG, DAY_DEG] = [-10, -5, -1, 7];
/** Here marks and texts change sides. */
const MARKS_DEG = 1.5;
/** From this elevation on the sun is white; lower it reddens. */
const WHITE_SUN_DEG = 20;
/** Shadows longer than this tangent's would cover everything. */
const LOWEST_SHADOW_DEG = 4;
const LOWEST_KEY_UP = 0.16;

function smoothly(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

function unit([x, y, z]: Vec3): Vec3 {
  const length = Math.sqrt(x * x + y * y + z * z);
  return [x / length, y / length, z / length];
}

function between(a: Vec3, b: Vec3, share: number): Vec3 {
  if (share <= 0) return a;
  return unit([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/** The look under a sun of this elevation: night, blue hour, day, with what lies between; its key light from the sun. */
function paletteUnder(elevationDeg: number, directionEnu: Vec3): Palette {
  const { night, day } = palettes;
  const base =
    elevationDeg < DUSK_DEG
      ? mixedPalette(night, duskPalette, smoothly(elevationDeg, NIGHT_DEG, DUSK_DEG))
      : mixedPalette(duskPalette, day, smoothly(elevationDeg, DUSK_DEG, DAY_DEG));
  const sun: Vec3 = unit([directionEnu[0], directionEnu[1], Math.max(LOWEST_KEY_UP, directionEnu[2])]);
  const white = smoothly(elevationDeg, SUNRISE_DEG, WHITE_SUN_DEG);
  const warmth: Vec3 = [1, 0.72 + 0.28 * white, 0.45 + 0.55 * white];
  const reddened = smoothly(elevationDeg, SUNRISE_DEG, SUNRISE_DEG + 3);
  const keyColour = base.keyColour.map(
    (part, channel) => part * (1 + reddened * (warmth[channel]! - 1)),
  ) as unknown as Vec3;
  return {
    ...groundUnder(base, keyColour, sun[2]),
    keyDirection: between(night.keyDirection, sun, smoothly(elevationDeg, NIGHT_DEG, SUNRISE_DEG)),
    keyColour,
  };
}

/**
 * The ground's colours as white light would show them are told by the palette; a red sun reddens level ground by its share
 * of the light.
 */
function groundUnder(base: Palette, keyColour: Vec3, up: number): Palette {
  const tint = keyColour.map((key, channel) => {
    const [sky, white] = [base.skyLight[channel]!, base.keyColour[channel]!];
    return (sky + key * up) / (sky + white * up);
  });
  const tinted = (hex: string): string =>
    hexFromLinear(linearFromHex(hex).map((part, channel) => part * tint[channel]!) as unknown as Vec3);
  const { land, outside, green, quay, rail, roads } = base;
  return {
    ...base,
    ...{ land: tinted(land), outside: tinted(outside), green: tinted(green), quay: tinted(quay), rail: tinted(rail) },
    roads: roads.map(tinted) as unknown as Palette['roads'],
  };
}

/** @param atMillis shared time: the same moment gives the same light on every screen. */
export function cityLightAt(theme: CityTheme, atMillis: number, lonLatDeg: LonLatDeg): CityLight {
  if (theme !== 'clock') {
    const palette = palettes[theme];
    return { palette, theme, shadowsFromEnu: theme === 'day' ? palette.keyDirection : null };
  }
  const step = Math.floor(atMillis / LIGHT_STEP_MILLIS) * LIGHT_STEP_MILLIS;
  const { elevationDeg, directionEnu } = sunAt(step, lonLatDeg);
  return {
    palette: paletteUnder(elevationDeg, directionEnu),
    theme: elevationDeg < MARKS_DEG ? 'night' : 'day',
    shadowsFromEnu: elevationDeg < LOWEST_SHADOW_DEG ? null : directionEnu,
  };
}

/** The light of one picture, taken on with shared time. */
export class RunningLight {
  readonly #theme: CityTheme;
  readonly #lonLatDeg: LonLatDeg;
  #step: number;
  now: CityLight;

  constructor(theme: CityTheme, lonLatDeg: LonLatDeg, atMillis: number) {
    this.#theme = theme;
    this.#lonLatDeg = lonLatDeg;
    this.#step = Math.floor(atMillis / LIGHT_STEP_MILLIS);
    this.now = cityLightAt(theme, atMillis, lonLatDeg);
  }

  /** True where it is another light than before. The sun goes on in small steps: few frames are drawn for it alone. */
  follow(atMillis: number): boolean {
    const step = Math.floor(atMillis / LIGHT_STEP_MILLIS);
    if (this.#theme !== 'clock' || step === this.#step) return false;
    this.#step = step;
    this.now = cityLightAt(this.#theme, atMillis, this.#lonLatDeg);
    return true;
  }
}
