/** Shader sources of shaders/, with one include syntax: a line `#include "lib/haze.glsl"` stands for that file, once. */
import { invariant } from '../../model/faults/invariant.ts';

const INCLUDE = /^#include "([\w/.]+)"$/gm;

/** Files by path below shaders/. */
export type ShaderFiles = Readonly<Record<string, string>>;

/** The entry's text with each include replaced once, in order of need. Throws on a missing file: ours to fix. */
export function resolveShader(entry: string, files: ShaderFiles, seen: Set<string> = new Set()): string {
  const text = files[entry];
  invariant(text !== undefined, `shader ${entry} is not there`);
  seen.add(entry);
  return text.replace(INCLUDE, (_line, name: string) => (seen.has(name) ? '' : resolveShader(name, files, seen)));
}

const raw = import.meta.glob<string>('../../../shaders/**/*.glsl', { query: '?raw', import: 'default', eager: true });

export const shaderFiles: ShaderFiles = Object.fromEntries(
  Object.entries(raw).map(([file, text]) => [file.replace(/^.*\/shaders\//, ''), text]),
);

export function shaderText(entry: string): string {
  return resolveShader(entry, shaderFiles);
}

/** Constants as GLSL text to stand before a shader: for parameters that only change with the theme. */
export function glslConstants(values: Readonly<Record<string, number | readonly [number, number, number]>>): string {
  const float = (value: number): string => value.toFixed(7);
  return Object.entries(values)
    .map(([name, value]) =>
      typeof value === 'number'
        ? `const float ${name} = ${float(value)};\n`
        : `const vec3 ${name} = vec3(${value.map(float).join(', ')});\n`,
    )
    .join('');
}
