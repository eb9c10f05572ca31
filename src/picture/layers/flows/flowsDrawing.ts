import type { LayerClass } from '../../cityView.ts';
import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import { bytesFromHex, type Theme } from '../../palette.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import type { Bytes4, MarkSet } from '../marks.ts';
import {
  type DispatchPath,
  dispatchPaths,
  flowStep,
  headMarks,
  headPlaces,
  isInView,
  isLineInView,
  pathMarks,
} from './dispatchPaths.ts';
import { OFFICER_CSS_PX, patrolCallouts, patrolMarks, type ShownPatrol, shownPatrols } from './patrolMarks.ts';

/** Ways fade and positions age in steps of this length. */
const AGING_MILLIS = 30_000;

/** Neither of the lamps' colours: a way says nothing of a time limit. */
export const flowColours: Readonly<Record<'dispatch' | 'patrol', Readonly<Record<Theme, string>>>> = {
  dispatch: { night: '#F2D9A0', day: '#8A5A00' },
  patrol: { night: '#C9B6F2', day: '#5B3FA6' },
};

const classNames = {
  dispatch: { name: '派遣途中', nameEn: 'On the way to a case' },
  patrol: { name: '巡查轨迹', nameEn: 'Patrols' },
  simulatedPatrol: { name: '巡查轨迹（模拟）', nameEn: 'Patrols (simulated)' },
} as const;

/**
 * What moves between places: dispatch to cases, officers on patrol. The lights on the ways to cases are all that runs by
 * itself, ten times a second, and only where a way is in the picture.
 */
export class FlowsDrawing implements LayerDrawing {
  readonly layer = 'flows';
  readonly meshes = {};
  texts: TextWishes = noTexts;
  #paths: readonly DispatchPath[] = [];
  #inView: readonly DispatchPath[] = [];
  #patrols: readonly ShownPatrol[] = [];
  /** Any point of any way, whether it is drawn or not: the mark must not go with what it marks out of sight. */
  #isSimulated = false;
  /** Of what the last picture has of patrols. */
  #patrolsTold = '';
  #pathSet: MarkSet | null = null;
  #headSet: MarkSet | null = null;
  #patrolSet: MarkSet | null = null;
  #cases: unknown = null;
  #areas: unknown = null;
  #style: LayerStyle | null = null;
  #view: LayerFrame['view'] | null = null;
  #patrolVersion = -1;
  #aged = -1;
  #step = -1;
  #version = 0;
  readonly #hidden = new Set<string>();
  #hiddenChanged = false;

  get marks(): readonly MarkSet[] {
    return [this.#patrolSet, this.#pathSet, this.#headSet].filter((set) => set !== null);
  }

  update(frame: LayerFrame): boolean {
    const { style } = frame;
    const restyled = style !== this.#style || this.#hiddenChanged;
    this.#style = style;
    this.#hiddenChanged = false;
    const areOthers = [this.#updateDispatch(frame, restyled), this.#updatePatrols(frame, restyled)];
    return areOthers.includes(true);
  }

  #updateDispatch({ live, parts, style, view, atMillis }: LayerFrame, restyled: boolean): boolean {
    const { cases } = live.facts.getState();
    const isOther = restyled || cases !== this.#cases || parts.areas !== this.#areas;
    if (isOther) {
      [this.#cases, this.#areas] = [cases, parts.areas];
      const areas = this.#hidden.has('dispatch') ? [] : (parts.areas?.areas ?? []);
      this.#paths = dispatchPaths(cases.values(), headPlaces(areas), style.ground);
    }
    const hadPaths = this.#inView.length > 0;
    const moved = isOther || view !== this.#view;
    if (moved) {
      this.#view = view;
      this.#inView = this.#paths.filter((path) => isInView(path, view));
    }
    // With nothing to show, nothing runs and nothing is made.
    if (this.#inView.length === 0 && !hadPaths) return false;
    const step = style.reducedMotion ? 0 : flowStep(atMillis);
    if (!moved && step === this.#step) return false;
    this.#step = step;
    const colour = this.#colour('dispatch');
    if (moved) this.#pathSet = pathMarks(this.#inView, view, colour, style.scale, ++this.#version);
    const running = style.reducedMotion ? [] : this.#inView;
    this.#headSet = headMarks(running, step, colour, style.scale, ++this.#version);
    return true;
  }

  #updatePatrols({ live: { patrols }, style, view, atMillis }: LayerFrame, restyled: boolean): boolean {
    const aged = patrols.ways.size > 0 ? Math.floor(atMillis / AGING_MILLIS) : this.#aged;
    if (!restyled && patrols.version === this.#patrolVersion && aged === this.#aged) return false;
    [this.#patrolVersion, this.#aged] = [patrols.version, aged];
    this.#isSimulated = [...patrols.ways.values()].some((way) => way.some(({ origin }) => origin !== 'live'));
    const { ground, scale, language, theme } = style;
    this.#patrols = this.#hidden.has('patrol') ? [] : shownPatrols(patrols.ways, ground, atMillis);
    const look = { ground, scale, language, colour: this.#colour('patrol') };
    this.#patrolSet = patrolMarks(this.#patrols, atMillis, look, ++this.#version);
    const callouts = patrolCallouts(this.#patrols, language, flowColours.patrol[theme]);
    this.texts = { callouts };
    // Positions come twenty times a second from all over the district: only what is in the picture asks for another.
    const { shapes, stems } = this.#patrolSet;
    const told = JSON.stringify([
      shapes.filter(({ enuMeters }) => isLineInView([enuMeters], view, OFFICER_CSS_PX * scale)),
      stems.filter(({ footEnuMeters, headEnuMeters }) => isLineInView([footEnuMeters, headEnuMeters], view)),
      callouts.filter(({ enuMeters }) => isLineInView([enuMeters], view)),
    ]);
    const isOther = told !== this.#patrolsTold;
    this.#patrolsTold = told;
    return restyled || isOther;
  }

  #colour(what: 'dispatch' | 'patrol'): Bytes4 {
    return bytesFromHex(flowColours[what][this.#style!.theme]);
  }

  targets() {
    return noTargets;
  }

  get count(): number {
    return this.#paths.length + this.#patrols.length;
  }

  get classes(): readonly LayerClass[] {
    const patrolNames = this.#isSimulated ? classNames.simulatedPatrol : classNames.patrol;
    return [
      { code: 'dispatch', ...classNames.dispatch, count: this.#paths.length, visible: !this.#hidden.has('dispatch') },
      { code: 'patrol', ...patrolNames, count: this.#patrols.length, visible: !this.#hidden.has('patrol') },
    ];
  }

  setClassVisible(code: string, visible: boolean): void {
    if (visible) this.#hidden.delete(code);
    else this.#hidden.add(code);
    this.#hiddenChanged = true;
  }
}
