/** Streets, communities, community grids, unit and extension grids: a strict tree over one planar subdivision. */
import {
  type AreaLevel,
  communityGridCode,
  FIRST_EXTENSION_SEQUENCE,
  gridCode,
  uncodedAreaId,
} from '../../model/domain/areas.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type MultiPolygon, outlineCentroid, type Point2 } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode } from '../districtModel.ts';
import { everyHundredth, type OnShare, stretch, unheard } from '../progress.ts';
import { dissolve } from '../topology/dissolve.ts';
import type { GuideLine } from '../topology/guideCuts.ts';
import { type Noded, noding } from '../topology/noding.ts';
import { codingOrder, type Part, partitionFace } from '../topology/partition.ts';
import type { FaceId, Subdivision } from '../topology/subdivision.ts';
import { apportion } from './apportion.ts';
import { cityGuides } from './cityGuides.ts';
import { aroundHills } from './hills.ts';
import { communityName, communityNameEn, extensionName, type KnownNames, maskedHead, streetNameEn } from './names.ts';
import { pairedCommunities } from './pairedCommunities.ts';
import type { AreasResult, AreasSpec, ZoneKind } from './specs.ts';
import { ZonePlan } from './zonePlan.ts';

/** Bends of generated boundaries and how near an end must come to a crossing to join it, by level. */
const STYLE = {
  street: { bend: 0.085, snapCm: 12_000 },
  community: { bend: 0.06, snapCm: 6_000 },
  grid: { bend: 0.035, snapCm: 3_500 },
} as const;
/** Of the time, until the streets are cut and until the grids are: what is larger than a grid is put together of them. */
const [STREETS_SHARE, GRIDS_SHARE] = [0.6, 0.8];

/** An area while it is made: the faces it holds, the largest first. */
interface Draft {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly faces: readonly FaceId[];
}

interface Names {
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string;
}

const padded = (number: number): string => String(number).padStart(3, '0');

class AreaMaker {
  readonly #spec: AreasSpec;
  readonly #random: SeededRandom;
  readonly #counters = new Map<AreaLevel, number>();
  readonly #noded: Noded;
  readonly #subdivision: Subdivision;
  readonly #guides: readonly GuideLine[];
  readonly #known: KnownNames;

  constructor(spec: AreasSpec) {
    this.#spec = spec;
    this.#guides = cityGuides(spec.plan ?? null);
    this.#known = new Map(spec.plan?.roads.map((road) => [road.name, road.nameEn]));
    const { streets, district } = spec;
    this.#noded = noding(
      streets.from === 'outlines' ? streets.outlines : [{ name: district.name, polygonsCm: streets.outlineCm }],
    );
    this.#subdivision = this.#noded.subdivision;
    this.#random = new SeededRandom(`${spec.seed}/areas`);
  }

  make(onShare: OnShare): AreasResult {
    const streetDrafts = this.#streets();
    onShare(STREETS_SHARE);
    const communityDrafts = this.#communities(streetDrafts);
    const gridNodes = this.#grids(communityDrafts, stretch(STREETS_SHARE, GRIDS_SHARE, onShare));
    const { key, code, name, nameEn } = this.#spec.district;
    const districtId = code ?? uncodedAreaId(key, 'district', 1);
    const plain = { communityGridId: null, ownerUnit: null, gridHeadMasked: null };

    const byCommunity = Map.groupBy(gridNodes, (grid) => grid.parentId!);
    const communities = communityDrafts.flatMap(({ street, drafts }) =>
      drafts.map((draft): AreaNode => {
        const polygonsCm = dissolve(byCommunity.get(draft.id)!.map((grid) => grid.polygonsCm));
        return {
          ...plain,
          ...{ id: draft.id, level: 'community', parentId: street.id, name: draft.name, nameEn: draft.nameEn },
          polygonsCm,
        };
      }),
    );
    const { communityGrids, gridOfCommunity } = this.#communityGrids(communities);
    const streets = streetDrafts.map(
      (draft): AreaNode => ({
        ...plain,
        ...{ id: draft.id, level: 'street', parentId: districtId, name: draft.name, nameEn: draft.nameEn },
        polygonsCm: dissolve(
          communities.filter((community) => community.parentId === draft.id).map((community) => community.polygonsCm),
        ),
      }),
    );
    const district: AreaNode = {
      ...plain,
      ...{ id: districtId, level: 'district', parentId: null, name, nameEn },
      polygonsCm: dissolve(streets.map((street) => street.polygonsCm)),
    };
    const onDuty = (area: AreaNode, communityId: string): AreaNode => ({
      ...area,
      communityGridId: gridOfCommunity.get(communityId)!,
    });
    const byId = (areas: AreaNode[]): AreaNode[] => areas.sort((a, b) => (a.id < b.id ? -1 : 1));
    const grids = gridNodes.map((grid) => onDuty(grid, grid.parentId!));
    return {
      areas: [
        district,
        ...byId(streets),
        ...byId(communities.map((community) => onDuty(community, community.id))),
        ...byId(communityGrids),
        ...byId(grids.filter((grid) => grid.level === 'unitGrid')),
        ...byId(grids.filter((grid) => grid.level === 'extensionGrid')),
      ],
      snapped: this.#noded.snapped,
    };
  }

  #number(level: AreaLevel): number {
    const number = (this.#counters.get(level) ?? 0) + 1;
    this.#counters.set(level, number);
    return number;
  }

  #draft(level: AreaLevel, names: Names, faces: readonly FaceId[]): Draft {
    return { ...names, id: names.code ?? uncodedAreaId(this.#spec.district.key, level, this.#number(level)), faces };
  }

  /** Other faces of a multi-part area go to the part whose centre is nearest. */
  #withStrays(main: readonly FaceId[], strays: readonly FaceId[]): FaceId[][] {
    const centre = (face: FaceId): Point2 => outlineCentroid(this.#subdivision.outline(face));
    const faces = main.map((face) => [face]);
    const centres = main.map(centre);
    for (const stray of strays) {
      const [x, y] = centre(stray);
      const distances = centres.map(([cx, cy]) => Math.hypot(cx - x, cy - y));
      faces[distances.indexOf(Math.min(...distances))]!.push(stray);
    }
    return faces;
  }

  #partition(faces: readonly FaceId[], parts: readonly Part[], name: string, style: keyof typeof STYLE): FaceId[][] {
    const hills = this.#spec.plan?.hills ?? [];
    const options = {
      ...STYLE[style],
      ...{ random: this.#random.fork(`${style}/${name}`), name, guides: this.#guides },
      around: (start: Point2, end: Point2) => aroundHills(hills, start, end),
    };
    return this.#withStrays(partitionFace(this.#subdivision, faces[0]!, parts, options), faces.slice(1));
  }

  #areaCm2(faces: readonly FaceId[]): number {
    return faces.reduce((sum, face) => sum + this.#subdivision.areaCm2(face), 0);
  }

  /** `count` parts of nearly equal area. */
  #evenParts(count: number): Part[] {
    return Array.from({ length: count }, () => ({ weight: this.#random.between(0.8, 1.25) }));
  }

  #streets(): Draft[] {
    const { streets, district } = this.#spec;
    const { faces } = this.#noded;
    if (streets.from === 'outlines') {
      return streets.outlines.map(({ code, name, nameEn }, index) =>
        this.#draft('street', { code, name, nameEn: nameEn ?? streetNameEn(name, this.#known) }, faces[index]!),
      );
    }
    if (streets.from === 'seeds') {
      const split = this.#partition(faces[0]!, streets.seeds, district.name, 'street');
      return streets.seeds.map(({ code, name, nameEn }, index) =>
        this.#draft('street', { code, name, nameEn: nameEn ?? streetNameEn(name, this.#known) }, split[index]!),
      );
    }
    const split = this.#partition(faces[0]!, this.#evenParts(streets.count), district.name, 'street');
    return this.#order(split).map((place, index) => {
      const names = { code: null, name: `街道 ${index + 1}`, nameEn: `Street ${index + 1}` };
      return this.#draft('street', names, split[place]!);
    });
  }

  #order(faceGroups: readonly (readonly FaceId[])[]): number[] {
    const mean = faceGroups.reduce((sum, faces) => sum + this.#areaCm2(faces), 0) / faceGroups.length;
    return codingOrder(
      faceGroups.map((faces) => this.#subdivision.outline(faces[0]!)),
      mean,
    );
  }

  #communities(streets: readonly Draft[]): { street: Draft; drafts: Draft[] }[] {
    const { communities } = this.#spec;
    const unnamed = typeof communities === 'number';
    if (unnamed && communities < streets.length) {
      const values = { what: 'communities', wanted: communities, possible: `≥ ${streets.length}` };
      throw new FaultError(fault('BAKE-402', values, 'generate.communities'));
    }
    const counts = unnamed
      ? apportion(
          communities,
          streets.map((street) => this.#areaCm2(street.faces)),
          1,
        )
      : [];
    return streets.map((street, index) => {
      const official = unnamed ? [] : communities.filter(({ code }) => code.slice(0, 9) === street.code);
      if (!unnamed && official.length === 0) {
        const values = { what: `communities of ${street.name}`, wanted: 0, possible: '≥ 1' };
        throw new FaultError(fault('BAKE-402', values, 'official.communities'));
      }
      const split = this.#partition(
        street.faces,
        this.#evenParts(unnamed ? counts[index]! : official.length),
        street.name,
        'community',
      );
      const drafts = this.#order(split).map((faces, place) => {
        const name = official[place] ? communityName(official[place].name) : `${street.name}社区 ${place + 1}`;
        const nameEn = official[place] ? communityNameEn(name, this.#known) : `${street.nameEn} Community ${place + 1}`;
        return this.#draft('community', { code: official[place]?.code ?? null, name, nameEn }, split[faces]!);
      });
      return { street, drafts };
    });
  }

  #grids(communitiesByStreet: readonly { drafts: Draft[] }[], onShare: OnShare): AreaNode[] {
    const communities = communitiesByStreet.flatMap(({ drafts }) => drafts);
    const { unitGrids, extensionGrids, seaSide, seed } = this.#spec;
    if (unitGrids < communities.length) {
      const values = { what: 'unitGrids', wanted: unitGrids, possible: `≥ ${communities.length}` };
      throw new FaultError(fault('BAKE-402', values, 'generate.unitGrids'));
    }
    const areas = communities.map(({ faces }) => this.#areaCm2(faces));
    const counts = apportion(unitGrids + extensionGrids, areas, 1);
    const told = everyHundredth(communities.length, onShare);
    const split = communities.map((community, index) => {
      const faces = this.#partition(community.faces, this.#evenParts(counts[index]!), community.name, 'grid');
      told();
      return this.#order(faces).map((place) => faces[place]!);
    });
    const all = split.flat().map((faces) => faces.map((face): [Point2[]] => [this.#subdivision.outline(face)]));
    const plan = new ZonePlan(dissolve(all), seaSide, seed, this.#spec.plan ?? null);
    const extensions = this.#extensions(split, plan);
    return communities.flatMap((community, index) => {
      let [unit, extension] = [0, FIRST_EXTENSION_SEQUENCE - 1];
      return split[index]!.map((faces): AreaNode => {
        const zone = extensions.get(faces);
        const level: AreaLevel = zone === undefined ? 'unitGrid' : 'extensionGrid';
        const sequence = level === 'unitGrid' ? ++unit : ++extension;
        const number = this.#number(level);
        const named = zone === undefined ? null : extensionName(number, zone);
        const { code } = community;
        return {
          id: code
            ? gridCode(code, sequence, this.#spec.standardRef)
            : uncodedAreaId(this.#spec.district.key, level, number),
          level,
          parentId: community.id,
          communityGridId: null,
          name: named?.name ?? `${community.name}单元网格 ${padded(sequence)}`,
          nameEn: named?.nameEn ?? `${community.nameEn} Grid ${padded(sequence)}`,
          ownerUnit: named?.ownerUnit ?? null,
          gridHeadMasked: maskedHead(this.#random),
          polygonsCm: faces.map((face) => [this.#subdivision.outline(face)]) as MultiPolygon,
        };
      });
    });
  }

  /** Which grids are extension grids: works and port first, then any, but never a community's last unit grid. */
  #extensions(gridsByCommunity: readonly (readonly FaceId[][])[], plan: ZonePlan): Map<FaceId[], ZoneKind> {
    const ranked = gridsByCommunity.flatMap((grids, community) =>
      grids.map((grid) => {
        const zone = plan.mostlyOf(this.#subdivision.outline(grid[0]!));
        const industrial = zone === 'port' || zone === 'industry';
        const liking = (industrial ? 1 : zone === 'newCompound' || zone === 'hill' ? 0.35 : 0.1) * this.#random.ratio();
        return { grid, community, zone, liking };
      }),
    );
    ranked.sort((a, b) => b.liking - a.liking);
    const unitsLeft = gridsByCommunity.map((grids) => grids.length);
    const chosen = new Map<FaceId[], ZoneKind>();
    for (const { grid, community, zone } of ranked) {
      if (chosen.size === this.#spec.extensionGrids) break;
      if (unitsLeft[community]! <= 1) continue;
      unitsLeft[community]!--;
      chosen.set(grid, zone);
    }
    return chosen;
  }

  #communityGrids(communities: readonly AreaNode[]): {
    communityGrids: AreaNode[];
    gridOfCommunity: Map<string, string>;
  } {
    const pairs = pairedCommunities(communities, communities.length - this.#spec.communityGrids);
    const secondOf = new Map(pairs);
    const seconds = new Set(secondOf.values());
    const gridOfCommunity = new Map<string, string>();
    const byId = new Map(communities.map((community) => [community.id, community]));
    const communityGrids = communities.flatMap((first): AreaNode[] => {
      if (seconds.has(first.id)) return [];
      const secondId = secondOf.get(first.id);
      const members = secondId === undefined ? [first] : [first, byId.get(secondId)!];
      const isCoded = !first.id.includes(':');
      const { key } = this.#spec.district;
      const id = isCoded
        ? communityGridCode(first.id)
        : uncodedAreaId(key, 'communityGrid', this.#number('communityGrid'));
      for (const member of members) gridOfCommunity.set(member.id, id);
      return [
        {
          id,
          level: 'communityGrid',
          parentId: first.parentId,
          communityGridId: null,
          name: `${members.map((member) => member.name).join('、')}网格`,
          nameEn: `${members.map((member) => member.nameEn).join(' and ')} Grid`,
          ownerUnit: null,
          gridHeadMasked: maskedHead(this.#random),
          polygonsCm: dissolve(members.map((member) => member.polygonsCm)),
        },
      ];
    });
    return { communityGrids, gridOfCommunity };
  }
}

/**
 * All areas of a district. Official codes and names are kept; everything else is invented and counted exactly.
 * @throws FaultError BAKE-401 (an outline with holes), BAKE-402 (counts that cannot be), BAKE-403 (land too small).
 */
export function generateAreas(spec: AreasSpec, onShare: OnShare = unheard): AreasResult {
  return new AreaMaker(spec).make(onShare);
}
