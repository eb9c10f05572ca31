/** Where the visitor of a touch table is, and who brings the eye there: the table itself, or the desk's curve. Pure. */
import type { Focus, Stage } from '../../model/contract/stage.ts';

export type Place = { readonly kind: 'area'; readonly id: string } | { readonly kind: 'building'; readonly id: string };

export interface Visit {
  readonly place: Place;
  /** The table flies there. False where the stage's curve brings the eye, or the eye is there already. */
  readonly flies: boolean;
}

/** What a stage asks of the place. Compared by value: another object, language or connection is no reason to move. */
export interface StageMove {
  readonly focus: Focus;
  /** Names the flight: the same place asked for again is a new move. Null where the desk directs no place. */
  readonly curveMillis: number | null;
}

/** What a table starts with: nobody directed it anywhere. */
export const undirected: StageMove = { focus: null, curveMillis: null };

/** Null where the stage says nothing of the place: there is none, or it carries the last flight along. */
export function stageMove(stage: Stage | null): StageMove | null {
  if (!stage) return null;
  const curveMillis = stage.curve?.presentAtMillis ?? null;
  // Nothing in focus means the whole district only where the command moves the eye, or leaves no curve to follow.
  if (stage.focus === null && curveMillis !== null && curveMillis !== stage.presentAtMillis) return null;
  return { focus: stage.focus, curveMillis };
}

/** The visit after a move of the desk. What a table has no page for (a case, a point) moves the eye alone. */
export function visitAfter(
  visit: Visit,
  move: StageMove,
  rootId: string,
  knowsArea: (areaId: string) => boolean,
): Visit {
  const { focus } = move;
  if (focus === null) return { place: { kind: 'area', id: rootId }, flies: false };
  if (focus.kind === 'area' && knowsArea(focus.id)) return { place: { kind: 'area', id: focus.id }, flies: false };
  if (focus.kind === 'building') return { place: { kind: 'building', id: focus.id }, flies: false };
  return visit;
}
