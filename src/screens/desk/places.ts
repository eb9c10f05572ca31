/** Places the desk can send screens to. Pure. */
import type { SearchHit } from '../../model/contract/answers.ts';
import type { Manifest } from '../../model/contract/manifest.ts';
import type { Direct, Focus, Group, ScreenInfo } from '../../model/contract/stage.ts';
import { type AreaTree, lookAtBounds, lookAtPoint } from '../areaTree.ts';
import type { Words } from '../i18n/language.ts';

export interface Place {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly look: NonNullable<Direct['look']>;
  readonly focus: Focus;
}

export function homePlace(manifest: Manifest): Place {
  const { name, nameEn, boundsEnuMeters } = manifest;
  return { key: 'home', name, nameEn, look: lookAtBounds(boundsEnuMeters), focus: null };
}

export function areaPlace(tree: AreaTree, areaId: string): Place | null {
  const area = tree.area(areaId);
  const bounds = tree.boundsEnuMeters(areaId);
  if (!area || !bounds) return null;
  const { name, nameEn } = area;
  return { key: `area ${areaId}`, name, nameEn, look: lookAtBounds(bounds), focus: { kind: 'area', id: areaId } };
}

/** The whole district first, then each street: the first nine have the number keys. */
export function presetPlaces(manifest: Manifest, tree: AreaTree | null): Place[] {
  const streets = tree?.ofLevel('street').map(({ id }) => areaPlace(tree, id)) ?? [];
  return [homePlace(manifest), ...streets.filter((place) => place !== null)];
}

/** What a search found, as a place. Things without a focus of their own are looked at as a point. */
export function hitPlace(hit: SearchHit, tree: AreaTree | null): Place {
  const area = hit.kind === 'area' && tree ? areaPlace(tree, hit.id) : null;
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
