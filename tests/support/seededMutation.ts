import type { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

/** A file as the world damages it: cut off, bytes flipped, a piece lost, a piece doubled. */
export function mutated(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const at = random.whole(0, bytes.length - 1);
  const length = random.whole(1, Math.min(64, bytes.length));
  switch (random.whole(0, 3)) {
    case 0:
      return bytes.slice(0, at);
    case 1: {
      const copy = bytes.slice();
      for (let flip = 0; flip < 8; flip++) copy[random.whole(0, copy.length - 1)]! ^= 1 << random.whole(0, 7);
      return copy;
    }
    case 2:
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + length)]);
    default:
      return Uint8Array.from([...bytes.slice(0, at + length), ...bytes.slice(at)]);
  }
}
