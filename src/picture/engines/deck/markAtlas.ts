/** Shapes of the marks in one small atlas, white, coloured by the layer: drawn by our own code, no image files. */
import { type MarkShape, markShapes } from '../../layers/markShape.ts';
import { componentGlyphs } from './componentGlyphs.ts';

const CELL_PX = 64;

export interface MarkAtlas {
  readonly canvas: HTMLCanvasElement;
  readonly mapping: Record<MarkShape, { x: number; y: number; width: number; height: number; mask: boolean }>;
}

const draws: Readonly<Record<MarkShape, (context: CanvasRenderingContext2D) => void>> = {
  ...componentGlyphs,
  disc: (context) => {
    context.arc(32, 32, 24, 0, 2 * Math.PI);
    context.fill();
  },
  ring: (context) => {
    context.arc(32, 32, 20, 0, 2 * Math.PI);
    context.lineWidth = 9;
    context.stroke();
  },
  diamond: (context) => {
    context.moveTo(32, 3);
    context.lineTo(61, 32);
    context.lineTo(32, 61);
    context.lineTo(3, 32);
    context.fill();
  },
  square: (context) => context.fillRect(10, 10, 44, 44),
  plate: (context) => {
    context.roundRect(4, 4, 56, 56, 8);
    context.fill();
  },
  chosen: (context) => {
    context.arc(32, 32, 27, 0, 2 * Math.PI);
    context.lineWidth = 4;
    context.stroke();
  },
  officer: (context) => {
    context.arc(32, 18, 12, 0, 2 * Math.PI);
    context.fill();
    context.beginPath();
    context.moveTo(10, 60);
    context.arc(32, 56, 22, Math.PI, 2 * Math.PI);
    context.lineTo(54, 60);
    context.fill();
  },
  glow: (context) => {
    const light = context.createRadialGradient(32, 32, 6, 32, 32, 31);
    light.addColorStop(0, 'rgb(255 255 255 / 90%)');
    light.addColorStop(0.4, 'rgb(255 255 255 / 34%)');
    light.addColorStop(1, 'rgb(255 255 255 / 0%)');
    context.fillStyle = light;
    context.fillRect(0, 0, CELL_PX, CELL_PX);
  },
};

export function markAtlas(): MarkAtlas {
  const canvas = document.createElement('canvas');
  canvas.width = CELL_PX * markShapes.length;
  canvas.height = CELL_PX;
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#FFFFFF';
  context.strokeStyle = '#FFFFFF';
  markShapes.forEach((shape, index) => {
    context.save();
    context.translate(index * CELL_PX, 0);
    context.beginPath();
    draws[shape](context);
    context.restore();
  });
  const mapping = Object.fromEntries(
    markShapes.map((shape, index) => [
      shape,
      { x: index * CELL_PX, y: 0, width: CELL_PX, height: CELL_PX, mask: true },
    ]),
  ) as MarkAtlas['mapping'];
  return { canvas, mapping };
}
