import { keySign } from './keys.ts';

export function KeyHint({ chord }: { chord: string }) {
  return <kbd className="key-hint">{keySign(chord)}</kbd>;
}
