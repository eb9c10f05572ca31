/**
 * The smallest district that has everything: written by hand through the contracts, so that hub tests stand on numbers a
 * reader can check. 400 m × 200 m; two streets, three communities, four grids; the east quarter is a harbour basin that
 * belongs to no street.
 *
 *   y 200 ┌────────┬────────┬────────┬────────┐
 *         │  G2    │        │        │        │
 *     100 ├────────┤  G3    │  G4    │harbour │
 *         │  G1    │        │        │        │
 *       0 └────────┴────────┴────────┴────────┘
 *         0  C1   100  C2  200  C3  300      400 m
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { packageHash } from '../../src/hub/state/packageHash.ts';
import { AREAS_SCHEMA, type Area, type AreasFile, encodeArc } from '../../src/model/contract/areasFile.ts';
import { windowColumnsOf } from '../../src/model/contract/facadeBays.ts';
import { encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { INDEX_VERSION, indexTablesSql } from '../../src/model/contract/indexTables.ts';
import { MANIFEST_SCHEMA, type Manifest } from '../../src/model/contract/manifest.ts';
import { SLIVERS_FILE, type SliversFile } from '../../src/model/contract/sliversFile.ts';
import type { AreaLevel } from '../../src/model/domain/areas.ts';
import { addRollUps, emptyRollUp, type RollUp, rollUpKeys, rollUpOfBuilding } from '../../src/model/domain/rollups.ts';
import { EnuFrame } from '../../src/model/frames/enu.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';

export const tinyOrigin = { lonLatDeg: [120.38, 36.09] as const, heightEllipsoidMeters: 0 };
export const tinyFrame = new EnuFrame(tinyOrigin);

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

const gridBoxes: Readonly<Record<string, Box>> = {
  '370203001001001': [0, 0, 100, 100],
  '370203001001002': [0, 100, 100, 200],
  '370203001002001': [100, 0, 200, 200],
  '370203002001901': [200, 0, 300, 200],
};
export const tinyGrids = Object.keys(gridBoxes) as [string, string, string, string];

/** The harbour basin, as a proof would find it. */
export const tinySlivers: SliversFile = {
  schema: 'slivers/1',
  slivers: [
    {
      kind: 'gap',
      level: 'street',
      parentId: '370203',
      squareMeters: 20_000,
      buildings: 0,
      residents: 0,
      areaIds: ['370203002'],
      polygonCm: [[30_000, 0, 40_000, 0, 40_000, 20_000, 30_000, 20_000]],
    },
  ],
};

/** Names that must never reach a public screen. */
export const tinyGridHead = '王*（金丝雀）';

interface TinyArea {
  readonly id: string;
  readonly level: AreaLevel;
  readonly parentId: string | null;
  readonly communityGridId: string | null;
  readonly box: Box;
}

const tinyAreas: readonly TinyArea[] = [
  { id: '370203', level: 'district', parentId: null, communityGridId: null, box: [0, 0, 400, 200] },
  { id: '370203001', level: 'street', parentId: '370203', communityGridId: null, box: [0, 0, 200, 200] },
  { id: '370203002', level: 'street', parentId: '370203', communityGridId: null, box: [200, 0, 300, 200] },
  area('370203001001', 'community', '370203001', '370203001001G', [0, 0, 100, 200]),
  area('370203001002', 'community', '370203001', '370203001001G', [100, 0, 200, 200]),
  area('370203002001', 'community', '370203002', '370203002001G', [200, 0, 300, 200]),
  { id: '370203001001G', level: 'communityGrid', parentId: '370203001', communityGridId: null, box: [0, 0, 200, 200] },
  {
    id: '370203002001G',
    level: 'communityGrid',
    parentId: '370203002',
    communityGridId: null,
    box: [200, 0, 300, 200],
  },
  area(tinyGrids[0], 'unitGrid', '370203001001', '370203001001G', gridBoxes[tinyGrids[0]]!),
  area(tinyGrids[1], 'unitGrid', '370203001001', '370203001001G', gridBoxes[tinyGrids[1]]!),
  area(tinyGrids[2], 'unitGrid', '370203001002', '370203001001G', gridBoxes[tinyGrids[2]]!),
  area(tinyGrids[3], 'extensionGrid', '370203002001', '370203002001G', gridBoxes[tinyGrids[3]]!),
];

function area(id: string, level: AreaLevel, parentId: string, communityGridId: string, box: Box): TinyArea {
  return { id, level, parentId, communityGridId, box };
}

/** Sorted by id: row = buildingIndex. Residents are chosen so that rounding has something to do at every level. */
const buildings = [
  { id: 'tiny:1', grid: tinyGrids[0], box: [10, 10, 30, 30] as Box, use: 'residential', households: 3, residents: 7 },
  { id: 'tiny:2', grid: tinyGrids[0], box: [40, 10, 60, 30] as Box, use: 'residential', households: 21, residents: 63 },
  { id: 'tiny:3', grid: tinyGrids[1], box: [10, 120, 30, 150] as Box, use: 'residential', households: 1, residents: 3 },
  {
    id: 'tiny:4',
    grid: tinyGrids[2],
    box: [120, 20, 150, 60] as Box,
    use: 'residential',
    households: 41,
    residents: 118,
  },
  { id: 'tiny:5', grid: tinyGrids[3], box: [220, 20, 250, 60] as Box, use: 'office', households: 0, residents: 0 },
] as const;

export const tinyVideoPoints = Array.from({ length: 40 }, (_, row) => `37020300081311${String(row).padStart(6, '0')}`);
export const tinyStaff = ['37020300101G/patrolOfficer/1', '37020300101G/trafficPolice/1'] as const;
export const tinyHazards = ['hazard-1', 'hazard-2'] as const;

const outlineCm = ([minX, minY, maxX, maxY]: Box): Point2[] =>
  (
    [
      [minX, minY],
      [maxX, minY],
      [maxX, maxY],
      [minX, maxY],
    ] as const
  ).map(([x, y]) => [x * 100, y * 100]);

const areaOfBox = ([minX, minY, maxX, maxY]: Box): number => (maxX - minX) * (maxY - minY);
const middleOfBox = ([minX, minY, maxX, maxY]: Box): [number, number] => [(minX + maxX) / 2, (minY + maxY) / 2];
const buildingFacts = (building: (typeof buildings)[number]) => {
  const footprintSquareMeters = areaOfBox(building.box);
  return { ...building, footprintSquareMeters, floorAreaSquareMeters: footprintSquareMeters * 6 };
};

function rollUpOf(areaId: string): RollUp {
  const isBelow = (id: string | null): boolean => {
    for (
      let at = tinyAreas.find((item) => item.id === id);
      at;
      at = tinyAreas.find((item) => item.id === at!.parentId)
    ) {
      if (at.id === areaId || at.communityGridId === areaId) return true;
    }
    return false;
  };
  return buildings
    .filter(({ grid }) => isBelow(grid))
    .map((building) => rollUpOfBuilding(buildingFacts(building)))
    .reduce(addRollUps, emptyRollUp);
}

function areasFile(): AreasFile {
  const closed = (box: Box): Point2[] => [...outlineCm(box), outlineCm(box)[0]!];
  return {
    schema: AREAS_SCHEMA,
    arcs: tinyAreas.map(({ box }) => encodeArc(closed(box))),
    arcLevels: tinyAreas.map(({ level }) => level),
    areas: tinyAreas.map(
      ({ id, level, parentId, communityGridId, box }, row): Area => ({
        id,
        level,
        parentId,
        communityGridId,
        name: `区域${id}`,
        nameEn: `Area ${id}`,
        ownerUnit: level === 'extensionGrid' ? '港务单位' : null,
        polygons: [[[row]]],
        labelEnuMeters: middleOfBox(box),
        areaSquareMeters: areaOfBox(box),
      }),
    ),
  };
}

function writeIndex(file: string): void {
  const index = new DatabaseSync(file);
  index.exec(indexTablesSql);
  const insert = (table: string, row: Record<string, string | number | null>): void => {
    const keys = Object.keys(row);
    const names = keys.map((key) => `"${key}"`).join(', ');
    index
      .prepare(`INSERT INTO ${table} (${names}) VALUES (${keys.map(() => '?').join(', ')})`)
      .run(...Object.values(row));
  };
  insert('meta', { key: 'indexVersion', value: String(INDEX_VERSION) });
  tinyAreas.forEach(({ id, level, parentId, communityGridId, box }, row) => {
    const rollUp = rollUpOf(id);
    insert('areas', {
      id,
      row,
      level,
      parentId,
      communityGridId,
      name: `区域${id}`,
      nameEn: `Area ${id}`,
      ownerUnit: level === 'extensionGrid' ? '港务单位' : null,
      gridHeadMasked: level === 'unitGrid' ? tinyGridHead : null,
      areaSquareMeters: areaOfBox(box),
      ...Object.fromEntries(rollUpKeys.map((key) => [key, rollUp[key]])),
    });
  });
  buildings.map(buildingFacts).forEach((building, buildingIndex) => {
    const [centroidEastMeters, centroidNorthMeters] = middleOfBox(building.box);
    insert('buildings', {
      buildingIndex,
      buildingId: building.id,
      name: `${buildingIndex + 1}号楼`,
      nameEn: `Building ${buildingIndex + 1}`,
      use: building.use,
      roof: 'flat',
      floors: 6,
      yearBuilt: 1998,
      heightGroundMeters: 18,
      footprintSquareMeters: building.footprintSquareMeters,
      floorAreaSquareMeters: building.floorAreaSquareMeters,
      households: building.households,
      residents: building.residents,
      gridId: building.grid,
      centroidEastMeters,
      centroidNorthMeters,
    });
  });
  tinyVideoPoints.forEach((videoPointId, videoPointIndex) => {
    insert('videoPoints', {
      videoPointIndex,
      videoPointId,
      name: `点位${videoPointIndex + 1}`,
      gb28181Code: videoPointId,
      eastMeters: 5 + videoPointIndex * 4,
      northMeters: 50,
      aboveGroundMeters: 4,
      gridId: tinyGrids[0],
    });
  });
  for (const staffId of tinyStaff) {
    const [areaId, post] = staffId.split('/') as [string, string];
    insert('staff', { staffId, areaId, post, nameMasked: '巡*', validFrom: '2025-01-01', validTo: null });
  }
  tinyHazards.forEach((hazardId, row) => {
    insert('hazards', {
      hazardId,
      name: `危险源${row + 1}`,
      nameEn: `Hazard ${row + 1}`,
      kind: 'fuelStation',
      grade: 2,
      eastMeters: 50,
      northMeters: 60,
      aboveGroundMeters: 0,
      gridId: tinyGrids[0],
      ownerUnit: '加油站',
      substanceUn: '1203',
      substanceName: '汽油',
      substanceNameEn: 'Gasoline',
      isolationMeters: 50,
      downwindDayMeters: null,
      downwindNightMeters: null,
      distanceSource: 'ERG',
    });
  });
  const matter = { departmentKey: 'urban', closing: '清除', closingEn: 'removed' };
  insert('matters', {
    code: '0101',
    name: '暴露垃圾',
    nameEn: 'Exposed waste',
    limitCount: 4,
    limitUnit: 'urgentHour',
    ...matter,
  });
  insert('matters', {
    code: '0102',
    name: '道路破损',
    nameEn: 'Broken road',
    limitCount: 2,
    limitUnit: 'naturalDay',
    ...matter,
  });
  insert('matters', {
    code: '0201',
    name: '井盖破损',
    nameEn: 'Manhole cover',
    limitCount: 1,
    limitUnit: 'workDay',
    ...matter,
  });
  insert('departments', { key: 'urban', row: 0, name: '城市管理局', nameEn: 'Urban management' });
  const replayed = { originalMillis: Date.UTC(2025, 4, 5, 2, 30), matterCode: '0102', description: 'replayed record' };
  const [inside, outside] = [
    [50, 50],
    [5000, 0],
  ].map(([east, north]) => tinyFrame.lonLatFromEnu([east!, north!, 0]).lonLatDeg);
  insert('replayEvents', {
    row: 0,
    source: 'urn:old',
    id: 'r-0',
    lonDeg: inside![0],
    latDeg: inside![1],
    title: '旧记录',
    ...replayed,
  });
  insert('replayEvents', {
    row: 1,
    source: 'urn:old',
    id: 'r-1',
    lonDeg: outside![0],
    latDeg: outside![1],
    title: '界外',
    ...replayed,
  });
  index.close();
}

/** Writes the package into an empty folder and returns the folder. */
export function writeTinyPackage(folder: string): string {
  for (const name of ['areas', 'buildings', 'ground']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'areas/areas.json'), JSON.stringify(areasFile()));
  const rowOf = new Map(tinyAreas.map(({ id }, row) => [id, row]));
  writeFileSync(
    path.join(folder, 'buildings/footprints.bin'),
    encodeFootprints(
      buildings.map(({ box, grid, use }) => ({
        heightGroundMeters: 18,
        polygonsCm: [[outlineCm(box)]],
        areaRow: rowOf.get(grid)!,
        windowColumns: windowColumnsOf({ use, yearBuilt: 1998, floors: 6 }, [[outlineCm(box)]]),
        floors: 6,
      })),
    ),
  );
  mkdirSync(path.join(folder, 'proof'), { recursive: true });
  writeFileSync(path.join(folder, SLIVERS_FILE), JSON.stringify(tinySlivers));
  writeIndex(path.join(folder, 'index.sqlite'));
  writeFileSync(path.join(folder, 'report.json'), '{"secret":"not public"}');
  const total = rollUpOf('370203');
  const publicFiles = ['district.json', 'areas/**', 'buildings/**', 'ground/**'];
  const manifest: Manifest = {
    schema: MANIFEST_SCHEMA,
    districtHash: packageHash(folder, publicFiles),
    filesHash: packageHash(folder, publicFiles),
    key: 'tiny',
    code: '370203',
    name: '小区',
    nameEn: 'Tiny',
    timeZone: 'Asia/Shanghai',
    standardRef: 'GB/T 47678',
    levels: ['district', 'street', 'community', 'communityGrid', 'unitGrid', 'extensionGrid'],
    enuOrigin: { lonLatDeg: [...tinyOrigin.lonLatDeg], heightEllipsoidMeters: 0 },
    heightDatum: 'none',
    boundsEnuMeters: { minX: 0, minY: 0, maxX: 400, maxY: 200 },
    counts: {
      streets: 2,
      communities: 3,
      communityGrids: 2,
      unitGrids: 3,
      extensionGrids: 1,
      buildings: buildings.length,
      videoPoints: tinyVideoPoints.length,
      hazards: tinyHazards.length,
      residents: total.residents,
    },
    synthetic: {
      boundary: true,
      streets: true,
      communities: true,
      grids: true,
      buildings: true,
      residents: true,
      videoPoints: true,
      hazards: true,
      roads: true,
    },
    sources: [],
    attribution: [],
    mapApprovalNumber: null,
    publicFiles,
    uncoveredSquareMeters: 20_000,
  };
  writeFileSync(path.join(folder, 'district.json'), JSON.stringify(manifest));
  return folder;
}
