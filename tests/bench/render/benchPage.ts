/**
 * The measured side of every page of the render bench: counts what WebGL is asked for and times what runs per frame,
 * alike for all engines. Each page names it before its engine.
 */

/** One way to draw the city, in the hands of the bench. */
export interface Contender {
  /** Everything that the first view shows is loaded. */
  readonly ready: Promise<void>;
  /** Turns the eye; the picture follows within the coming animation frame. */
  turn(headingDeg: number): void;
}

/** Per frame, in the frame's order. */
export interface FrameFigures {
  readonly scriptMillis: number[];
  readonly wallMillis: number[];
  readonly drawCalls: number[];
  readonly triangles: number[];
}

export interface BenchPage {
  /** Milliseconds from the start of navigation to the first complete picture; null before it. */
  readyMillis: number | null;
  readonly failures: string[];
  /** Bytes of all textures and render targets without multisamples, and of all vertex and index buffers. */
  memory(): { textureBytes: number; bufferBytes: number };
  run(fromHeadingDeg: number, stepDeg: number, frames: number, mostMillis: number): Promise<FrameFigures>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const contexts: WebGL2RenderingContext[] = [];
let drawCalls = 0;
let triangles = 0;
let scriptMillis = 0;

const nativeFrame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  nativeFrame((time) => {
    const startMillis = performance.now();
    callback(time);
    scriptMillis += performance.now() - startMillis;
  });

const getContext = HTMLCanvasElement.prototype.getContext as (
  this: HTMLCanvasElement,
  kind: string,
  options?: unknown,
) => RenderingContext | null;
(HTMLCanvasElement.prototype as { getContext: unknown }).getContext = function (
  this: HTMLCanvasElement,
  kind: string,
  options?: unknown,
) {
  const context = getContext.call(this, kind, options);
  if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context);
  return context;
};

type Method = (this: WebGL2RenderingContext, ...values: never[]) => unknown;
const prototype = WebGL2RenderingContext.prototype as unknown as Record<string, Method>;

/** Calls `note` with the arguments of every call of a method, then the method. */
function watch(name: string, note: (context: WebGL2RenderingContext, values: readonly unknown[]) => void): void {
  const method = prototype[name];
  if (method === undefined) throw new Error(`WebGL 2 without ${name}`);
  prototype[name] = function (...values) {
    note(this, values);
    return method.apply(this, values);
  };
}

const trianglesOf = (mode: unknown, count: unknown): number => {
  const { TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN } = WebGL2RenderingContext;
  if (mode === TRIANGLES) return Number(count) / 3;
  return mode === TRIANGLE_STRIP || mode === TRIANGLE_FAN ? Math.max(0, Number(count) - 2) : 0;
};
const noteDraw = (mode: unknown, count: unknown, instances: unknown = 1): void => {
  drawCalls++;
  triangles += trianglesOf(mode, count) * Number(instances);
};
watch('drawElements', (_, [mode, count]) => noteDraw(mode, count));
watch('drawRangeElements', (_, [mode, , , count]) => noteDraw(mode, count));
watch('drawArrays', (_, [mode, , count]) => noteDraw(mode, count));
watch('drawElementsInstanced', (_, [mode, count, , , instances]) => noteDraw(mode, count, instances));
watch('drawArraysInstanced', (_, [mode, , count, instances]) => noteDraw(mode, count, instances));

const bytesOfTexture = new Map<WebGLTexture, Map<string, number>>();
const bytesOfBuffer = new Map<WebGLBuffer, number>();

/** Of the internal formats that the engines use; another one is told, not guessed. */
const bytesPerTexel = new Map<number, number>();
{
  const gl = WebGL2RenderingContext;
  const formats: readonly (readonly [number, readonly number[]])[] = [
    [1, [gl.R8, gl.R8UI, gl.ALPHA, gl.LUMINANCE, gl.RED]],
    [2, [gl.RG8, gl.R16F, gl.LUMINANCE_ALPHA, gl.RGB565, gl.RGBA4, gl.RG, gl.DEPTH_COMPONENT16]],
    [3, [gl.RGB, gl.RGB8]],
    [4, [gl.RGBA, gl.RGBA8, gl.SRGB8_ALPHA8, gl.R32F, gl.R32UI, gl.RG16F, gl.DEPTH24_STENCIL8, gl.DEPTH_STENCIL]],
    [4, [gl.DEPTH_COMPONENT24, gl.DEPTH_COMPONENT32F, gl.DEPTH_COMPONENT, gl.RGB10_A2]],
    [8, [gl.RGBA16F, gl.RG32F]],
    [16, [gl.RGBA32F, gl.RGBA32UI]],
  ];
  for (const [bytes, list] of formats) for (const format of list) bytesPerTexel.set(format, bytes);
}

function noteTexture(
  context: WebGL2RenderingContext,
  target: unknown,
  level: unknown,
  format: unknown,
  texels: number,
): void {
  const isCube =
    Number(target) >= context.TEXTURE_CUBE_MAP_POSITIVE_X && Number(target) < context.TEXTURE_CUBE_MAP_POSITIVE_X + 6;
  const binding = isCube
    ? context.TEXTURE_BINDING_CUBE_MAP
    : target === context.TEXTURE_2D_ARRAY
      ? context.TEXTURE_BINDING_2D_ARRAY
      : target === context.TEXTURE_3D
        ? context.TEXTURE_BINDING_3D
        : context.TEXTURE_BINDING_2D;
  const texture = context.getParameter(binding) as WebGLTexture | null;
  if (texture === null) return;
  const bytes = bytesPerTexel.get(Number(format));
  if (bytes === undefined) window.bench.failures.push(`texture format ${format} is not known to the bench`);
  let levels = bytesOfTexture.get(texture);
  if (levels === undefined) {
    levels = new Map();
    bytesOfTexture.set(texture, levels);
  }
  levels.set(`${target}/${level}`, texels * (bytes ?? 0));
}

watch('texImage2D', (context, values) => {
  const [target, level, format] = values;
  if (values.length >= 8) return noteTexture(context, target, level, format, Number(values[3]) * Number(values[4]));
  const source = values[5] as { width: number; height: number; videoWidth?: number };
  noteTexture(context, target, level, format, source.width * source.height);
});
watch('texImage3D', (context, [target, level, format, width, height, depth]) =>
  noteTexture(context, target, level, format, Number(width) * Number(height) * Number(depth)),
);
watch('texStorage2D', (context, [target, levels, format, width, height]) => {
  for (let level = 0; level < Number(levels); level++) {
    const texels = Math.max(1, Number(width) >> level) * Math.max(1, Number(height) >> level);
    noteTexture(context, target, level, format, texels);
  }
});
watch('deleteTexture', (_, [texture]) => void bytesOfTexture.delete(texture as WebGLTexture));
watch('bufferData', (context, [target, data]) => {
  const bindings: Readonly<Record<number, number>> = {
    [context.ARRAY_BUFFER]: context.ARRAY_BUFFER_BINDING,
    [context.ELEMENT_ARRAY_BUFFER]: context.ELEMENT_ARRAY_BUFFER_BINDING,
    [context.UNIFORM_BUFFER]: context.UNIFORM_BUFFER_BINDING,
    [context.COPY_WRITE_BUFFER]: context.COPY_WRITE_BUFFER_BINDING,
  };
  const binding = bindings[Number(target)];
  const buffer = binding === undefined ? null : (context.getParameter(binding) as WebGLBuffer | null);
  if (buffer) bytesOfBuffer.set(buffer, typeof data === 'number' ? data : (data as ArrayBufferView).byteLength);
});
watch('deleteBuffer', (_, [buffer]) => void bytesOfBuffer.delete(buffer as WebGLBuffer));

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** The GPU has drawn all that was asked for: reading a pixel waits for it. */
function waitForGpu(): void {
  const pixel = new Uint8Array(4);
  for (const context of contexts) {
    if (!context.isContextLost()) context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, pixel);
  }
}

const animationFrame = (): Promise<number> => new Promise((resolve) => nativeFrame(resolve));

window.bench = {
  readyMillis: null,
  failures: [],
  memory: () => ({
    textureBytes: sum([...bytesOfTexture.values()].flatMap((levels) => [...levels.values()])),
    bufferBytes: sum(bytesOfBuffer.values()),
  }),
  run: () => Promise.reject(new Error('nothing to run yet')),
};
window.addEventListener('error', ({ message }) => window.bench.failures.push(message));
window.addEventListener('unhandledrejection', ({ reason }) => window.bench.failures.push(String(reason)));

/** Hands a contender to the bench. */
export async function offer({ ready, turn }: Contender): Promise<void> {
  window.bench.run = async (fromHeadingDeg, stepDeg, frames, mostMillis) => {
    const figures: FrameFigures = { scriptMillis: [], wallMillis: [], drawCalls: [], triangles: [] };
    const startMillis = performance.now();
    for (let frame = 0; frame < frames && performance.now() - startMillis < mostMillis; frame++) {
      [drawCalls, triangles, scriptMillis] = [0, 0, 0];
      const beganMillis = performance.now();
      turn(fromHeadingDeg + frame * stepDeg);
      scriptMillis += performance.now() - beganMillis;
      await animationFrame();
      waitForGpu();
      figures.scriptMillis.push(scriptMillis);
      figures.wallMillis.push(performance.now() - beganMillis);
      figures.drawCalls.push(drawCalls);
      figures.triangles.push(triangles);
    }
    return figures;
  };
  await ready;
  await animationFrame();
  waitForGpu();
  window.bench.readyMillis = performance.now();
}
