/** What draws here: a graphics card, or the processor standing in for one. */

/** Samples per pixel for smooth edges: four on a card; one where every sample is computed by the processor. */
export function samplesPerPixel(): number {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return 1;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep only 16
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer) ? 1 : 4;
}
