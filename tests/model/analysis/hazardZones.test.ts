import initGeosJs from 'geos-wasm';
import { geojsonToGeosGeom } from 'geos-wasm/helpers';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  downwindAt,
  hazardZones,
  isWindStale,
  type Zone,
  zoneBounds,
  zoneHolds,
  zoneMeets,
} from '../../../src/model/analysis/hazardZones.ts';
import { WIND_STALE_MILLIS, type WindView } from '../../../src/model/contract/live.ts';
import type { MultiPolygon, Point2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

type Geos = Awaited<ReturnType<typeof initGeosJs>>;
let geos: Geos;
beforeAll(async () => {
  geos = await initGeosJs();
});

/** By an independent judge: the distance between two shapes in the same unit. */
function distanceByGeos(a: object, b: object): number {
  const [first, second] = [geojsonToGeosGeom(a as never, geos), geojsonToGeosGeom(b as never, geos)];
  const at = geos.Module._malloc(8);
  geos.GEOSDistance(first, second, at as never);
  const distance = geos.Module.HEAPF64[at / 8]!;
  geos.Module._free(at);
  geos.GEOSGeom_destroy(first);
  geos.GEOSGeom_destroy(second);
  return distance;
}
const closed = (outline: readonly Point2[]): number[][] => [...outline, outline[0]!].map((point) => [...point]);

/** Around (0, 0) in metres: a block, every other one with a courtyard. */
function house(random: SeededRandom): MultiPolygon {
  const [x, y] = [random.between(-200, 200), random.between(-200, 200)];
  const [width, depth, turn] = [random.between(4, 90), random.between(4, 60), random.between(0, 3)];
  const corner = (across: number, along: number): Point2 => [
    Math.round(100 * (x + Math.cos(turn) * across * width - Math.sin(turn) * along * depth)),
    Math.round(100 * (y + Math.sin(turn) * across * width + Math.cos(turn) * along * depth)),
  ];
  const block = (half: number): Point2[] => [
    corner(-half, -half),
    corner(half, -half),
    corner(half, half),
    corner(-half, half),
  ];
  return [random.chance(0.5) ? [block(0.5)] : [block(0.5), block(0.3).reverse()]];
}

const chlorine = {
  enuAboveGroundMeters: [12, -7, 0],
  isolationMeters: 60,
  downwindDayMeters: 110,
  downwindNightMeters: 240,
} as const;
const wind = { fromDeg: 30, metersPerSec: 3, observedMillis: 0 };

describe('who is within a zone', () => {
  it('is whatever house the circle or the square touches, as an independent judge finds', () => {
    const random = new SeededRandom('hazard zones');
    const met = { circle: 0, square: 0 };
    for (let round = 0; round < 1_500; round++) {
      const zones = hazardZones(chlorine, { wind: { ...wind, fromDeg: random.between(0, 360) }, isNight: false });
      const footprint = house(random);
      const shape = {
        type: 'MultiPolygon',
        coordinates: footprint.map((polygon) => polygon.map((outline) => closed(outline))),
      };
      for (const zone of [zones.isolation!, zones.downwind!]) {
        const away =
          zone.kind === 'circle'
            ? distanceByGeos({ type: 'Point', coordinates: zone.centreMeters.map((metres) => metres * 100) }, shape) -
              zone.radiusMeters * 100
            : distanceByGeos(
                { type: 'Polygon', coordinates: [closed(zone.outlineMeters.map(([x, y]) => [x * 100, y * 100]))] },
                shape,
              );
        if (Math.abs(away) < 1e-3 && away !== 0) continue; // a touch of micrometres is nobody's
        expect(zoneMeets(zone, footprint), `${zone.kind} ${round} ${away}`).toBe(away <= 0);
        met[zone.kind] += away <= 0 ? 1 : 0;
      }
    }
    // Neither nobody nor everybody, so that the rule was put to the test.
    for (const count of [met.circle, met.square]) expect(count > 150 && count < 1_350).toBe(true);
  });

  it('is nobody in a courtyard that holds the whole zone', () => {
    const square = (half: number): Point2[] => [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ];
    const ring: MultiPolygon = [[square(100_000), square(90_000).reverse()]];
    const { isolation, downwind } = hazardZones(chlorine, { wind, isNight: true });
    expect(zoneMeets(isolation!, ring)).toBe(false);
    expect(zoneMeets(downwind!, ring)).toBe(false);
    expect(zoneMeets(downwind!, [[square(100_000)]])).toBe(true);
  });
});

describe('zones of a hazard', () => {
  it('are none where the substance has no distance', () => {
    const harmless = { ...chlorine, isolationMeters: null, downwindDayMeters: null, downwindNightMeters: null };
    expect(hazardZones(harmless, { wind, isNight: true })).toEqual({ isolation: null, downwind: null });
  });

  it('reach farther by night, and all around where nobody knows the wind', () => {
    const southMost = (zone: Zone): number => zoneBounds(zone).minY;
    const north = { ...wind, fromDeg: 0 };
    expect(southMost(hazardZones(chlorine, { wind: north, isNight: false }).downwind!)).toBeCloseTo(-117, 6);
    expect(southMost(hazardZones(chlorine, { wind: north, isNight: true }).downwind!)).toBeCloseTo(-247, 6);
    const anywhere = hazardZones(chlorine, { wind: null, isNight: false }).downwind!;
    expect(anywhere).toEqual({ kind: 'circle', centreMeters: [12, -7], radiusMeters: 110 });
    expect(zoneHolds(anywhere, [12, 102])).toBe(true);
    expect(zoneHolds(anywhere, [12, 104])).toBe(false);
    expect(zoneHolds(hazardZones(chlorine, { wind: north, isNight: false }).downwind!, [12, 20])).toBe(false);
  });

  it('follow the sun of the place, and a wind of half an hour ago no more', () => {
    const place = [120.37, 36.1] as const;
    const [noon, midnight] = [Date.UTC(2026, 10, 25, 4), Date.UTC(2026, 10, 25, 16)];
    const told: WindView = { ...wind, observedMillis: noon - WIND_STALE_MILLIS + 1, origin: 'live' };
    expect(downwindAt(told, noon, place)).toEqual({ wind: told, isNight: false });
    expect(downwindAt(told, noon + 1, place)).toEqual({ wind: null, isNight: false });
    expect(downwindAt(null, midnight, place)).toEqual({ wind: null, isNight: true });
    expect(isWindStale(told, noon)).toBe(false);
  });
});
