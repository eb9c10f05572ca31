/** Every shader compiles alone in software GL: a broken one is named here, not by a black screen. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    /^u_(hazeStart|hazeScale|outsideHazeScale|exposure|footShade|selected|otherGain|groundGain|slopeDrama|roadsShown)$/;
  return [...new Set(text.match(/\bu_\w+/g) ?? [])]
    .map((name) => `uniform ${scalars.test(name) ? 'float' : 'vec3'} ${name};`)
    .join('\n');
}

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe('shaders', () => {
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
