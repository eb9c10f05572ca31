/** What a picture is drawn with, by what draws it: one table, read by the drawings. None of them asks for a tier's name. */
import type { ShadowQuality } from '../light/shadowQuality.ts';

/**
 * software: the processor stands in for a card. desktop: a usual card at a desk. wall: a strong card before many pixels.
 * ring: segments of the hall, which must not differ from each other.
 */
export const tierNames = ['software', 'desktop', 'wall', 'ring'] as const;
export type Tier = (typeof tierNames)[number];

/** A tier, or the one that measuring finds. */
export type QualityChoice = Tier | 'auto';
export const qualityChoices: readonly QualityChoice[] = ['auto', ...tierNames];

export interface PictureQuality {
  readonly shadows: ShadowQuality;
  /** Side of the map that shadows are looked up in. */
  readonly shadowMapPx: number;
  /** Samples per pixel for smooth edges. */
  readonly samplesPerPixel: number;
  /** Error of a tile, in pixels of the drawing buffer, up to which no finer one is loaded. */
  readonly tileErrorPx: number;
  /** Of the city's canvas: a denser screen is drawn coarser and stretched. Texts and marks stay as dense as the screen. */
  readonly mostPixelRatio: number;
  /** Where the nearest pixel is no wider, buildings come with their windows. */
  readonly windowsMetersPerPx: number;
  /** Where the nearest pixel is no wider, the ground comes with its lanes. */
  readonly lanesMetersPerPx: number;
  /** Room kept free beside a name, both sides together. */
  readonly nameGapCssPx: number;
  /** 95th percentile of frames up to which it is fast enough; null where there is nothing to be done about it. */
  readonly frameLimitMillis: number | null;
  /** Taken where it proves too slow. */
  readonly below: Tier | null;
}

export const tiers: Readonly<Record<Tier, PictureQuality>> = {
  software: {
    shadows: 'off', // each cascade draws the city once more
    shadowMapPx: 2048,
    samplesPerPixel: 1, // every sample is computed
    tileErrorPx: 8,
    mostPixelRatio: 1,
    windowsMetersPerPx: 1.2,
    lanesMetersPerPx: 2.5,
    nameGapCssPx: 8,
    frameLimitMillis: null,
    below: null,
  },
  desktop: {
    shadows: 'on',
    shadowMapPx: 2048,
    samplesPerPixel: 4,
    tileErrorPx: 8,
    mostPixelRatio: 1.5, // cards inside processors share their memory
    windowsMetersPerPx: 1.2,
    lanesMetersPerPx: 2.5,
    nameGapCssPx: 8,
    frameLimitMillis: 40,
    below: 'software',
  },
  wall: {
    shadows: 'soft',
    shadowMapPx: 4096, // a shadow's edge is looked at by people a metre before it
    samplesPerPixel: 4, // eight of 11520×3240 would take two gigabytes
    tileErrorPx: 4,
    mostPixelRatio: 2, // beyond this a denser screen shows no more of a city, only heat
    windowsMetersPerPx: 1.6,
    lanesMetersPerPx: 3.2,
    nameGapCssPx: 14, // read at eight metres
    frameLimitMillis: 25,
    below: 'desktop',
  },
  ring: {
    shadows: 'off', // cascades are fitted to a window: they would part at the seams
    shadowMapPx: 2048,
    samplesPerPixel: 4,
    tileErrorPx: 8,
    mostPixelRatio: 2,
    windowsMetersPerPx: 1.2,
    lanesMetersPerPx: 2.5,
    nameGapCssPx: 8,
    frameLimitMillis: 25,
    below: null, // one page alone must not be drawn otherwise than its neighbours
  },
};

export function choiceFrom(asked: string | null): QualityChoice | null {
  return qualityChoices.find((choice) => choice === asked) ?? null;
}
