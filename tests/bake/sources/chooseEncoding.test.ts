import { describe, expect, it } from 'vitest';
import {
  chooseEncoding,
  type EncodingEvidence,
  encodingLabel,
  strictText,
} from '../../../src/bake/sources/chooseEncoding.ts';

/** 市北区 in GBK and in UTF-8. */
const gbk = Buffer.from('cad0b1b1c7f8', 'hex');
const utf8 = Buffer.from('市北区');

const evidence = (texts: readonly Uint8Array[], said: Partial<EncodingEvidence> = {}): EncodingEvidence => ({
  file: 'a.dbf',
  declared: undefined,
  cpg: undefined,
  languageByte: undefined,
  holds: async (label) => texts.every((bytes) => strictText(bytes, label) !== null),
  sample: async () => texts,
  ...said,
});

describe('names of encodings', () => {
  it.each([
    ...[
      'UTF-8',
      'utf8',
      'UTF 8',
      ' utf-8\r\n',
      '\ufeffUTF-8',
      '65001',
      'CP65001',
      'cp_65001',
      'utf8mb4',
      '"UTF-8"',
    ].map((name) => [name, 'utf-8']),
    ...[
      'GBK',
      'gbk ',
      'GB2312',
      'gb_2312-80',
      'GB2312-80',
      '936',
      'CP936',
      'cp-936',
      'ANSI 936',
      'OEM 936',
      'ms936',
    ].map((name) => [name, 'gbk']),
    ...['windows-936', 'x-gbk', 'EUC-CN', '936\0'].map((name) => [name, 'gbk']),
    ...['GB18030', 'GB 18030', 'gb18030-2022', '54936', 'CP54936'].map((name) => [name, 'gb18030']),
    ...['Big5', '950', 'CP950'].map((name) => [name, 'big5']),
    ...['ANSI 1252', '1252', 'ISO 88591', '88591', 'ISO-8859-1', 'latin1'].map((name) => [name, 'windows-1252']),
    ['1251', 'windows-1251'],
    ['ISO 8859-5', 'iso-8859-5'],
    ['932', 'shift_jis'],
  ])('%j is %s', (name, label) => {
    expect(encodingLabel(name)).toBe(label);
  });

  it.each(['', ' ', 'OEM', 'ANSI', 'klingon', '437', '99999', 'system'])('%j is unknown', (name) => {
    expect(encodingLabel(name)).toBeNull();
  });
});

describe('the choice', () => {
  it.each([
    ['the recipe before all', gbk, { declared: 'GBK', cpg: 'UTF-8', languageByte: 0xc9 }, 'gbk', 'recipe'],
    ['the .cpg before the language byte', gbk, { cpg: 'CP936', languageByte: 0x03 }, 'gbk', 'cpg'],
    ['the language byte 0x4D', gbk, { languageByte: 0x4d }, 'gbk', 'language byte'],
    ['the language byte 0x7A', gbk, { languageByte: 0x7a }, 'gbk', 'language byte'],
    ['a trial of UTF-8', utf8, {}, 'utf-8', 'trial'],
    ['a trial where the byte says "this computer"', utf8, { languageByte: 0x57 }, 'utf-8', 'trial'],
  ] as const)('takes %s', async (_, text, said, label, by) => {
    expect(await chooseEncoding(evidence([text], said))).toEqual({ ok: true, label, by, faults: [] });
  });

  it('shows both readings of what nothing explains', async () => {
    const choice = await chooseEncoding(evidence([gbk]));
    expect(choice.ok || choice.fault).toMatchObject({ code: 'BAKE-224', values: { gb18030: '市北区' } });
    expect(choice.ok || String(choice.fault.values.utf8)).toContain('\ufffd');
  });

  it.each([
    ['recipe', { declared: 'utf-8' }],
    ['cpg', { cpg: 'UTF-8' }],
  ])('refuses what the %s says and the bytes do not bear out', async (by, said) => {
    const choice = await chooseEncoding(evidence([gbk], said));
    expect(choice.ok || choice.fault).toMatchObject({ code: 'BAKE-225', values: { by, gb18030: '市北区' } });
  });

  it.each([
    ['.cpg', gbk, { cpg: 'ISO-8859-1' }],
    ['language byte', gbk, { languageByte: 0x03 }],
    ['language byte', utf8, { languageByte: 0x59 }],
  ])('refuses a Western page by its %s for texts that are plainly not', async (_, text, said) => {
    const choice = await chooseEncoding(evidence([text], said));
    expect(choice.ok || choice.fault.code).toBe('BAKE-225');
  });

  it('takes a Western page for Western texts, and whatever the recipe insists on', async () => {
    const western = ['Café de la Gare', 'Köln', 'Ålesund, Übersee', 'niño'].map((text) => Buffer.from(text, 'latin1'));
    expect(await chooseEncoding(evidence(western, { cpg: 'ISO-8859-1' }))).toMatchObject({ ok: true });
    expect(await chooseEncoding(evidence([gbk], { declared: 'ISO-8859-1' }))).toMatchObject({ ok: true });
  });

  it('refuses a word in the recipe that is no encoding, and counts one in the .cpg', async () => {
    const refused = await chooseEncoding(evidence([utf8], { declared: 'klingon' }));
    expect(refused.ok || refused.fault.code).toBe('BAKE-207');
    const counted = await chooseEncoding(evidence([utf8], { cpg: 'klingon' }));
    expect(counted).toMatchObject({ ok: true, label: 'utf-8', by: 'trial', faults: [{ code: 'BAKE-226' }] });
  });
});

describe('strict text', () => {
  it('knows a character that a field cut through', () => {
    for (const [bytes, label] of [
      [gbk, 'gbk'],
      [utf8, 'utf-8'],
    ] as const) {
      expect(strictText(bytes.subarray(0, -1), label)).toBeNull();
      expect(strictText(bytes.subarray(0, -1), label, true)).toBe('市北');
    }
    expect(strictText(Uint8Array.of(0xff, 0xff, 0x20, 0x20, 0x20), 'utf-8', true)).toBeNull();
  });
});
