/** A canvas that fills a box and takes no pointer from what lies below. */
export function canvasIn(box: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, {
    ...{ position: 'absolute', inset: '0', width: '100%', height: '100%' },
    pointerEvents: 'none',
  });
  box.append(canvas);
  return canvas;
}
