import { expect, it } from 'vitest';
import { type Components, decodeComponents, encodeComponents } from '../../src/model/contract/componentsFile.ts';
import { componentCode } from '../../src/model/domain/components.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const random = new SeededRandom('components file');
const components: Components = {
  count: 1001,
  enuCm: Int32Array.from({ length: 2002 }, () => random.whole(-2_000_000_000, 2_000_000_000)),
  areaRow: Uint32Array.from({ length: 1001 }, () => random.whole(0, 70_000)),
  classRow: Uint8Array.from({ length: 1001 }, () => random.whole(0, 21)),
};
const bytes = encodeComponents(components, 22);

it('comes back to the centimetre, however far neighbours lie apart, from any place in a buffer', () => {
  expect(decodeComponents(bytes, 22)).toEqual(components);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(decodeComponents(shifted.subarray(3), 22)).toEqual(components);
});

it('is one list of nothing, too', () => {
  const none = { count: 0, enuCm: new Int32Array(0), areaRow: new Uint32Array(0), classRow: new Uint8Array(0) };
  expect(decodeComponents(encodeComponents(none, 1), 1)).toEqual(none);
});

it.each<[string, (copy: Uint8Array) => Uint8Array, number]>([
  ['cut', (copy) => copy.subarray(0, copy.length - 1), 22],
  ['too long', (copy) => Uint8Array.from([...copy, 0]), 22],
  ['shorter than its head', (copy) => copy.subarray(0, 8), 22],
  ['another kind of file', (copy) => copy.with(0, 0), 22],
  ['of another version', (copy) => copy.with(4, 9), 22],
  ['of another table of classes', (copy) => copy, 21],
  ['with a class that is not there', (copy) => copy.with(copy.length - 1, 22), 22],
])('is refused when %s', (_, spoil, classCount) => {
  expect(decodeComponents(spoil(bytes), classCount)).toBeNull();
});

it('writes codes of 17 digits after GB/T 47678.5, of 16 after GB/T 30428.2', () => {
  expect(componentCode('370203', '01001', 1)).toBe('37020301001000001');
  expect(componentCode('320508', '0101', 1)).toBe('3205080101000001');
  expect(() => componentCode('370203', '01001', 1_000_000)).toThrow(/six digits/);
});
