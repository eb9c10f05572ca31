import { FaultError, fault } from '../../model/faults/fault.ts';

/** Names of encodings as owners write them → labels of the Encoding standard. */
const LABELS: Readonly<Record<string, string>> = { '936': 'gbk', cp936: 'gbk', ansi936: 'gbk', '65001': 'utf-8' };

/** The label that TextDecoder knows, or null. */
export function encodingLabel(name: string): string | null {
  const label = LABELS[name.trim().toLowerCase()] ?? name.trim().toLowerCase();
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null; // how the standard says "unknown label"
    throw error;
  }
}

/** Strict: a byte that the encoding does not know is a fault, never a replacement character. */
export function decodeText(bytes: Uint8Array, encoding: string, file: string): string {
  const label = encodingLabel(encoding);
  const refuse = (sample: string): FaultError => new FaultError(fault('BAKE-207', { file, encoding, sample }, file));
  if (label === null) throw refuse('-');
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const loose = new TextDecoder(label).decode(bytes);
    const at = Math.max(0, loose.indexOf('\ufffd') - 12);
    throw refuse(loose.slice(at, at + 24).replace(/\s+/g, ' '));
  }
}
