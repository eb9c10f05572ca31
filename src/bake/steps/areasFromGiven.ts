/** Areas of a package from given grids, or from given communities whose grids are generated. */
import { isCoded, parentPrefix } from '../../model/domain/areaCodes.ts';
import {
  type AreaLevel,
  communityGridCode,
  FIRST_EXTENSION_SEQUENCE,
  gridCode,
  uncodedAreaId,
} from '../../model/domain/areas.ts';
import { fault } from '../../model/faults/fault.ts';
import { labelPoint, largestPolygon, type MultiPolygon, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { disjointAreas } from '../prove/disjointAreas.ts';
import { inProofOrder } from '../prove/proveDistrict.ts';
import { generateAreas } from '../synthetic/generate.ts';
import { communityName, communityNameEn, latinFromChinese, streetNameEn } from '../synthetic/names.ts';
import { dissolve } from '../topology/dissolve.ts';
import type { NamedArea } from './givenAreas.ts';
import type { ModelInput } from './modelInput.ts';
import { planOfInput } from './planOfInput.ts';

type Names = { readonly name: string; readonly nameEn: string };

const byId = <T extends { readonly id: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Whom a file or an official list names, else the code itself. */
function namesOf(
  id: string,
  given: ReadonlyMap<string, NamedArea>,
  official: ReadonlyMap<string, string>,
  englishOf: (name: string) => string,
): Names {
  const name = given.get(id)?.name ?? official.get(id) ?? id;
  return { name, nameEn: given.get(id)?.nameEn ?? englishOf(name) };
}

/** Grids within given communities: the generator takes each of them as a street of one community. */
function generatedGrids(input: ModelInput, communities: readonly NamedArea[], toleranceCm: number): NamedArea[] {
  const { recipe } = input;
  const { generate, district, standardRef } = recipe;
  const outlines = disjointAreas(communities, [], toleranceCm);
  const kept = byId(communities).filter(({ id }, row, all) => outlines.has(id) && all[row - 1]?.id !== id);
  const { areas } = generateAreas({
    district: { ...district, code: null },
    ...{ standardRef, seed: generate.seed, seaSide: generate.sea ?? null, plan: planOfInput(input) },
    streets: {
      from: 'outlines',
      outlines: kept.map(({ id, name, nameEn }) => {
        return { code: null, name: name ?? id, nameEn, polygonsCm: outlines.get(id)! };
      }),
    },
    ...{ communities: kept.length, communityGrids: kept.length },
    ...{ unitGrids: generate.unitGrids, extensionGrids: generate.extensionGrids },
  });
  const parentOf = new Map(areas.map(({ id, parentId }) => [id, parentId]));
  const rowOfStreet = new Map(kept.map((_, row) => [uncodedAreaId(district.key, 'street', row + 1), row]));
  const counts = new Map<string, number>();
  // Both kinds number on their own: units from 1, extensions from where their range begins.
  const first: Partial<Record<AreaLevel, number>> = { unitGrid: 1, extensionGrid: FIRST_EXTENSION_SEQUENCE };
  const numberIn = (id: string): number => Number(id.split(':').at(-1));
  return areas
    .filter(({ level }) => level === 'unitGrid' || level === 'extensionGrid')
    .sort((a, b) => numberIn(a.id) - numberIn(b.id))
    .map((grid): NamedArea => {
      const community = kept[rowOfStreet.get(parentOf.get(grid.parentId!)!)!]!;
      const key = `${community.id} ${grid.level}`;
      const sequence = counts.get(key) ?? first[grid.level]!;
      counts.set(key, sequence + 1);
      const id = gridCode(community.id, sequence, standardRef);
      const number = String(sequence).padStart(3, '0');
      const named =
        grid.level === 'extensionGrid'
          ? { name: grid.name, nameEn: grid.nameEn }
          : {
              name: `${community.name}单元网格 ${number}`,
              nameEn: `${community.nameEn ?? community.id} Grid ${number}`,
            };
      return { ...grid, ...named, id, parentId: community.id, communityGridId: null };
    });
}

/** A place that is surely inside, for asking in which coarser area something lies. */
function liesIn(polygonsCm: MultiPolygon, around: MultiPolygon): boolean {
  const [x, y] = labelPoint(largestPolygon(polygonsCm));
  return sideOfMultiPolygon(around, x, y) !== 'outside';
}

/**
 * Whose a part is: the parent that its code names, else, where that level was given and has no such area, the given one
 * in which it lies: one slip of the pen invents no area. The slip itself is the proof's to tell.
 */
function parentAmong(part: Pick<AreaNode, 'parentId' | 'polygonsCm'>, given: readonly NamedArea[]): string {
  const parentId = part.parentId!;
  if (given.length === 0 || given.some(({ id }) => id === parentId)) return parentId;
  return given.find(({ polygonsCm }) => liesIn(part.polygonsCm, polygonsCm))?.id ?? parentId;
}

/**
 * The tree over given areas: grids as they are, every parent the dissolve of its grids, so that what is drawn tiles.
 * Parents without a file are known by the codes of their parts. Counts BAKE-508 for a given area that holds no grid.
 */
export function areasFromGiven(input: ModelInput, given: readonly NamedArea[], toleranceCm: number): AreaNode[] {
  const { recipe, official, faults } = input;
  const { district } = recipe;
  const ofLevel = (level: AreaLevel): NamedArea[] => given.filter((area) => area.level === level);
  const givenGrids = given.filter(({ level }) => level === 'unitGrid' || level === 'extensionGrid');
  const grids = givenGrids.length > 0 ? givenGrids : generatedGrids(input, ofLevel('community'), toleranceCm);
  const coarser = inProofOrder(given).filter(({ level }) => level !== 'unitGrid' && level !== 'extensionGrid');
  const outlines = givenGrids.length > 0 ? disjointAreas(grids, coarser, toleranceCm) : null;

  const knownById = new Map(given.map((area) => [area.id, area] as const));
  const officialCommunities = new Map(
    (official.communities ?? []).map(({ code, name }) => [code, communityName(name)]),
  );
  const officialStreets = new Map((official.streets ?? []).map(({ code, name }) => [code, name]));
  const districtId = district.code ?? uncodedAreaId(district.key, 'district', 1);
  const plain = { communityGridId: null, ownerUnit: null, gridHeadMasked: null };
  const planned = new Map(official.plan?.roads.map((road) => [road.name, road.nameEn]));

  const [givenStreets, givenCommunities] = [byId(ofLevel('street')), byId(ofLevel('community'))];

  const leaves = byId(grids).flatMap((grid, row, all): AreaNode[] => {
    const polygonsCm = outlines ? outlines.get(grid.id) : grid.polygonsCm;
    if (!polygonsCm || all[row - 1]?.id === grid.id) return [];
    const name = grid.name ?? grid.id;
    const parentId = parentAmong({ parentId: grid.parentId, polygonsCm }, givenCommunities);
    return [{ ...grid, parentId, name, nameEn: grid.nameEn ?? latinFromChinese(name), polygonsCm }];
  });
  const parentsOf = (parts: readonly AreaNode[], level: AreaLevel): AreaNode[] =>
    byId(
      [...Map.groupBy(parts, ({ parentId }) => parentId!)].map(([id, members]): AreaNode => {
        const isCommunity = level === 'community';
        const known = knownById.get(id);
        const polygonsCm = dissolve(members.map((member) => member.polygonsCm));
        const byCode = isCommunity && isCoded(id) ? parentPrefix(id, level) : districtId;
        const parentId = isCommunity ? parentAmong({ parentId: byCode, polygonsCm }, givenStreets) : districtId;
        return {
          ...plain,
          ...{ id, level, parentId, polygonsCm },
          ...namesOf(id, knownById, isCommunity ? officialCommunities : officialStreets, (name) =>
            (isCommunity ? communityNameEn : streetNameEn)(name, planned),
          ),
          gridHeadMasked: known?.gridHeadMasked ?? null,
        };
      }),
    );
  const communities = parentsOf(leaves, 'community');
  const streets = parentsOf(communities, 'street');

  const givenCommunityGrids = ofLevel('communityGrid');
  const dutyOf = new Map(
    communities.map(({ id, polygonsCm }): [string, string] => {
      const around = givenCommunityGrids.find((area) => liesIn(polygonsCm, area.polygonsCm));
      return [id, around?.id ?? communityGridCode(id)];
    }),
  );
  const communityGrids = byId(
    [...Map.groupBy(communities, ({ id }) => dutyOf.get(id)!)].map(([id, members]): AreaNode => {
      const known = knownById.get(id);
      return {
        ...plain,
        ...{ id, level: 'communityGrid', parentId: members[0]!.parentId },
        name: known?.name ?? `${members.map(({ name }) => name).join('、')}网格`,
        nameEn: known?.nameEn ?? `${members.map(({ nameEn }) => nameEn).join(' and ')} Grid`,
        gridHeadMasked: known?.gridHeadMasked ?? null,
        polygonsCm: dissolve(members.map(({ polygonsCm }) => polygonsCm)),
      };
    }),
  );

  const inTree = new Set([...leaves, ...communities, ...streets, ...communityGrids].map(({ id }) => id));
  for (const { id, level, name } of given) {
    if (level !== 'district' && !inTree.has(id)) faults.add(fault('BAKE-508', { level, id, name: name ?? '' }));
  }
  const top: AreaNode = {
    ...plain,
    ...{ id: districtId, level: 'district', parentId: null, name: district.name, nameEn: district.nameEn },
    polygonsCm: dissolve(streets.map(({ polygonsCm }) => polygonsCm)),
  };
  const onDuty = (area: AreaNode, communityId: string): AreaNode => ({
    ...area,
    communityGridId: dutyOf.get(communityId)!,
  });
  return [
    top,
    ...streets,
    ...communities.map((community) => onDuty(community, community.id)),
    ...communityGrids,
    ...leaves.filter(({ level }) => level === 'unitGrid').map((grid) => onDuty(grid, grid.parentId!)),
    ...leaves.filter(({ level }) => level === 'extensionGrid').map((grid) => onDuty(grid, grid.parentId!)),
  ];
}
