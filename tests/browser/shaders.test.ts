/** Every shader compiles alone in software GL: a broken one is named here, not by a black screen. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildingAgeClasses, bytesOfFacade, type Facade } from '../../src/model/contract/tileAttributes.ts';
import { buildingUses, roofTypes } from '../../src/model/domain/buildings.ts';
import { glslConstants, shaderFiles, shaderText } from '../../src/picture/engines/shaderText.ts';
import { openBrowser } from '../support/browser.ts';

/** Just enough of what Cesium puts around a shader, declared and not defined in full. */
const aroundPrimitives = {
  vert: `
    uniform mat4 czm_modelViewRelativeToEye; uniform mat4 czm_modelViewProjection; uniform mat4 czm_projection;
    vec4 czm_computePosition();`,
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
    struct Attributes { vec3 positionEC; vec2 texCoord_0; vec4 color_0; float featureId_0; };
    struct FeatureIds { int featureId_0; };
    struct FragmentInput { Attributes attributes; FeatureIds featureIds; };
    struct czm_modelMaterial { vec3 diffuse; float alpha; };
    uniform mat3 czm_inverseNormal;
    in vec3 vNormalEnu;`,
};
const constants = glslConstants({
  HORIZON: [0, 0, 0],
  ZENITH: [0, 0, 0],
  HAZE: [0, 0, 0],
  OUTSIDE: [0, 0, 0],
  HAZE_START: 1,
  OUTSIDE_HAZE_SCALE: 1,
  FADE_START: 1,
  FADE_SCALE: 1,
});

/** Uniforms that the engine declares for a tile shader: by use, vec3 for colours and directions. */
function uniformsOf(text: string): string {
  const scalars =
    /^u_(hazeStart|hazeScale|outsideHazeScale|exposure|footShade|selected|otherGain|groundGain|slopeDrama|slopeShade|slopeShine|roadsShown)$/;
  return [...new Set(text.match(/\bu_\w+/g) ?? [])]
    .map((name) => `uniform ${scalars.test(name) ? 'float' : 'vec3'} ${name};`)
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

describe('shaders', () => {
  it('read of a façade what the bake wrote, and put its storeys where its floors are', async () => {
    const declare = '#version 300 es\nprecision highp float;\nprecision highp int;\n';
    const vertex = `${declare}in vec4 a_color; in vec2 a_place; out vec4 v_color; out vec2 v_place;
      void main() { v_color = a_color; v_place = a_place; gl_Position = vec4(a_place, 0.0, 1.0); }`;
    // The lower half of the picture shows the facts; the upper the lines up the wall, a pixel every 1/256 of its height.
    const fragment = `${declare}${shaderText('lib/facadeFacts.glsl')}${shaderText('lib/storeyLines.glsl')}
      in vec4 v_color; in vec2 v_place; out vec4 color;
      void main() {
        FacadeFacts facts = facadeFacts_of(v_color);
        float steps = facts.wallTopMeters * 4.0;
        vec4 first = vec4(facts.use, facts.age, facts.floors, facts.roof) / 255.0;
        vec4 second = vec4(mod(steps, 256.0), floor(steps / 256.0), 0.0, 0.0) / 255.0;
        float line = storeyLines_share((v_place.x * 0.5 + 0.5) * facts.wallTopMeters, facts.wallTopMeters, facts.floors, 0.45);
        color = v_place.y > 0.0 ? vec4(line) : v_place.x < 0.0 ? first : second;
      }`;
    const page = await browser.newPage();
    const read = await page.evaluate(
      ({ vertex, fragment, colors }) => {
        const canvas = document.createElement('canvas');
        canvas.width = 1024;
        canvas.height = 2;
        const gl = canvas.getContext('webgl2', { antialias: false })!;
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
        gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
        gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
        gl.enableVertexAttribArray(place);
        gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
        // As a tile carries it: one normalised colour at every corner.
        const color = gl.getAttribLocation(program, 'a_color');
        gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
        gl.enableVertexAttribArray(color);
        gl.vertexAttribPointer(color, 4, gl.UNSIGNED_BYTE, true, 0, 0);
        return colors.map((bytes) => {
          gl.bufferData(gl.ARRAY_BUFFER, new Uint8Array([...bytes, ...bytes, ...bytes]), gl.STATIC_DRAW);
          gl.drawArrays(gl.TRIANGLES, 0, 3);
          const pixels = new Uint8Array(4 * canvas.width * canvas.height);
          gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
          return [...pixels];
        });
      },
      { vertex, fragment, colors: facades.map(bytesOfFacade) },
    );
    read.forEach((pixels, index) => {
      const { use, age, floors, roof, wallTopMeters } = facades[index]!;
      const right = 4 * 1023;
      const indices = [buildingUses.indexOf(use), buildingAgeClasses.indexOf(age), floors, roofTypes.indexOf(roof)];
      expect(pixels.slice(0, 4), use).toEqual(indices);
      expect((pixels[right]! + 256 * pixels[right + 1]!) / 4, use).toBe(wallTopMeters);
      // Lines narrower than a pixel fade: only those that can be seen are counted.
      const lines = Array.from({ length: 1024 }, (_, x) => pixels[4 * (1024 + x)]! > 100);
      const starts = lines.flatMap((on, x) => (on && !lines[x - 1] ? [x] : []));
      if (floors > 50) return;
      // At the foot, between storeys, and at the top.
      expect(starts.length, use).toBe(floors + 1);
      starts.slice(1, -1).forEach((start, line) => {
        const widthPixels = (0.45 / wallTopMeters) * 1024;
        expect(Math.abs(start + widthPixels / 2 - ((line + 1) / floors) * 1024)).toBeLessThan(3);
      });
    });
  });

  it('compile, each alone', async () => {
    const entries = Object.keys(shaderFiles).filter((file) => file.startsWith('layers/'));
    const sources = entries.map((file) => {
      const stage = file.includes('.vert.') ? 'vert' : 'frag';
      const body = shaderText(file);
      const isTile = /^layers\/(buildings|ground)\./.test(file);
      const around = isTile ? aroundTiles[stage] + uniformsOf(body) : aroundPrimitives[stage] + constants;
      const main = isTile ? 'void main() {}' : '';
      const stub = isTile || stage === 'frag' ? '' : 'vec4 czm_computePosition() { return vec4(1.0); }';
      return {
        file,
        stage,
        text: `#version 300 es\nprecision highp float;\nprecision highp int;\n${around}\n${body}\n${stub}\n${main}\n`,
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
    expect(logs.length).toBe(entries.length);
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
