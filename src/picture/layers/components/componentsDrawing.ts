import type { View } from '../../camera/pose.ts';
import type { LayerClass } from '../../cityView.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { SightLines } from '../../occlusion/sightLines.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { MarkSet } from '../marks.ts';
import { componentMarks } from './componentMarks.ts';
import { type ComponentPlaces, type ShownComponents, shownComponents } from './components.ts';

/** A lamp yields to a case, a hazard and a camera beside it. */
const HANDICAP_CSS_PX = 10;
const nothing: ShownComponents = { rows: new Uint32Array(0), awayMeters: new Float32Array(0) };

function seenOf(shown: ShownComponents, seen: Uint32Array): ShownComponents {
  if (seen === shown.rows) return shown;
  const isSeen = new Set(seen);
  return { rows: seen, awayMeters: shown.awayMeters.filter((_, at) => isSeen.has(shown.rows[at]!)) };
}

/** City components, by class, hidden by houses; their file is asked for when the layer is first shown. */
export class ComponentsDrawing implements LayerDrawing {
  readonly layer = 'components';
  readonly meshes = {};
  readonly texts = noTexts;
  marks: readonly MarkSet[] = [];
  #places: ComponentPlaces | null = null;
  #style: LayerStyle | null = null;
  #view: View | null = null;
  #chosen: number | null = null;
  /** In reach of the view, and of those what no house hides. */
  #inReach = nothing;
  #shown = nothing;
  readonly #sight = new SightLines();
  #version = 0;
  readonly #hidden = new Set<string>();
  #hiddenChanged = false;
  #packaged: LayerFrame['parts']['componentClasses'] = [];
  #isAsked = false;

  update({ view, parts, style, focus }: LayerFrame): boolean {
    this.#isAsked = true;
    this.#packaged = parts.componentClasses;
    parts.wantComponents();
    const places = parts.componentPlaces;
    const chosen = focus.componentIndex ?? null;
    const moved = view !== this.#view || places !== this.#places || this.#hiddenChanged;
    if (!places) return false;
    if (moved) {
      const isHidden = places.classes.map(({ code }) => this.#hidden.has(code));
      this.#inReach = shownComponents(places, isHidden, view);
    }
    const { enuMeters } = places;
    const { rows } = this.#inReach;
    const isSeenAnew = this.#sight.update({ view, parts, ground: style.ground, rows, enuMeters });
    if (!moved && !isSeenAnew && style === this.#style && chosen === this.#chosen) return false;
    this.#shown = seenOf(this.#inReach, this.#sight.seen);
    [this.#places, this.#style, this.#view, this.#chosen] = [places, style, view, chosen];
    this.#hiddenChanged = false;
    // From afar there is nothing, frame after frame: no new marks for that.
    const isEmpty = this.#shown.rows.length === 0 && chosen === null;
    if (isEmpty && this.marks[0]?.shapes.length === 0) return false;
    const { theme, scale, palette } = style;
    const looks = { theme, scale, chosenColour: palette.focusLine };
    this.marks = [componentMarks(places, this.#shown, chosen, looks, ++this.#version)];
    return true;
  }

  *targets(): Iterable<PickTarget> {
    if (!this.#places || !this.#style) return;
    const { enuMeters } = this.#places;
    const handicapCssPx = HANDICAP_CSS_PX * this.#style.scale;
    for (const row of this.#shown.rows) {
      yield {
        enuMeters: [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, enuMeters[row * 3 + 2]!],
        handicapCssPx,
        pick: { kind: 'component', componentIndex: row },
      };
    }
  }

  get count(): number | null {
    if (this.#places) return this.#shown.rows.length;
    return this.#isAsked && this.#packaged.length === 0 ? 0 : null;
  }

  get classes(): readonly LayerClass[] {
    return this.#packaged
      .filter(({ count }) => count > 0)
      .map(({ code, name, nameEn, count }) => ({ code, name, nameEn, count, visible: !this.#hidden.has(code) }));
  }

  setClassVisible(code: string, visible: boolean): void {
    if (visible) this.#hidden.delete(code);
    else this.#hidden.add(code);
    this.#hiddenChanged = true;
  }
}
