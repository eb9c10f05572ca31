import { expect, it } from 'vitest';
import type { Pick } from '../../src/picture/cityView.ts';
import { Hover, isSamePick } from '../../src/picture/picking/hover.ts';

const building = (buildingIndex: number): Pick => ({ kind: 'building', buildingIndex, enuMeters: [0, 0, 0] });

/** The element starts at (100, 50); every 10 px of x is another building, beyond 100 px there is none. */
function scene() {
  const element = Object.assign(new EventTarget(), { getBoundingClientRect: () => ({ left: 100, top: 50 }) });
  const told: (Pick | null)[] = [];
  const asked: number[] = [];
  const hover = new Hover({
    element: element as unknown as HTMLElement,
    pick(x) {
      asked.push(x);
      return x < 100 ? { ...building(Math.floor(x / 10)), enuMeters: [x, 0, 0] } : null;
    },
    onHover: (pick) => void told.push(pick),
  });
  const send = (type: string, x = 0, more: object = {}): void => {
    const place = { clientX: x + 100, clientY: 50, pointerType: 'mouse', buttons: 0, ...more };
    element.dispatchEvent(Object.assign(new Event(type), place));
  };
  const indexes = (): (number | null)[] => told.map((pick) => (pick?.kind === 'building' ? pick.buildingIndex : null));
  return { hover, send, asked, indexes };
}

it('is asked once a frame however often the pointer moves, and told only of another thing', () => {
  const { hover, send, asked, indexes } = scene();
  for (let frame = 0; frame < 10; frame++) {
    for (let move = 0; move < 25; move++) send('pointermove', frame + move / 100);
    hover.frame(false);
  }
  expect(asked).toHaveLength(10);
  expect(indexes()).toEqual([0]);
  hover.frame(false); // nothing moved: nothing is asked
  expect(asked).toHaveLength(10);
  send('pointermove', 55);
  hover.frame(false);
  send('pointermove', 200);
  hover.frame(false);
  expect(indexes()).toEqual([0, 5, null]);
});

it('follows a city that moves under a pointer that stands still', () => {
  const { hover, send, asked } = scene();
  hover.frame(true);
  expect(asked).toHaveLength(0); // no pointer yet
  send('pointermove', 5);
  hover.frame(false);
  hover.frame(true);
  expect(asked).toHaveLength(2);
});

it('ends where the pointer leaves or presses, and a finger never begins it', () => {
  const { hover, send, indexes } = scene();
  send('pointermove', 5, { pointerType: 'touch' });
  send('pointermove', 5, { buttons: 1 });
  hover.frame(true);
  expect(indexes()).toEqual([]);
  for (const end of ['pointerdown', 'pointerleave']) {
    send('pointermove', 5);
    hover.frame(false);
    send(end, 5);
    hover.frame(false);
  }
  expect(indexes()).toEqual([0, null, 0, null]);
  hover.dispose();
  send('pointermove', 5);
  hover.frame(true);
  expect(indexes()).toHaveLength(4);
});

it('a pick is the same wherever on the thing it is', () => {
  expect(isSamePick(building(3), { ...building(3), enuMeters: [9, 9, 9] } as Pick)).toBe(true);
  expect(isSamePick(building(3), building(4))).toBe(false);
  expect(isSamePick({ kind: 'case', caseId: '3' }, { kind: 'hazard', hazardId: '3' })).toBe(false);
  expect(isSamePick(null, null)).toBe(true);
  expect(isSamePick(null, building(0))).toBe(false);
});
