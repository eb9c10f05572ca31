import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../src/bake/prove/answerOf.ts';
import { checkCodes } from '../../../src/bake/prove/checkCodes.ts';
import { disjointAreas } from '../../../src/bake/prove/disjointAreas.ts';
import { fitsDisc } from '../../../src/bake/prove/fitsDisc.ts';
import { turnOf } from '../../../src/bake/prove/orientation.ts';
import { DEFAULT_GRID_AREA_BAND, findingsOf, type GivenArea, type Proof } from '../../../src/bake/prove/proof.ts';
import type { ProofInput } from '../../../src/bake/prove/proofInput.ts';
import { proposeOwners } from '../../../src/bake/prove/proposal.ts';
import { proveDistrict } from '../../../src/bake/prove/proveDistrict.ts';
import { snapOutlines } from '../../../src/bake/prove/snapOutlines.ts';
import type { AreaLevel } from '../../../src/model/domain/areas.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import {
  type MultiPolygon,
  multiPolygonArea,
  type Point2,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { square } from '../topology/shapes.ts';

const area = (id: string, level: AreaLevel, parentId: string | null, polygonsCm: MultiPolygon): GivenArea => ({
  ...{ id, level, parentId, polygonsCm },
  communityGridId: null,
  ownerUnit: null,
});
const district = area('d', 'district', null, [[square(0, 0, 2_000)]]);
const prove = (areas: readonly GivenArea[], snapMeters = 0.05): Proof =>
  proveDistrict(areas, [], { snapMeters, gridAreaBand: null, standardRef: null });

describe('a naive twin that counts points of a raster', () => {
  /** Square centimetres by how many areas cover them, at the centres of a raster of one centimetre. */
  function raster(parts: readonly MultiPolygon[], size: number): { gap: number; overlap: number } {
    const found = { gap: 0, overlap: 0 };
    for (let x = 0.5; x < size; x++) {
      for (let y = 0.5; y < size; y++) {
        const owners = parts.filter((polygons) => sideOfMultiPolygon(polygons, x, y) === 'inside').length;
        if (owners === 0) found.gap++;
        if (owners > 1) found.overlap++;
      }
    }
    return found;
  }

  it('sees the same land in no part and in several, for any polygons', () => {
    const size = 160;
    for (let seed = 0; seed < 12; seed++) {
      const random = new SeededRandom(`raster/${seed}`);
      const parts = Array.from({ length: random.whole(2, 7) }, (): MultiPolygon => {
        const [x, y] = [random.whole(40, 120), random.whole(40, 120)];
        const count = random.whole(3, 9);
        const outline = Array.from({ length: count }, (_, index): Point2 => {
          const angle = ((index + random.between(0, 0.8)) / count) * 2 * Math.PI;
          const radius = random.between(10, 39);
          return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
        });
        return [[outline]];
      });
      const whole = area('d', 'district', null, [[square(0, 0, size)]]);
      const { pieces } = prove([whole, ...parts.map((polygons, row) => area(`s${row}`, 'street', 'd', polygons))], 0);
      const sum = (kind: string): number =>
        pieces
          .filter((piece) => piece.kind === kind)
          .reduce((total, { squareMeters }) => total + squareMeters * 1e4, 0);
      const twin = raster(parts, size);
      // A raster is right but for the cells that lines pass through.
      const slack = parts.reduce((total, polygons) => total + polygons[0]![0]!.length * 2.5, 0);
      expect(Math.abs(sum('gap') - twin.gap), `gap ${seed}`).toBeLessThan(slack);
      expect(Math.abs(sum('overlap') - twin.overlap), `overlap ${seed}`).toBeLessThan(slack);
    }
  });
});

describe('pieces', () => {
  it('know their parent, their neighbours with the shared length, and who could take them', () => {
    const left = area('left', 'street', 'd', [[square(0, 0, 1_000)]]);
    const upper: Point2[] = [
      [0, 1_000],
      [2_000, 1_000],
      [2_000, 2_000],
      [0, 2_000],
    ];
    const areas = [district, left, area('top', 'street', 'd', [[upper]])];
    const { pieces } = prove(areas);
    expect(pieces).toMatchObject([
      {
        ...{ kind: 'gap', level: 'street', parentId: 'd', hostId: null, areaIds: ['left', 'top'], squareMeters: 100 },
        neighbours: [
          { areaId: 'left', sharedMeters: 10 },
          { areaId: 'top', sharedMeters: 10 },
        ],
      },
    ]);
    expect(proposeOwners(pieces, areas)).toMatchObject([{ takerId: 'left', sharedMeters: 10 }]);
  });

  it('that touch at a corner stay two; one with a hole keeps it', () => {
    const frame = area('frame', 'street', 'd', [[square(0, 0, 2_000), square(500, 500, 1_000)]]);
    const island = area('island', 'street', 'd', [[square(900, 900, 200)]]);
    const [piece, ...others] = prove([district, frame, island]).pieces;
    expect(others).toEqual([]);
    expect(piece!.polygonCm).toHaveLength(2);
    expect(piece!.squareMeters).toBe(96);

    const corners = [
      area('a', 'street', 'd', [[square(0, 0, 1_000)]]),
      area('b', 'street', 'd', [[square(1_000, 1_000, 1_000)]]),
    ];
    expect(prove([district, ...corners]).pieces.map(({ squareMeters }) => squareMeters)).toEqual([100, 100]);
  });

  it('enclosed by parts are gaps even where no parent is known', () => {
    const ring = area('ring', 'street', null, [[square(0, 0, 2_000), square(500, 500, 1_000)]]);
    expect(prove([ring]).pieces).toMatchObject([{ kind: 'gap', parentId: '', squareMeters: 100, areaIds: ['ring'] }]);
  });
});

describe('snapping', () => {
  it('moves no vertex farther than the tolerance, and bends an edge to a vertex beside it', () => {
    const left: MultiPolygon = [
      [
        [
          [0, 0],
          [1_000, 0],
          [1_000, 2_000],
          [0, 2_000],
        ],
      ],
    ];
    const right: MultiPolygon = [
      [
        [
          [1_003, 1],
          [2_000, 0],
          [2_000, 2_000],
          [1_000, 2_000],
          [996, 900],
        ],
      ],
    ];
    const { polygonsCm, ...report } = snapOutlines(
      [
        { id: 'l', polygonsCm: left },
        { id: 'r', polygonsCm: right },
      ],
      5,
    );
    expect(report).toMatchObject({ movedVertices: 1, bentEdges: 1, largestMoveCm: 4, collapsed: [] });
    expect(polygonsCm[0]![0]![0]).toContainEqual([996, 900]);
    expect(polygonsCm[1]![0]![0]![0]).toEqual([1_000, 0]);
    const between = multiPolygonArea(polygonsCm[0]!) + multiPolygonArea(polygonsCm[1]!);
    expect(between).toBe(2_000 * 2_000);
  });

  it('names what vanishes', () => {
    const thread: MultiPolygon = [
      [
        [
          [0, 0],
          [1_000, 0],
          [1_000, 4],
          [0, 4],
        ],
      ],
    ];
    const { collapsed } = snapOutlines([{ id: 'thread', polygonsCm: thread }], 5);
    expect(collapsed).toEqual([{ areaId: 'thread', squareCm: 4_000 }]);
    expect(prove([district, area('thread', 'street', 'd', thread)]).snapped.collapsed).toHaveLength(1);
  });
});

describe('disjointAreas', () => {
  it('gives what several claim to the lowest id, and leaves a wide gap alone', () => {
    const a = { id: 'a', polygonsCm: [[square(0, 0, 1_000)]] };
    const b = { id: 'b', polygonsCm: [[square(900, 0, 1_000)]] };
    const c = { id: 'c', polygonsCm: [[square(1_950, 0, 1_000)]] };
    const areas = disjointAreas([c, b, a], [], 5);
    expect([...areas].map(([id, polygons]) => [id, multiPolygonArea(polygons)]).sort()).toEqual([
      ['a', 1_000_000],
      ['b', 900_000],
      ['c', 1_000_000],
    ]);
  });
});

describe('fitsDisc', () => {
  it('measures the widest place, not the mean', () => {
    const strip = (width: number): Point2[] => [
      [0, 0],
      [9_000, 3_000],
      [9_000, 3_000 + width],
      [0, width],
    ];
    const across = (width: number): number => width * Math.cos(Math.atan2(1, 3));
    expect(fitsDisc([strip(10)], across(10) - 0.2)).toBe(true);
    expect(fitsDisc([strip(10)], across(10) + 0.2)).toBe(false);
    const dumbbell: Point2[] = [
      [0, 0],
      [40, 0],
      [40, 19],
      [3_000, 19],
      [3_000, 21],
      [40, 21],
      [40, 40],
      [0, 40],
    ];
    expect(fitsDisc([dumbbell], 39)).toBe(true);
    expect(fitsDisc([dumbbell], 41)).toBe(false);
  });
});

describe('turnOf', () => {
  it('is exact where doubles round', () => {
    const far = 2 ** 30;
    expect(turnOf(0, 0, far, far - 1, far * 2 - 1, far * 2 - 3)).toBe(-1);
    expect(turnOf(0, 0, far, far - 1, far * 2, far * 2 - 2)).toBe(0);
  });
});

describe('codes', () => {
  const grid = (id: string, parentId = id.slice(0, 12)): GivenArea => area(id, 'unitGrid', parentId, []);
  const community = area('370203001001', 'community', '370203001', []);

  it('have 15 places by GB/T 47678 and 14 by GB/T 30428', () => {
    const grids = [community, grid('370203001001001'), grid('37020300100101'), grid('37020300100A001')];
    const problems = (standard: 'GB/T 47678' | 'GB/T 30428'): string[] =>
      checkCodes(grids, standard).map(({ problem, areaId }) => `${problem} ${areaId}`);
    expect(problems('GB/T 47678')).toEqual(['malformed 37020300100101', 'wrongPrefix 37020300100A001']);
    expect(problems('GB/T 30428')).toEqual(['malformed 370203001001001', 'malformed 37020300100A001']);
    expect(checkCodes(grids, 'none')).toEqual([]);
  });

  it('are not asked of areas that have none', () => {
    expect(checkCodes([area('toy:unitGrid:1', 'unitGrid', 'toy:community:1', [])], 'GB/T 47678')).toEqual([]);
  });

  it('name an order that does not run from north to south as a note', () => {
    const at = (id: string, y: number): GivenArea => area(id, 'unitGrid', '370203001001', [[square(0, y, 20_000)]]);
    const { notes } = prove([at('370203001001001', 0), at('370203001001002', 20_000)]);
    expect(notes.codeOrder).toEqual([{ parentId: '370203001001', areaId: '370203001001001' }]);
  });
});

describe('an answer', () => {
  const side = (id: string, x: number): GivenArea =>
    area(id, 'unitGrid', 'd', [
      [
        [
          [x, 0],
          [x + 1_000, 0],
          [x + 1_000, 2_000],
          [x, 2_000],
        ],
      ],
    ]);
  const input = (gridsAreGiven: boolean, footprintCm: MultiPolygon): ProofInput => ({
    ...{ title: '', areas: [district, side('w', 0), side('x', 1_000)], standardRef: 'none', snapMeters: 0.05 },
    buildings: [{ id: 'b', residents: 3, footprintCm }],
    gridAreaBand: [0, 1e9],
    frame: new EnuFrame({ lonLatDeg: [120, 36], heightEllipsoidMeters: 0 }),
    ...{ gridsAreGiven, recorded: null, faults: new FaultLog(), elsewhere: new FaultLog() },
  });

  it('names a building across given grids; across generated ones it is a note', () => {
    const across: MultiPolygon = [[square(900, 500, 200)]];
    const given = answerOf(input(true, across), 0.05);
    expect(given.proof.splitBuildings).toMatchObject([{ buildingId: 'b', shares: [{ share: 0.5 }, { share: 0.5 }] }]);
    expect(given.generatedSplits).toBe(0);
    const generated = answerOf(input(false, across), 0.05);
    expect([generated.generatedSplits, findingsOf(generated.proof)]).toEqual([1, 0]);
  });

  it('looks at no more than the grids’ land for a footprint of any size', () => {
    const huge: MultiPolygon = [[square(-1e11, -1e11, 2e11)]];
    // Of such a footprint a grid holds a share of nothing; asking each of its cells would never end.
    expect(answerOf(input(true, huge), 0.05).proof.splitBuildings).toEqual([]);
  });
});

describe('the default band', () => {
  it('holds the mean grid of the first district and the nominal one of the standard', () => {
    const [least, most] = DEFAULT_GRID_AREA_BAND;
    for (const squareMeters of [10_000, 61_500]) expect(squareMeters > least && squareMeters < most).toBe(true);
  });
});
