/** What draws here, and how fast: a short probe on a canvas of its own, once a page. */
import { isProcessorName, type Measured, unmeasured } from '../quality/measured.ts';
import { shaderText } from './shaderText.ts';

/** Large enough to outlast a clock of a tenth of a millisecond on a card, small enough for a processor. */
const SIDE_PX = 256;
const PASSES = { processor: 1, card: 200 } as const;
const CORNERS = { processor: 6_000, card: 1_000_000 } as const;
const DECLARED = '#version 300 es\nprecision highp float;\nprecision highp int;\n';

let known: Measured | null = null;

/** Measured when first asked for: a few milliseconds on a card. */
export function measuredRendering(): Measured {
  if (known) return known;
  const measured = measure();
  // What no context could tell now may be told to who asks later.
  if (measured !== unmeasured) known = measured;
  return measured;
}

function measure(): Measured {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: SIDE_PX, height: SIDE_PX });
  const gl = canvas.getContext('webgl2', { antialias: false, powerPreference: 'high-performance' });
  return gl ? measuredWith(gl) : unmeasured;
}

function measuredWith(gl: WebGL2RenderingContext): Measured {
  const startMillis = performance.now();
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const isProcessor = isProcessorName(renderer);
  const kind = isProcessor ? 'processor' : 'card';
  const passes = PASSES[kind];
  const corners = CORNERS[kind];
  const [fill, move] = ['', '#define CORNERS\n'].map((before) => programOf(gl, before));
  const [idleMillis, fillTookMillis, moveTookMillis] = [
    { program: fill!, passes: 0, corners: 0 },
    { program: fill!, passes, corners: 3 },
    { program: move!, passes: 1, corners: corners - (corners % 3) },
  ].map((work) => timed(gl, work)) as [number, number, number];
  // A context that was lost meanwhile knows no limits, and its draws took no time.
  const limits = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array | null;
  if (!limits) return unmeasured;
  const [width, height] = limits;
  const measured = {
    renderer,
    isProcessor,
    millisPerMegapixel: (Math.max(0, fillTookMillis - idleMillis) / passes) * (1e6 / SIDE_PX ** 2),
    millisPerMillionCorners: Math.max(0, moveTookMillis - idleMillis) * (1e6 / corners),
    probeMillis: performance.now() - startMillis,
    mostCanvasPx: Math.min(
      gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
      gl.getParameter(gl.MAX_RENDERBUFFER_SIZE) as number,
      width!,
      height!,
    ),
  };
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep only 16
  return measured;
}

/** Shaders are ours and compiled in a test: what a lost context makes of them is only a slow card. */
function programOf(gl: WebGL2RenderingContext, before: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, before + shaderText('layers/probe.vert.glsl')],
    [gl.FRAGMENT_SHADER, `layout(location = 0) out vec4 out_FragColor;\n${shaderText('layers/probe.frag.glsl')}`],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) continue;
    gl.shaderSource(shader, DECLARED + text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

interface Work {
  readonly program: WebGLProgram;
  readonly passes: number;
  readonly corners: number;
}

/** Milliseconds until what was drawn can be read: the first time compiles, the better of two others counts. */
function timed(gl: WebGL2RenderingContext, { program, passes, corners }: Work): number {
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, no hook of React
  gl.useProgram(program);
  const pixel = new Uint8Array(4);
  const once = (): number => {
    const startMillis = performance.now();
    for (let pass = 0; pass < passes; pass++) gl.drawArrays(gl.TRIANGLES, 0, corners);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return performance.now() - startMillis;
  };
  once();
  return Math.min(once(), once());
}
