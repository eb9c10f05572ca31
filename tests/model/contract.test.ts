import { describe, expect, it } from 'vitest';
import { decodeArc, decodeAreas, encodeArc, parseAreasFile } from '../../src/model/contract/areasFile.ts';
import { decodeColumnFrame, encodeColumnFrame } from '../../src/model/contract/columnFrame.ts';
import { geoUriFromLonLat, lonLatFromGeoUri } from '../../src/model/contract/event.ts';
import {
  decodeFootprints,
  encodeFootprints,
  footprintOf,
  windowCountOf,
} from '../../src/model/contract/footprintsFile.ts';
import { eyeOfLook } from '../../src/model/contract/stage.ts';
import { nearestName } from '../../src/model/faults/nearestName.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

const frame = {
  layer: 'videoPoint',
  room: 7,
  seqFrom: 12,
  seqTo: 14,
  presentAtMillis: 1_795_500_000_000.25,
  count: 3,
  columns: {
    index: Uint32Array.of(0, 11_999, 4_294_967_295),
    status: Uint8Array.of(0, 1, 3),
    eventMillis: Float64Array.of(0, 1.5, Number.MAX_SAFE_INTEGER),
  },
} as const;

describe('column frames', () => {
  it('return what went in, to the bit', () => {
    expect(decodeColumnFrame(encodeColumnFrame(frame))).toEqual({ ok: true, frame });
    const empty = { ...frame, count: 0, columns: {} };
    expect(decodeColumnFrame(encodeColumnFrame(empty))).toEqual({ ok: true, frame: empty });
  });

  it('read from an unaligned buffer', () => {
    const bytes = encodeColumnFrame(frame);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeColumnFrame(shifted.subarray(3))).toEqual({ ok: true, frame });
  });

  it('skip a column that is not known and refuse a version that is not', () => {
    const newer = encodeColumnFrame(frame);
    const view = new DataView(newer.buffer);
    view.setUint16(64 + 8, 999, true); // second directory entry: a name from the future
    const read = decodeColumnFrame(newer);
    expect(read.ok && Object.keys(read.frame.columns)).toEqual(['index', 'eventMillis']);
    view.setUint16(4, 2, true);
    expect(decodeColumnFrame(newer)).toEqual({ ok: false, problem: 'version' });
  });

  it('never throw and never read outside, on 5,000 mutations', () => {
    const random = new SeededRandom('frames');
    const whole = encodeColumnFrame(frame);
    for (let round = 0; round < 5000; round++) {
      const bytes = whole.slice(0, random.chance(0.3) ? random.whole(0, whole.length) : whole.length);
      for (let hit = random.whole(1, 6); hit > 0 && bytes.length > 0; hit--)
        bytes[random.whole(0, bytes.length - 1)] = random.whole(0, 255);
      const read = decodeColumnFrame(bytes);
      if (!read.ok) continue;
      for (const column of Object.values(read.frame.columns)) expect(column.length).toBe(read.frame.count);
    }
  });
});

describe('areas file', () => {
  it('encodes arcs both ways and joins them into outlines', () => {
    const points = [
      [0, 0],
      [500, -3],
      [1_234_567, 89],
    ] as const;
    expect(decodeArc(encodeArc(points))).toEqual(points);
    const file = parseAreasFile({
      schema: 'areas/1',
      arcs: [
        [0, 0, 10, 0, 0, 10],
        [10, 10, -10, 0, 0, -10],
      ],
      arcLevels: ['district', 'district'],
      areas: [
        {
          id: 'a',
          level: 'district',
          parentId: null,
          communityGridId: null,
          name: '甲',
          nameEn: 'A',
          ownerUnit: null,
          polygons: [[[0, 1]]],
          labelEnuMeters: [0, 0],
          areaSquareMeters: 0.01,
        },
        {
          id: 'b',
          level: 'street',
          parentId: 'a',
          communityGridId: null,
          name: '乙',
          nameEn: 'B',
          ownerUnit: null,
          polygons: [[[~1, ~0]]],
          labelEnuMeters: [0, 0],
          areaSquareMeters: 0.01,
        },
      ],
    })!;
    const outlines = decodeAreas(file);
    expect(outlines.get('a')).toEqual([
      [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
        ],
      ],
    ]);
    expect(outlines.get('b')![0]![0]!.length).toBe(4);
    expect(parseAreasFile({ schema: 'areas/2' })).toBeNull();
    const [first, ...others] = file.arcs;
    expect(parseAreasFile({ ...file, arcs: [[...first!.slice(0, -1), 4e7], ...others] })).toBeNull();
  });
});

describe('footprints file', () => {
  const input = [
    {
      heightGroundMeters: 17.5,
      polygonsCm: [
        [
          [
            [0, 0],
            [1000, 0],
            [1000, 500],
          ],
        ],
      ],
      areaRow: 3,
      windowColumns: 12,
      floors: 5,
    },
    {
      heightGroundMeters: 60,
      polygonsCm: [
        [
          [
            [-5, -5],
            [5, -5],
            [5, 5],
            [-5, 5],
          ],
          [
            [-1, -1],
            [1, -1],
            [0, 1],
          ],
        ],
        [
          [
            [90, 90],
            [95, 90],
            [95, 95],
          ],
        ],
      ],
      areaRow: 0,
      windowColumns: 65_535,
      floors: 33,
    },
    { heightGroundMeters: 3, polygonsCm: [], areaRow: 1, windowColumns: 0, floors: 1 },
  ] as const;

  it('returns what went in', () => {
    const read = decodeFootprints(encodeFootprints(input))!;
    expect(read.count).toBe(3);
    input.forEach((building, index) => {
      expect(footprintOf(read, index)).toEqual(building.polygonsCm);
      expect(read.heightGroundMeters[index]).toBe(building.heightGroundMeters);
      expect(read.areaRow[index]).toBe(building.areaRow);
      expect(windowCountOf(read, index)).toBe(building.windowColumns * building.floors);
    });
  });

  it('refuses anything cut or grown', () => {
    const whole = encodeFootprints(input);
    for (let length = 0; length < whole.length; length++) expect(decodeFootprints(whole.slice(0, length))).toBeNull();
    expect(decodeFootprints(new Uint8Array([...whole, 0]))).toBeNull();
  });
});

describe('small words', () => {
  it('geo URIs name latitude first and only WGS84', () => {
    expect(lonLatFromGeoUri('geo:36.0876,120.375')).toEqual([120.375, 36.0876]);
    expect(lonLatFromGeoUri('geo:36.0876,120.375;crs=wgs84')).toEqual([120.375, 36.0876]);
    expect(lonLatFromGeoUri(geoUriFromLonLat([120.3512, 36.086]))).toEqual([120.3512, 36.086]);
    for (const wrong of [
      'geo:120.375,36.0876',
      'geo:36.0876',
      'geo:36.0876,120.375;crs=gcj02',
      '36.0876,120.375',
      'geo:NaN,1',
      'geo:91,0',
    ]) {
      expect(lonLatFromGeoUri(wrong), wrong).toBeNull();
    }
  });

  it('names the nearest', () => {
    expect(nearestName('prot', ['district', 'port', 'feed'])).toBe('port');
    expect(nearestName('Distrikt', ['district', 'port', 'feed'])).toBe('district');
  });

  it('puts the eye behind and above what it looks at', () => {
    const [east, north, up] = eyeOfLook({
      targetEnuMeters: [100, 200],
      rangeMeters: 1000,
      headingDeg: 0,
      pitchDeg: -30,
    });
    expect(east).toBeCloseTo(100, 9);
    expect(north).toBeCloseTo(200 - 1000 * Math.cos(Math.PI / 6), 9);
    expect(up).toBeCloseTo(500, 9);
  });
});
