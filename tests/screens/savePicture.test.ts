/** What a saved picture is called, and the quality that a station begins with. */
import { expect, it } from 'vitest';
import { lookOfAddress } from '../../src/screens/city/lookOfAddress.ts';
import { originsShown } from '../../src/screens/city/originsShown.ts';
import { startQuality } from '../../src/screens/city/quality.ts';
import { stillName, stillSizes } from '../../src/screens/city/stillName.ts';

const AT_MILLIS = Date.UTC(2026, 10, 24, 16, 5, 9);

it('a picture is named after its place, the time there and its size, in letters that every file system takes', () => {
  const [small, , , wall] = stillSizes;
  expect(stillName(['市北区', '浮山新区街道'], AT_MILLIS, 'Asia/Shanghai', small!)).toBe(
    '市北区-浮山新区街道-20261125-000509-1920x1080.png',
  );
  expect(stillName(['Shibei', 'A/B: "C" \\ D?'], AT_MILLIS, 'UTC', wall!)).toBe(
    'Shibei-A-B-C-D--20261124-160509-11520x3240.png',
  );
  expect(stillName(['市北区', '市北区'], AT_MILLIS, 'UTC', small!)).toBe('市北区-20261124-160509-1920x1080.png');
});

it('the address chooses the quality before what the screen keeps, and nonsense chooses nothing', () => {
  expect(startQuality('?quality=wall', 'desktop')).toBe('wall');
  expect(startQuality('?quality=auto', 'desktop')).toBe('auto');
  expect(startQuality('?quality=best', 'desktop')).toBe('desktop');
  expect(startQuality('', 'best')).toBe('auto');
  expect(startQuality('', null)).toBe('auto');
});

it('an address may say where a station looks; what is no such place moves nobody', () => {
  expect(lookOfAddress('?light=day&look=1060,-2150,1300,-35,-20.5')).toEqual({
    targetEnuMeters: [1060, -2150],
    rangeMeters: 1300,
    headingDeg: -35,
    pitchDeg: -20.5,
  });
  for (const look of ['', '1,2,3', '1,2,3,4,five', '1,2,,4,5', '1,2,3,4,5,6', '1,2,0,4,5', '1,2,Infinity,4,5']) {
    expect(lookOfAddress(`?look=${look}`), look).toBeNull();
  }
  expect(lookOfAddress('')).toBeNull();
});

it('a saved picture says which of its windows and cases are no live records, each word once', () => {
  expect(originsShown(null, [])).toEqual([]);
  expect(originsShown({ origin: 'live' }, [{ origin: 'live' }])).toEqual([]);
  expect(originsShown({ origin: 'simulated' }, [{ origin: 'live' }])).toEqual(['simulated']);
  expect(originsShown({ origin: 'replayed' }, [{ origin: 'simulated' }, { origin: 'simulated' }])).toEqual([
    'simulated',
    'replayed',
  ]);
});
