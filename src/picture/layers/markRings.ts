/**
 * Rings around marks that the pointer is over or that are chosen: a set of their own beside their layer's marks, which
 * need not be made anew for it.
 */
import type { LayerStyle } from '../layerDrawing.ts';
import { bytesFromHex } from '../palette.ts';
import type { MarkSet } from './marks.ts';

/** Side of a ring against its mark's, and the least that is seen from afar. */
const AROUND = 2.1;
const LEAST_CSS_PX = 16;
/** Darker (by day: lighter) just outside, so that it reads on any city. */
const HALO = 1.14;

export interface RingedMark {
  readonly enuMeters: readonly [number, number, number];
  /** Side of the mark at text scale 1. */
  readonly markCssPx: number;
}

export class MarkRings {
  readonly #id: string;
  #told = '';
  #version = 0;
  #marks: readonly MarkSet[] = [];

  /** @param layer names the set. */
  constructor(layer: string) {
    this.#id = `${layer}-rings`;
  }

  get marks(): readonly MarkSet[] {
    return this.#marks;
  }

  /** True where other rings are to be drawn than before, or none any more. */
  update(
    ringed: readonly RingedMark[],
    { theme, palette, scale }: Pick<LayerStyle, 'theme' | 'palette' | 'scale'>,
  ): boolean {
    const told = ringed.map(({ enuMeters, markCssPx }) => [theme, scale, markCssPx, ...enuMeters].join()).join(';');
    if (told === this.#told) return false;
    this.#told = told;
    const [halo, line] = [bytesFromHex(palette.halo, 0.7), bytesFromHex(palette.focusLine)];
    const shapes = ringed.flatMap(({ enuMeters, markCssPx }) => {
      const sizeCssPx = Math.max(LEAST_CSS_PX, markCssPx * AROUND) * scale;
      return [
        { enuMeters, shape: 'ring' as const, sizeCssPx: sizeCssPx * HALO, colour: halo },
        { enuMeters, shape: 'ring' as const, sizeCssPx, colour: line },
      ];
    });
    this.#marks = shapes.length === 0 ? [] : [{ id: this.#id, version: ++this.#version, shapes, stems: [] }];
    return true;
  }
}
