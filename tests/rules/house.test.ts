import { isUtf8 } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultCatalog } from '../../src/model/faults/catalog/index.ts';
import { filesBelow, projectFolder, textOf } from './sourceFiles.ts';

/** A text is read and compared line by line; a picture is one more copy in every clone with each change. */
const MOST_TEXT_BYTES = 700 * 1024;
const MOST_BINARY_BYTES = 380 * 1024;

const sources = filesBelow('src', ['.ts', '.tsx', '.mjs']);
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: projectFolder,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);

describe('fault codes', () => {
  const everywhere = sources
    .filter((file) => !file.includes('/catalog/'))
    .map(textOf)
    .join('\n');

  it('are each used somewhere', () => {
    expect(Object.keys(faultCatalog).filter((code) => !everywhere.includes(`'${code}'`))).toEqual([]);
  });

  it('are each defined once', () => {
    const defined = filesBelow('src/model/faults/catalog', ['.ts']).flatMap(
      (file) => textOf(file).match(/'[A-Z]+-\d{3}'(?=: \{)/g) ?? [],
    );
    expect(defined.length).toBe(new Set(defined).size);
    expect(defined.length).toBe(Object.keys(faultCatalog).length);
  });

  it('have message and tip in both languages, with the same placeholders', () => {
    const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const [code, { zh, en }] of Object.entries(faultCatalog)) {
      for (const text of [zh.message, zh.tip, en.message, en.tip]) expect(text.length, code).toBeGreaterThan(3);
      expect(placeholders(zh.message + zh.tip), code).toEqual(placeholders(en.message + en.tip));
    }
  });
});

describe('the house', () => {
  it('has no cellar: utils, common, helpers, misc', () => {
    expect(tracked.filter((file) => /(^|\/)(utils?|common|helpers?|misc)(\/|\.|$)/i.test(file))).toEqual([]);
  });

  /** Files over the limit, each with the reason why it is one idea all the same. */
  const longFiles: Readonly<Record<string, string>> = {};

  it('keeps files at one idea: 400 lines, shaders 120', () => {
    const tooLong = [...sources, ...filesBelow('shaders', ['.glsl', '.vert', '.frag'])].filter((file) => {
      const lines = textOf(file).split('\n').length;
      return lines > (file.startsWith('shaders/') ? 120 : 400) && !(file in longFiles);
    });
    expect(tooLong).toEqual([]);
  });

  it('carries nothing baked, borrowed or heavy', () => {
    const heavy = tracked.filter((file) => {
      if (file === 'package-lock.json') return false;
      const bytes = readFileSync(path.join(projectFolder, file));
      return bytes.length > (isUtf8(bytes) ? MOST_TEXT_BYTES : MOST_BINARY_BYTES);
    });
    expect(heavy).toEqual([]);
  });

  it('names no other host outside texts that cite sources', () => {
    const code = tracked.filter(
      (file) => /^(src|shaders|vite\.config)/.test(file) && /\.(ts|tsx|mjs|glsl|html|css)$/.test(file),
    );
    const hosts = code.flatMap((file) =>
      textOf(file)
        .split('\n')
        .filter(
          (line) =>
            /https?:\/\/(?!127\.0\.0\.1|localhost|local\b|www\.w3\.org|\$\{)/.test(line) &&
            !/^\s*(\*|\/\/|\/\*\*)/.test(line),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(hosts).toEqual([]);
  });
});

describe('the lock file', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as {
    packages: Record<
      string,
      { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }
    >;
  };
  const entries = Object.entries(lock.packages).filter(([folder]) => folder !== '');

  it('hashes every package and names no registry', () => {
    expect(entries.filter(([, entry]) => !entry.integrity?.startsWith('sha512-')).map(([folder]) => folder)).toEqual(
      [],
    );
    expect(entries.filter(([, entry]) => entry.resolved).map(([folder]) => folder)).toEqual([]);
  });

  it('pins exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(textOf('package.json'));
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });

  /** Install scripts that may run, each with its reason. */
  const allowedScripts: Readonly<Record<string, string>> = {
    'node_modules/fsevents': 'macOS file watching of Vite, optional, never installed on Linux or Windows',
  };

  it('runs no install scripts', () => {
    expect(
      entries
        .filter(([folder, entry]) => entry.hasInstallScript && !(folder in allowedScripts))
        .map(([folder]) => folder),
    ).toEqual([]);
  });
});
