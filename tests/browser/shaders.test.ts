/** Every shader compiles alone in software GL: a broken one is named here, not by a black screen. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildingAgeClasses, bytesOfFacade, type Facade } from '../../src/model/contract/tileAttributes.ts';
import { columnStepOf, windowRank } from '../../src/model/contract/windowOrder.ts';
import { buildingUses, roofTypes } from '../../src/model/domain/buildings.ts';
import { glslConstants, shaderFiles, shaderText } from '../../src/picture/engines/shaderText.ts';
import { openBrowser } from '../support/browser.ts';

/** Just enough of what Cesium puts around a shader, declared and not defined in full. */
const aroundPrimitives = {
  vert: `
    uniform mat4 czm_modelViewRelativeToEye; uniform mat4 czm_modelViewProjection; uniform mat4 czm_projection;
    uniform vec4 czm_viewport; vec4 czm_computePosition();`,
  frag: 'layout(location = 0) out vec4 out_FragColor; uniform float czm_eyeHeight;',
};
const aroundTiles = {
  vert: `
    struct Attributes { vec3 positionMC; vec3 normalMC; };
    struct FeatureIds { int featureId_0; };
    struct VertexInput { Attributes attributes; FeatureIds featureIds; };
    struct czm_modelVertexOutput { vec3 positionMC; float pointSize; };
    uniform mat4 czm_inverseModelView;
    out vec3 vNormalEnu;`,
  frag: `
    struct Attributes { vec3 positionEC; vec3 normalEC; vec2 texCoord_0; vec4 color_0; float featureId_0; };
    struct FeatureIds { int featureId_0; };
    struct FragmentInput { Attributes attributes; FeatureIds featureIds; };
    struct czm_modelMaterial { vec3 diffuse; float alpha; };
    uniform mat3 czm_inverseNormal;
    in vec3 vNormalEnu;`,
};
/** What is drawn by programs of our own takes the uniforms of tiles. */
const aroundFar = {
  vert: `const float STEPS_PER_METER = 16.0; const float BAY_STEPS_PER_METER = 64.0; uniform mat4 czm_modelView; uniform mat4 czm_projection; uniform vec4 czm_viewport;`,
  frag: 'layout(location = 0) out vec4 out_FragColor; uniform float czm_eyeHeight;',
};
const constants = glslConstants({
  FADE_START: 1,
  FADE_SCALE: 1,
  POINT_PX: 3,
});

const others: Readonly<Record<string, string>> = {
  u_buildingStates: 'sampler2D',
  u_classColours: 'sampler2D',
  u_groundShade: 'sampler2D',
  u_shadeMap: 'vec4',
  u_shadeLeft: 'vec2',
  u_enuFromView: 'mat3',
};

/** Uniforms that the engine declares for a tile shader: by use, vec3 for colours and directions. */
function uniformsOf(text: string): string {
  const scalars =
    /^u_(sharpReach|hazeStart|hazeScale|outsideHazeScale|exposure|toneShoulder|windowGlow|shadowLeft|shadowReach|rimShade|footShade|selected|otherGain|groundGain|slopeDrama|slopeShade|slopeShine|roadsShown)$/;
  return [...new Set(text.match(/\bu_\w+/g) ?? [])]
    .filter((name) => !new RegExp(`uniform \\w+ ${name};`).test(text))
    .map((name) => {
      const type = scalars.test(name) ? 'float' : (others[name] ?? 'vec3');
      return `uniform ${type} ${name};`;
    })
    .join('\n');
}

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const facades: readonly Facade[] = [
  { use: 'residential', age: 'unknown', floors: 1, roof: 'flat', wallTopMeters: 2.75 },
  { use: 'industrial', age: 'before1975', floors: 1, roof: 'sawtooth', wallTopMeters: 11.5 },
  { use: 'other', age: 'later', floors: 7, roof: 'gable', wallTopMeters: 23.25 },
  { use: 'education', age: 'before1938', floors: 4, roof: 'hip', wallTopMeters: 8 },
  { use: 'office', age: 'before2015', floors: 150, roof: 'flat', wallTopMeters: 699.75 },
];

const declare = '#version 300 es\nprecision highp float;\nprecision highp int;\n';

/** The pixels that a fragment shader gives, row by row from below, four bytes each; `place` is 0…1 over the picture. */
async function pixelsOf(fragments: readonly string[], width: number, height: number): Promise<number[][]> {
  const vertex = `${declare}in vec2 a_place; out vec2 place;
    void main() { place = a_place * 0.5 + 0.5; gl_Position = vec4(a_place, 0.0, 1.0); }`;
  const page = await browser.newPage();
  const read = await page.evaluate(
    ({ vertex, fragments, width, height }) => {
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      const gl = canvas.getContext('webgl2', { antialias: false })!;
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
      return fragments.map((fragment) => {
        const program = gl.createProgram()!;
        for (const [kind, text] of [
          [gl.VERTEX_SHADER, vertex],
          [gl.FRAGMENT_SHADER, fragment],
        ] as const) {
          const shader = gl.createShader(kind)!;
          gl.shaderSource(shader, text);
          gl.compileShader(shader);
          if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader)!);
          gl.attachShader(program, shader);
        }
        gl.linkProgram(program);
        gl.useProgram(program);
        const place = gl.getAttribLocation(program, 'a_place');
        gl.enableVertexAttribArray(place);
        gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
        const pixels = new Uint8Array(4 * width * height);
        gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
        return [...pixels];
      });
    },
    { vertex, fragments, width, height },
  );
  await page.close();
  return read;
}

describe('shaders', () => {
  it('read of a façade what the bake wrote, and put its windows where its floors are', async () => {
    // The lower half of the picture shows the facts; the upper the panes of one column, a pixel every 1/1024 of the wall.
    const fragments = facades.map((facade) => {
      const color = bytesOfFacade(facade).map((byte) => byte.toFixed(1));
      return `${declare}${shaderText('lib/facadeGrid.glsl')}${shaderText('lib/windowPane.glsl')}
        in vec2 place; out vec4 color;
        void main() {
          FacadeFacts facts = facadeFacts_of(vec4(${color.join(', ')}) / 255.0);
          float steps = facts.wallTopMeters * 4.0;
          vec4 first = vec4(facts.use, facts.age, facts.floors, facts.roof) / 255.0;
          vec4 second = vec4(mod(steps, 256.0), floor(steps / 256.0), 0.0, 0.0) / 255.0;
          float heightMeters = place.x * facts.wallTopMeters;
          FacadeGrid grid = facadeGrid_at(5.5, heightMeters, facts.wallTopMeters, facts.floors, vec2(0.01, facts.wallTopMeters / 1024.0));
          WindowPane pane = windowPane_of(facts, grid.cell.y);
          float glass = grid.hasWindow ? windowPane_share(pane, grid.within, grid.cellsPerPixel) : 0.0;
          color = place.y > 0.5 ? vec4(glass) : place.x < 0.5 ? first : second;
        }`;
    });
    const read = await pixelsOf(fragments, 1024, 2);
    read.forEach((pixels, index) => {
      const { use, age, floors, roof, wallTopMeters } = facades[index]!;
      const right = 4 * 1023;
      const indices = [buildingUses.indexOf(use), buildingAgeClasses.indexOf(age), floors, roofTypes.indexOf(roof)];
      expect(pixels.slice(0, 4), use).toEqual(indices);
      expect((pixels[right]! + 256 * pixels[right + 1]!) / 4, use).toBe(wallTopMeters);
      const panes = Array.from({ length: 1024 }, (_, x) => pixels[4 * (1024 + x)]! > 127);
      const starts = panes.flatMap((on, x) => (on && !panes[x - 1] ? [x] : []));
      if (floors > 50) return; // narrower than can be told here
      expect(starts.length, use).toBe(floors);
      starts.forEach((start, storey) => {
        // A pane stands inside its own storey.
        expect(start).toBeGreaterThan((storey / floors) * 1024);
        expect(start).toBeLessThan(((storey + 0.7) / floors) * 1024);
      });
    });
  });

  it('light exactly as many windows as there are matters, near by and far away', async () => {
    const cases = [
      ...[0, 1, 7, 60, 389, 390].map((lit) => ({ columns: 26, floors: 15, lit, perPixel: 0.01 })),
      { columns: 1, floors: 6, lit: 2, perPixel: 0.01 },
      { columns: 31, floors: 1, lit: 9, perPixel: 0.01 },
      { columns: 400, floors: 60, lit: 1234, perPixel: 0.01 },
      // A pixel holds up to four windows by four: as many lights, in a coarser façade.
      { columns: 26, floors: 15, lit: 7, perPixel: 3.5 },
      { columns: 26, floors: 15, lit: 390, perPixel: 3.5 },
    ];
    const [width, height] = [400, 60];
    const fragments = cases.map(
      ({ columns, floors, lit, perPixel }) => `${declare}${shaderText('lib/litWindow.glsl')}
        in vec2 place; out vec4 color;
        void main() {
          // A pixel stands for the middle of one window.
          vec2 at = floor(place * vec2(${width}.0, ${height}.0)) + 0.5;
          FacadeGrid grid = facadeGrid_at(at.x, at.y * 3.0, ${floors}.0 * 3.0, ${floors}.0, vec2(${perPixel}, ${perPixel} * 3.0));
          WindowPane pane = WindowPane(vec2(0.25), vec2(0.75));
          grid.hasWindow = grid.hasWindow && at.x < ${columns}.0;
          float on = grid.hasWindow ? litWindow_share(grid, pane, ${lit}.0, ${columns}.0, ${floors}.0, ${columnStepOf(columns)}.0, 4711.0, 0.1) : 0.0;
          uint rank = windowOrder_rank(uint(at.y), uint(at.x), ${columns}u, ${floors}u, ${columnStepOf(columns)}u, 4711u);
          color = vec4(on, float(rank & 255u) / 255.0, float((rank >> 8) & 255u) / 255.0, grid.hasWindow);
        }`,
    );
    const read = await pixelsOf(fragments, width, height);
    cases.forEach(({ columns, floors, lit, perPixel }, index) => {
      const pixels = read[index]!;
      const group = perPixel > 1 ? 4 : 1;
      const lights = new Set<string>();
      let windows = 0;
      for (let storey = 0; storey < floors; storey++) {
        for (let column = 0; column < columns; column++) {
          const at = 4 * (storey * width + column);
          windows += pixels[at + 3]! / 255;
          const rank = windowRank({ storey, column }, columns, floors, columnStepOf(columns), 4711);
          expect(pixels[at + 1]! + 256 * pixels[at + 2]!).toBe(rank & 65_535);
          if (pixels[at]! > 0) lights.add(`${Math.floor(storey / group)}/${Math.floor(column / group)}`);
        }
      }
      expect(windows).toBe(columns * floors);
      const most = Math.ceil(columns / group) * Math.ceil(floors / group);
      expect([index, lights.size]).toEqual([index, Math.min(lit, most)]);
    });
  });

  it('compile, each alone', async () => {
    const entries = Object.keys(shaderFiles).filter((file) => file.startsWith('layers/'));
    const isOurs = (file: string): boolean => /^layers\/(far|groundLines|ribbon|roofRims)/.test(file);
    // Those of our own programs with and without what they can be spared.
    const switchesOf = (file: string): string[] =>
      isOurs(file) ? ['', '#define TOLD\n', '#define LIT\n#define TOLD\n#define WIDE\n#define SHORE\n'] : [''];
    const variants = entries.flatMap((file) => switchesOf(file).map((switches) => ({ file, switches })));
    const sources = variants.map(({ file, switches }) => {
      const stage = file.includes('.vert.') ? 'vert' : 'frag';
      const body = shaderText(file);
      const isTile = /^layers\/(buildings|ground)\./.test(file);
      const isFar = isOurs(file);
      const outside = isFar ? aroundFar[stage] : aroundPrimitives[stage];
      const around = isTile ? aroundTiles[stage] + uniformsOf(body) : outside + (isFar ? uniformsOf(body) : constants);
      const main = isTile ? 'void main() {}' : '';
      const stub = isTile || isFar || stage === 'frag' ? '' : 'vec4 czm_computePosition() { return vec4(1.0); }';
      return {
        file,
        stage,
        text: `#version 300 es\nprecision highp float;\nprecision highp int;\n${switches}${around}\n${body}\n${stub}\n${main}\n`,
      };
    });
    const page = await browser.newPage();
    const logs = await page.evaluate((all) => {
      const gl = document.createElement('canvas').getContext('webgl2')!;
      return all.map(({ file, stage, text }) => {
        const shader = gl.createShader(stage === 'vert' ? gl.VERTEX_SHADER : gl.FRAGMENT_SHADER)!;
        gl.shaderSource(shader, text);
        gl.compileShader(shader);
        return gl.getShaderParameter(shader, gl.COMPILE_STATUS) ? '' : `${file}: ${gl.getShaderInfoLog(shader)}`;
      });
    }, sources);
    expect(logs.filter(Boolean)).toEqual([]);
    expect(logs.length).toBeGreaterThan(entries.length);
    // The check itself can fail.
    const broken = await page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl2')!;
      const shader = gl.createShader(gl.FRAGMENT_SHADER)!;
      gl.shaderSource(shader, '#version 300 es\nvoid main() { nonsense }');
      gl.compileShader(shader);
      return gl.getShaderParameter(shader, gl.COMPILE_STATUS) as boolean;
    });
    expect(broken).toBe(false);
  });
});
