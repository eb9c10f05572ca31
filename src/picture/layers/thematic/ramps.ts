/**
 * Colours that people with any kind of colour vision tell apart.
 *   viridis   Smith and van der Walt, matplotlib (2015): even steps of lightness
 *   cividis   Nuñez, Anderton and Renslow, PLOS ONE 13(7) (2018): the same to deutans as to all others
 *   PuOr      Brewer, ColorBrewer 2.0: diverging, marked safe for colour-blind people
 *   unordered Okabe and Ito, Color Universal Design (2008), their black left out: it would be a shadow
 */
import { interpolateCividis, interpolatePuOr, interpolateViridis } from 'd3-scale-chromatic';
import { invariant } from '../../../model/faults/invariant.ts';

export const ramps = ['viridis', 'cividis', 'diverging'] as const;
export type Ramp = (typeof ramps)[number];

const interpolators: Readonly<Record<Ramp, (share: number) => string>> = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  diverging: interpolatePuOr,
};

/** The darkest end of a ramp is as dark as the city at night. */
const RAMP_FROM: Readonly<Record<Ramp, number>> = { viridis: 0.12, cividis: 0.12, diverging: 0.08 };
const RAMP_TO: Readonly<Record<Ramp, number>> = { viridis: 1, cividis: 1, diverging: 0.92 };

const OKABE_ITO = ['#56B4E9', '#E69F00', '#0072B2', '#F0E442', '#CC79A7', '#D55E00', '#009E73', '#B8BEC6'];

/** Where the source says nothing. */
export const UNKNOWN_COLOUR = '#8A9099';

/** `#RRGGBB` for each of so many classes, from the least to the most. */
export function rampColours(ramp: Ramp, classes: number): string[] {
  const [from, to] = [RAMP_FROM[ramp], RAMP_TO[ramp]];
  return Array.from({ length: classes }, (_, row) => {
    const share = classes === 1 ? 0.5 : row / (classes - 1);
    return hexFromCss(interpolators[ramp](from + (to - from) * share));
  });
}

/** `#RRGGBB` for each of up to eight classes without order. */
export function unorderedColours(classes: number): string[] {
  invariant(classes <= OKABE_ITO.length, 'more than eight colours are not told apart');
  return OKABE_ITO.slice(0, classes);
}

/** Of `#rgb…` as it is, of `rgb(r, g, b)` its hexadecimal form. */
function hexFromCss(css: string): string {
  if (css.startsWith('#')) return css.toUpperCase();
  const parts = css.match(/\d+/g) ?? [];
  return `#${parts
    .slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')}`.toUpperCase();
}
