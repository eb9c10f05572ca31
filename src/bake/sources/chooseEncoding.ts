/**
 * Which code page the texts of an owner's file are in. Pure: the evidence is gathered by the readers. The order is: what
 * the recipe declares, what a .cpg beside the file says, the language byte of the .dbf, a strict trial of UTF-8; where
 * none of them holds, the file is refused and both likely readings are shown.
 */
import { type Fault, fault } from '../../model/faults/fault.ts';

/** Windows and ISO code pages by number → labels of the Encoding standard. */
const LABEL_OF_CODE_PAGE: Readonly<Record<string, string>> = {
  '866': 'ibm866',
  '874': 'windows-874',
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  '10000': 'macintosh',
  '20866': 'koi8-r',
  '20936': 'gbk',
  '51932': 'euc-jp',
  '51936': 'gbk',
  '54936': 'gb18030',
  '65001': 'utf-8',
};
/** Names that the standard does not list, letters and digits only. */
const LABEL_OF_NAME: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  euccn: 'gbk',
  gb18030: 'gb18030',
  gb180302000: 'gb18030',
  gb180302005: 'gb18030',
  gb180302022: 'gb18030',
  gb231280: 'gbk',
  big5hkscs: 'big5',
  sjis: 'shift_jis',
};

function standardLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null; // how the standard says "unknown label"
    throw error;
  }
}

function labelOfCodePage(digits: string): string | null {
  const iso = /^(?:2859|8859)(\d{1,2})$/.exec(digits)?.[1];
  if (iso) return standardLabel(`iso-8859-${Number(iso)}`);
  return LABEL_OF_CODE_PAGE[digits] ?? standardLabel(`windows-${digits}`);
}

/**
 * The label of TextDecoder for an encoding as people and programs write it (UTF-8, utf8, GBK, gb2312, GB 18030, 936,
 * CP936, ANSI 936, windows-936, 65001, ISO88591 …), blanks, byte order mark and case aside; null where it is unknown.
 */
export function encodingLabel(name: string): string | null {
  const plain = name
    .replace(/[\ufeff\0\s"']+/g, ' ')
    .trim()
    .toLowerCase();
  if (plain === '') return null;
  const bare = plain.replace(/[^a-z0-9]/g, '');
  const digits = /^(?:ansi|oem|cp|ms|xcp|windows|win|iso|codepage|ibm)*(\d+)$/.exec(bare)?.[1];
  return (
    standardLabel(plain) ?? LABEL_OF_NAME[bare] ?? (digits ? labelOfCodePage(digits) : null) ?? standardLabel(bare)
  );
}

/**
 * Language driver ids of the .dbf (dBASE and ESRI's tables) → labels. 0x00 and 0x57 say "whatever this computer has", and
 * DOS code pages that the Encoding standard lacks (437, 850 …) are left out: both leave it to the trial.
 */
const LABEL_OF_LANGUAGE_BYTE: ReadonlyMap<number, string> = new Map([
  [0x03, 'windows-1252'],
  [0x04, 'macintosh'],
  [0x13, 'shift_jis'],
  [0x26, 'ibm866'],
  [0x4d, 'gbk'],
  [0x4e, 'euc-kr'],
  [0x4f, 'big5'],
  [0x50, 'windows-874'],
  [0x59, 'windows-1252'],
  [0x65, 'ibm866'],
  [0x78, 'big5'],
  [0x79, 'euc-kr'],
  [0x7a, 'gbk'],
  [0x7b, 'shift_jis'],
  [0x7c, 'windows-874'],
  [0x7d, 'windows-1255'],
  [0x7e, 'windows-1256'],
  [0xc8, 'windows-1250'],
  [0xc9, 'windows-1251'],
  [0xca, 'windows-1254'],
  [0xcb, 'windows-1253'],
  [0xcc, 'windows-1257'],
]);

/** How often a text may end in the middle of a character: fields of fixed width cut it off. */
const LONGEST_CUT_BYTES = 3;

/** Making a decoder costs more than decoding a field: one for each label. */
const strictDecoders = new Map<string, TextDecoder>();

function strictDecoder(label: string): TextDecoder {
  const known = strictDecoders.get(label);
  if (known) return known;
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  strictDecoders.set(label, decoder);
  return decoder;
}

/**
 * The text, or null where its bytes are not of that encoding. With `mayBeCut` an incomplete last character is left out,
 * as the fixed width of a .dbf field cuts it.
 */
export function strictText(bytes: Uint8Array, label: string, mayBeCut = false): string | null {
  const decoder = strictDecoder(label);
  for (let cut = 0; cut <= (mayBeCut ? Math.min(LONGEST_CUT_BYTES, bytes.length) : 0); cut++) {
    try {
      return decoder.decode(bytes.subarray(0, bytes.length - cut));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

export interface EncodingEvidence {
  readonly file: string;
  /** The recipe's word. */
  readonly declared: string | undefined;
  /** What stands in the .cpg. */
  readonly cpg: string | undefined;
  readonly languageByte: number | undefined;
  /** Whether all texts of the file are of that encoding. Asked at most twice; may read the file. */
  readonly holds: (label: string) => Promise<boolean>;
  /** A few texts of the file that are not plain ASCII, for showing. */
  readonly sample: () => Promise<readonly Uint8Array[]>;
}

export type EncodingChoice =
  | {
      readonly ok: true;
      readonly label: string;
      readonly by: 'recipe' | 'cpg' | 'language byte' | 'trial';
      /** A .cpg that says nothing known: worth a line in the report. */
      readonly faults: readonly Fault[];
    }
  | { readonly ok: false; readonly fault: Fault };

const loosely = (texts: readonly Uint8Array[], label: string): string =>
  texts.map((bytes) => new TextDecoder(label).decode(bytes).replace(/\s+/g, ' ').trim()).join(' · ') || '-';

/** The same texts as UTF-8 and as GB18030: a person sees at once which is right. */
export function bothReadings(texts: readonly Uint8Array[]): { readonly utf8: string; readonly gb18030: string } {
  return { utf8: loosely(texts, 'utf-8'), gb18030: loosely(texts, 'gb18030') };
}

/**
 * Western code pages give every byte a letter: their own check cannot fail. Old exporters write their name or language
 * byte into files of any language.
 */
const WESTERN_LABELS: ReadonlySet<string> = new Set([
  'windows-1250',
  'windows-1252',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-15',
  'macintosh',
]);
/** So many characters of two bytes in a row are no accident of accented letters. */
const TELLING_PAIRS = 3;

/** Are these texts plainly UTF-8, or Chinese in pairs of high bytes (GB 2312)? Western letters stand among plain ones. */
function areOfWiderCode(texts: readonly Uint8Array[]): boolean {
  if (texts.length === 0) return false;
  if (texts.every((bytes) => strictText(bytes, 'utf-8', true) !== null)) return true;
  let pairs = 0;
  for (const bytes of texts) {
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at]! < 0x80) continue;
      const isCut = at + 1 === bytes.length;
      if (bytes[at]! < 0xa1 || (!isCut && bytes[at + 1]! < 0xa1)) return false;
      pairs++;
      at++;
    }
  }
  return pairs >= TELLING_PAIRS;
}

/** Never guesses: an encoding is declared, or proved by all bytes of the file, or the file is refused. */
export async function chooseEncoding(evidence: EncodingEvidence): Promise<EncodingChoice> {
  const { file, declared, cpg, languageByte, holds, sample } = evidence;
  if (declared !== undefined && encodingLabel(declared) === null) {
    return { ok: false, fault: fault('BAKE-207', { file, encoding: declared, sample: '-' }, file) };
  }
  const cpgLabel = cpg === undefined ? null : encodingLabel(cpg);
  const candidates = [
    { by: 'recipe', label: declared === undefined ? null : encodingLabel(declared) },
    { by: 'cpg', label: cpgLabel },
    { by: 'language byte', label: LABEL_OF_LANGUAGE_BYTE.get(languageByte ?? 0) ?? null },
  ] as const;
  const said = candidates.find(({ label }) => label !== null);
  const label = said?.label ?? 'utf-8';
  const isBelied = said !== undefined && said.by !== 'recipe' && WESTERN_LABELS.has(label);
  if (!(await holds(label)) || (isBelied && areOfWiderCode(await sample()))) {
    const readings = bothReadings(await sample());
    return {
      ok: false,
      fault: said
        ? fault('BAKE-225', { file, by: said.by, encoding: label, ...readings }, file)
        : fault('BAKE-224', { file, ...readings }, file),
    };
  }
  const unknownWord = cpg !== undefined && cpgLabel === null && said?.by !== 'recipe';
  const word = (cpg ?? '').trim().slice(0, 40);
  const faults = unknownWord ? [fault('BAKE-226', { file, word, encoding: label }, file)] : [];
  return { ok: true, label, by: said?.by ?? 'trial', faults };
}
