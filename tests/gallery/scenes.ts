/** All scenes of `tests/golden`, a folder each, in the gallery's order. */
import { type GoldenCase, parseGoldenCase } from './goldenCase.ts';

const cases = import.meta.glob('../golden/*/case.json', { eager: true, import: 'default' });
const descriptions = import.meta.glob<string>('../golden/*/description.md', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const pictures = import.meta.glob<string>('../golden/*/expected.png', {
  eager: true,
  query: '?url',
  import: 'default',
});

export interface Scene {
  /** Its folder. */
  readonly name: string;
  readonly golden: GoldenCase;
  /** What must be seen and why, by language. */
  readonly description: Readonly<Record<'zh' | 'en', string>>;
  /** Address of the expected picture; null before there is one. */
  readonly expected: string | null;
}

/** The text below `## 中文` and below `## English`. Throws where one is missing. */
function parsedDescription(name: string, text: string): Scene['description'] {
  const [, zh, en] = /^## 中文\n+([\s\S]+?)\n+## English\n+([\s\S]+)$/m.exec(text) ?? [];
  if (!zh || !en) throw new Error(`${name}/description.md needs “## 中文” and “## English”`);
  return { zh: zh.trim(), en: en.trim() };
}

const fileOf = (name: string, file: string): string => `../golden/${name}/${file}`;

export const scenes: readonly Scene[] = Object.keys(cases)
  .map((key): Scene => {
    const name = key.split('/').at(-2)!;
    return {
      name,
      golden: parseGoldenCase(name, cases[key]),
      description: parsedDescription(name, descriptions[fileOf(name, 'description.md')] ?? ''),
      expected: pictures[fileOf(name, 'expected.png')] ?? null,
    };
  })
  .sort((a, b) => a.golden.order - b.golden.order || (a.name < b.name ? -1 : 1));
