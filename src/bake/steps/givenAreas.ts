/** Areas of an owner's files, of whatever levels there are, as the coverage proof takes them. */
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { parentPrefix, sequenceOf } from '../../model/domain/areaCodes.ts';
import { type AreaLevel, FIRST_EXTENSION_SEQUENCE, type StandardRef, uncodedAreaId } from '../../model/domain/areas.ts';
import { recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import { labelPoint, largestPolygon, type MultiPolygon, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { GivenArea, ProofBuilding } from '../prove/proof.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import type { ReadSource, SourceRecord } from '../sources/readSource.ts';
import type { StreetOutline } from '../synthetic/generate.ts';
import { footprintsOf } from './footprints.ts';
import { areaDrops, areaLimits, soundPolygons } from './soundPolygons.ts';
import { streetIdentity } from './streetOutlines.ts';

/** What the proof asks, with what a package needs besides. */
export interface NamedArea extends GivenArea {
  readonly name: string | null;
  readonly nameEn: string | null;
  /** Masked (王*): a full name never leaves this file. */
  readonly gridHeadMasked: string | null;
}

export interface GivenSpec {
  readonly district: {
    readonly key: string;
    readonly code: string | null;
    readonly name: string;
    readonly nameEn: string;
  };
  readonly standardRef: StandardRef;
  readonly frame: EnuFrame;
  readonly outlineCm: MultiPolygon | null;
  readonly streets: readonly StreetOutline[];
  readonly communities: readonly ReadSource[];
  readonly communityGrids: readonly ReadSource[];
  readonly grids: readonly ReadSource[];
}

const textOf = (record: SourceRecord, field: string): string | null => {
  const value = record.values[field];
  return value === null || value === undefined || String(value).trim() === '' ? null : String(value).trim();
};

function masked(name: string | null): string | null {
  return name === null ? null : `${[...name][0]}*`;
}

const plain = { communityGridId: null, ownerUnit: null, gridHeadMasked: null };

/** Two digits leave no room for a range of their own: there only the file itself can say so. */
function levelOfGrid(record: SourceRecord, code: string, standardRef: StandardRef): AreaLevel {
  const kind = textOf(record, 'kind');
  if (kind === 'unitGrid' || kind === 'extensionGrid') return kind;
  const sequence = sequenceOf(code, 'unitGrid');
  const isExtension = standardRef === 'GB/T 47678' && sequence !== null && sequence >= FIRST_EXTENSION_SEQUENCE;
  return isExtension ? 'extensionGrid' : 'unitGrid';
}

/** Counts BAKE-500 where a record has no code. Throws FaultError BAKE-210 for a source of which nothing is left. */
function areasOf(
  sources: readonly ReadSource[],
  frame: EnuFrame,
  faults: FaultLog,
  levelOf: (record: SourceRecord, code: string) => AreaLevel,
): NamedArea[] {
  const areaOf = (source: RecipeSource, record: SourceRecord): NamedArea[] => {
    const code = textOf(record, 'code');
    if (code === null) {
      faults.add(recordFault('BAKE-500', { source: source.key, id: record.label, fate: 'dropped' }, {}, source.path));
      return [];
    }
    const polygonsCm = soundPolygons({ source, record }, frame, areaLimits, areaDrops, faults);
    if (!polygonsCm) return [];
    const level = levelOf(record, code);
    return [
      {
        ...plain,
        ...{ id: code, level, parentId: parentPrefix(code, level), polygonsCm },
        name: textOf(record, 'name'),
        nameEn: textOf(record, 'nameEn'),
        ownerUnit: textOf(record, 'ownerUnit'),
        gridHeadMasked: masked(textOf(record, 'gridHead')),
      },
    ];
  };
  return sources.flatMap(({ source, records }) => {
    const areas = records.flatMap((record) => areaOf(source, record));
    refuseUnused(source, records.length, areas.length, faults);
    return areas;
  });
}

/** Which community grid a community belongs to: the one that its label point lies in. */
function withCommunityGrid(community: NamedArea, communityGrids: readonly NamedArea[]): NamedArea {
  const [x, y] = labelPoint(largestPolygon(community.polygonsCm));
  const around = communityGrids.find(({ polygonsCm }) => sideOfMultiPolygon(polygonsCm, x, y) !== 'outside');
  return around ? { ...community, communityGridId: around.id } : community;
}

/** Records without a code or an outline are counted and dropped; everything else is the proof's to judge. */
export function givenAreas(spec: GivenSpec, faults: FaultLog): NamedArea[] {
  const { district, frame, standardRef } = spec;
  const districtId = district.code ?? uncodedAreaId(district.key, 'district', 1);
  const top: NamedArea[] = spec.outlineCm
    ? [{ ...plain, ...district, id: districtId, level: 'district', parentId: null, polygonsCm: spec.outlineCm }]
    : [];
  // Numbered as the generator does that fills them.
  const uncoded = [...new Set(spec.streets.filter(({ code }) => code === null).map(streetIdentity))];
  const streets = spec.streets.map((street): NamedArea => {
    const { code, name, nameEn, polygonsCm } = street;
    const id = code ?? uncodedAreaId(district.key, 'street', uncoded.indexOf(streetIdentity(street)) + 1);
    return { ...plain, id, level: 'street', parentId: districtId, name, nameEn, polygonsCm };
  });
  const communityGrids = areasOf(spec.communityGrids, frame, faults, () => 'communityGrid');
  const communities = areasOf(spec.communities, frame, faults, () => 'community').map((community) =>
    withCommunityGrid(community, communityGrids),
  );
  const grids = areasOf(spec.grids, frame, faults, (record, code) => levelOfGrid(record, code, standardRef));
  return [...top, ...streets, ...communities, ...communityGrids, ...grids];
}

/** Buildings of given files, before any of them has found its grid; repaired and dropped ones are counted. */
export function givenBuildings(sources: readonly ReadSource[], frame: EnuFrame, faults: FaultLog): ProofBuilding[] {
  return footprintsOf(sources, frame, faults).map(({ source, record, footprintCm }): ProofBuilding => {
    const residents = Number(record.values.residents ?? 0);
    return {
      id: `${source.key}:${record.label}`,
      residents: Number.isFinite(residents) ? residents : 0,
      footprintCm,
    };
  });
}
