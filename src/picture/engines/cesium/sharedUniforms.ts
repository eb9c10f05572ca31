/** The values of a shader of tiles for programs of our own: one place where colours, light and states are set. */
import type { CustomShader, UniformMap, UniformType } from '@cesium/engine';

/** What a custom shader keeps its uniforms in; not in the type declarations. */
interface WithUniforms {
  readonly uniforms: Readonly<Record<string, { readonly type: UniformType }>>;
  readonly uniformMap: UniformMap;
}

/** GLSL declarations of those uniforms that a text names. */
export function uniformDeclarations(shader: CustomShader, text: string): string {
  const { uniforms } = shader as unknown as WithUniforms;
  return Object.entries(uniforms)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
    .map(([name, { type }]) => `uniform ${type} ${name};\n`)
    .join('');
}

export function uniformMapOf(shader: CustomShader): UniformMap {
  return (shader as unknown as WithUniforms).uniformMap;
}
