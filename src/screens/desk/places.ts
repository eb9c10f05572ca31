/** Places the desk can send screens to. Pure. */
import type { SearchHit } from '../../model/contract/answers.ts';
import type { AreasFile } from '../../model/contract/areasFile.ts';
import type { Manifest } from '../../model/contract/manifest.ts';
import type { Focus, Group, ScreenInfo } from '../../model/contract/stage.ts';
import { cornersOf } from '../../picture/camera/frameLook.ts';
import type { Look } from '../../picture/cityView.ts';
import { AreaPlaces } from '../../picture/picking/areaPlaces.ts';
import { areaLook, homeLook } from '../../picture/placeLook.ts';
import { AreaTree } from '../areaTree.ts';
import type { Words } from '../i18n/language.ts';
import { lookAtPoint } from '../lookAtPoint.ts';

export interface Place {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly look: Look;
  readonly focus: Focus;
}

/** What the desk knows of the district's areas: who lies in whom, and where. */
export interface DistrictAreas {
  readonly tree: AreaTree;
  readonly outlines: AreaPlaces;
}

export function districtAreas(file: AreasFile): DistrictAreas {
  return { tree: new AreaTree(file), outlines: new AreaPlaces(file) };
}

/** The free middle of a 16:9 wall, width ÷ height: one look goes to all screens, and the wall is the one to fit. */
const WALL_FREE_ASPECT = (1920 - 804) / (1080 - 192);
/** The farthest look the command takes. */
const FARTHEST_METERS = 60_000;

function inReach(look: Look): Look {
  return { ...look, rangeMeters: Math.min(FARTHEST_METERS, look.rangeMeters) };
}

/** The same look as the screens' own home: by the district's outline, by its bounds until that is there. */
export function homePlace(manifest: Manifest, areas: DistrictAreas | null): Place {
  const { name, nameEn, boundsEnuMeters } = manifest;
  const districtId = areas?.outlines.districtId ?? null;
  const outline = districtId === null ? null : (areas?.outlines.cornersMeters(districtId) ?? null);
  const look = homeLook(outline ?? cornersOf(boundsEnuMeters), WALL_FREE_ASPECT);
  return { key: 'home', name, nameEn, look: inReach(look), focus: null };
}

export function areaPlace({ tree, outlines }: DistrictAreas, areaId: string): Place | null {
  const area = tree.area(areaId);
  const corners = outlines.cornersMeters(areaId);
  if (!area || !corners) return null;
  const { name, nameEn } = area;
  const look = inReach(areaLook(corners, 0, WALL_FREE_ASPECT));
  return { key: `area ${areaId}`, name, nameEn, look, focus: { kind: 'area', id: areaId } };
}

/** The whole district first, then each street: the first nine have the number keys. */
export function presetPlaces(manifest: Manifest, areas: DistrictAreas | null): Place[] {
  const streets = areas?.tree.ofLevel('street').map(({ id }) => areaPlace(areas, id)) ?? [];
  return [homePlace(manifest, areas), ...streets.filter((place) => place !== null)];
}

/** What a search found, as a place. Things without a focus of their own are looked at as a point. */
export function hitPlace(hit: SearchHit, areas: DistrictAreas | null): Place {
  const area = hit.kind === 'area' && areas ? areaPlace(areas, hit.id) : null;
  if (area) return area;
  const focus: Focus =
    hit.kind === 'building' || hit.kind === 'case' ? { kind: hit.kind, id: hit.id } : { kind: 'place', id: hit.id };
  return {
    key: `${hit.kind} ${hit.id}`,
    name: hit.name,
    nameEn: hit.nameEn,
    look: lookAtPoint(hit.enuMeters),
    focus,
  };
}

/** What the next GO changes on each chosen group, said before it is done. */
export function changeLines(
  place: Place | null,
  chosen: readonly Group[],
  screens: readonly ScreenInfo[],
  durationMillis: number,
  { say, name }: Pick<Words, 'say' | 'name'>,
): string[] {
  if (!place) return [say('desk.change.none')];
  if (chosen.length === 0) return [say('desk.change.noGroup')];
  return chosen.map((group) => {
    const count = screens.filter((screen) => screen.group === group).length;
    const values = { group: say(`desk.group.${group}`), place: name(place), count, seconds: durationMillis / 1000 };
    if (count === 0) return say('desk.change.absent', values);
    return say(group === 'ring' ? 'desk.change.ring' : 'desk.change.fly', values);
  });
}
