import { componentShapes } from '../../model/domain/components.ts';

/** Every mark has a shape besides its colour: nobody must tell green from red. */
export const markShapes = [
  ...(['disc', 'ring', 'diamond', 'square', 'plate', 'chosen', 'glow', 'officer'] as const),
  ...componentShapes,
] as const;
export type MarkShape = (typeof markShapes)[number];
