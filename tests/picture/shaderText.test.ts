import { describe, expect, it } from 'vitest';
import { glslConstants, resolveShader, shaderFiles, shaderText } from '../../src/picture/engines/shaderText.ts';

describe('shader includes', () => {
  it('stand for their file once, however often they are named', () => {
    const files = {
      'a.glsl': '#include "lib/b.glsl"\n#include "lib/c.glsl"\nmain',
      'lib/b.glsl': '#include "lib/c.glsl"\nB',
      'lib/c.glsl': 'C',
    };
    expect(resolveShader('a.glsl', files)).toBe('C\nB\n\nmain');
  });

  it('miss no file in the whole folder', () => {
    const entries = Object.keys(shaderFiles).filter((file) => file.startsWith('layers/'));
    expect(entries.length).toBeGreaterThanOrEqual(8);
    for (const entry of entries) expect(shaderText(entry)).not.toContain('#include');
    expect(() => resolveShader('nowhere.glsl', {})).toThrow('Invariant');
  });

  it('write constants as GLSL floats', () => {
    expect(glslConstants({ A: 1, B: [0, 0.5, 2] })).toBe(
      'const float A = 1.0000000;\nconst vec3 B = vec3(0.0000000, 0.5000000, 2.0000000);\n',
    );
  });
});

describe('the shader library', () => {
  const library = Object.entries(shaderFiles).filter(([file]) => file.startsWith('lib/'));

  it.each(library)('%s exports only names with its own name before them, and knows no engine', (file, text) => {
    const prefix = `${file.replace(/^lib\/|\.glsl$/g, '')}_`;
    const names = [...text.matchAll(/^(?:float|[iu]?vec[234]|mat[34]|u?int|bool|void|[A-Z]\w+) (\w+)\(/gm)].map(
      ([, name]) => name!,
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !name.startsWith(prefix))).toEqual([]);
    expect(text).not.toContain('czm_');
  });

  it('names every varying with its frame', () => {
    const varyings = Object.values(shaderFiles).flatMap((text) =>
      [...text.matchAll(/^(?:flat )?(?:in|out) \w+ (v\w+);/gm)].map(([, name]) => name!),
    );
    expect(varyings.length).toBeGreaterThan(3);
    for (const name of varyings) expect(name).toMatch(/^v[A-Z]\w+(Enu|View|Srgb|Linear|Facade)$/);
  });
});
