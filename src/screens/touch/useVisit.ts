import { useCallback, useEffect, useRef, useState } from 'react';
import type { BuildingAnswer } from '../../model/contract/answers.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { FaultAnswer } from '../../model/faults/fault.ts';
import type { CityView, Pick } from '../../picture/cityView.ts';
import type { AreaTree } from '../areaTree.ts';
import { lookAtPoint } from '../lookAtPoint.ts';
import { NewestQuestion } from '../newestQuestion.ts';
import { useStage, useStation } from '../station.ts';
import { type Answer, useAnswer } from '../useAnswer.ts';
import { type Place, type StageMove, stageMove, undirected, type Visit, visitAfter } from './visit.ts';

export interface VisitHere {
  readonly place: Place;
  /** The building of the place; empty while the place is an area. */
  readonly building: Answer<BuildingAnswer>;
  /** The area whose page is open, or the grid of the building; null while the building is being asked for. */
  readonly areaId: string | null;
  /** What of the street was tapped; gone with the next move. */
  readonly componentIndex: number | null;
  closeComponent(): void;
  /** What the last tap on the map met; gone with the next move. */
  readonly tapFault: FaultAnswer | null;
  go(place: Place): void;
  goHome(): void;
  onPick(pick: Pick | null): void;
}

/** The visitor's way through the district, with the eye behind it; the desk's moves are followed, never flown twice. */
export function useVisit(tree: AreaTree, rootId: string, view: CityView | null): VisitHere {
  const { questions } = useStation();
  const [visit, setVisit] = useState<Visit>({ place: { kind: 'area', id: rootId }, flies: false });
  const [tapFault, setTapFault] = useState<FaultAnswer | null>(null);
  const [componentIndex, setComponentIndex] = useState<number | null>(null);
  const [tap] = useState(() => new NewestQuestion());
  const { place } = visit;
  const building = useAnswer(place.kind === 'building' ? place.id : null, (signal) =>
    questions.building(place.id, signal),
  );
  const shown = building.value;
  const areaId = place.kind === 'area' ? place.id : (shown?.gridId ?? null);

  /** Every move, whoever asked for it, ends a tap that still waits for its answer. */
  const move = useCallback(
    (next: (before: Visit) => Visit): void => {
      tap.drop();
      setTapFault(null);
      setComponentIndex(null);
      setVisit(next);
    },
    [tap],
  );
  const go = useCallback((to: Place) => move(() => ({ place: to, flies: true })), [move]);
  const goHome = useCallback(() => go({ kind: 'area', id: rootId }), [go, rootId]);
  useEffect(() => () => tap.drop(), [tap]);

  const directed = useStage((facts) => JSON.stringify(stageMove(facts.stage)));
  const followed = useRef(JSON.stringify(undirected));
  useEffect(() => {
    const asked = JSON.parse(directed) as StageMove | null;
    if (!asked || directed === followed.current) return;
    followed.current = directed;
    move((before) => visitAfter(before, asked, rootId, (id) => tree.area(id) !== null));
  }, [directed, move, rootId, tree]);

  useEffect(() => {
    if (!view) return;
    if (visit.place.kind === 'area') {
      const { id } = visit.place;
      if (visit.flies && id === rootId) view.home();
      else if (visit.flies) view.flyToArea(id);
    } else if (shown && visit.flies) view.flyTo(lookAtPoint(shown.centroidEnuMeters));
  }, [view, visit, rootId, shown]);
  useEffect(() => {
    if (!view) return;
    const tapped = componentIndex === null ? {} : { componentIndex };
    if (place.kind === 'area') view.setFocus(place.id === rootId ? tapped : { areaId: place.id, ...tapped });
    else if (shown) view.setFocus({ areaId: shown.gridId, buildingIndex: shown.buildingIndex, ...tapped });
  }, [view, place, rootId, shown, componentIndex]);

  const drill = (pickedId: string): void => {
    const next = tree.drillTo(areaId ?? rootId, pickedId);
    if (next) go({ kind: 'area', id: next });
  };
  const onPick = (pick: Pick | null): void => {
    tap.drop();
    setTapFault(null);
    setComponentIndex(pick?.kind === 'component' ? pick.componentIndex : null);
    if (pick?.kind === 'area') drill(pick.areaId);
    if (pick?.kind !== 'building') return;
    tap.ask(
      (signal) => questions.buildingAt(pick.buildingIndex, signal),
      (asked) => {
        if (!asked.ok) {
          setTapFault(asked.fault);
          return;
        }
        const { buildingId, gridId } = asked.value;
        const current = tree.area(areaId ?? rootId);
        const isHere = current && isResponsibilityGrid(current.level) && tree.wayUp(gridId).includes(current.id);
        if (isHere) go({ kind: 'building', id: buildingId });
        else drill(gridId);
      },
    );
  };

  const closeComponent = useCallback(() => setComponentIndex(null), []);
  return { place, building, areaId, componentIndex, closeComponent, tapFault, go, goHome, onPick };
}
