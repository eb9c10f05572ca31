/** Keeps a free view on the desk's stage: each stage once, at its shared time, and home when the desk takes its place back. */
import type { StageLink } from '../../live/links.ts';
import type { Stage } from '../../model/contract/stage.ts';
import type { CityView } from '../../picture/cityView.ts';

/** Follows until the returned function is called. The link hands out another object only for another stage. */
export function followStage(
  view: Pick<CityView, 'applyStage' | 'home'>,
  { facts }: Pick<StageLink, 'facts'>,
): () => void {
  let shown: Stage | null = null;
  const apply = (): void => {
    const { stage } = facts.getState();
    if (stage === shown) return;
    const isTakenBack = stage?.curve === null && (shown?.curve ?? null) !== null;
    shown = stage;
    if (!stage) return; // a hub that started anew directs nothing yet: the picture stays
    view.applyStage(stage);
    if (isTakenBack) view.home();
  };
  apply();
  return facts.subscribe(apply);
}
