import { expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { BuildingStates } from '../../src/picture/layers/buildings/buildingStates.ts';

it('tell more and fewer lit windows apart from all else that changes', () => {
  const outline = [0, 1, 2, 3].map((corner) => [corner < 2 ? 0 : 900, corner % 3 === 0 ? 0 : 900] as const);
  const one = { heightGroundMeters: 9, polygonsCm: [[outline]], areaRow: 0, windowColumns: 8, floors: 3, look: 0 };
  const states = new BuildingStates(decodeFootprints(encodeFootprints([one, one]))!);
  const isLitChanged = (): boolean | undefined => states.take()?.isLitChanged;
  expect(isLitChanged()).toBe(true);
  states.setFlags(Uint8Array.of(0, 2));
  expect(isLitChanged()).toBe(false);
  states.setLit(1, 0.5, 0);
  expect(isLitChanged()).toBe(true);
  // The same window, further on.
  states.setLit(1, 0.9, 0);
  expect(isLitChanged()).toBe(false);
  states.setLit(1, 1, 3);
  expect(isLitChanged()).toBe(false);
  states.setLit(1, 1.1, 3);
  expect(isLitChanged()).toBe(true);
  states.setLit(1, 0, 0);
  expect(isLitChanged()).toBe(true);
  expect(isLitChanged()).toBeUndefined();
  states.tellAnew();
  expect(isLitChanged()).toBe(true);
});

it('say whether any building has a class or a flag', () => {
  const outline = [0, 1, 2, 3].map((corner) => [corner < 2 ? 0 : 900, corner % 3 === 0 ? 0 : 900] as const);
  const one = { heightGroundMeters: 9, polygonsCm: [[outline]], areaRow: 0, windowColumns: 8, floors: 3, look: 0 };
  const states = new BuildingStates(decodeFootprints(encodeFootprints([one, one]))!);
  states.setLit(0, 5, 9);
  expect(states.take()?.isTold).toBe(false);
  states.setFlags(Uint8Array.of(0, 4));
  expect(states.take()?.isTold).toBe(true);
  states.setFlags(null);
  expect(states.take()?.isTold).toBe(false);
  states.setClasses(Uint8Array.of(3, 0));
  expect(states.take()?.isTold).toBe(true);
  states.setClasses(Uint8Array.of(0, 0));
  expect(states.take()?.isTold).toBe(false);
});
