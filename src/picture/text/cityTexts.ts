/** All texts of one picture: cases that need eyes, hazard numerals, names of areas and streets; none covers another. */
import type { Language } from '../../model/faults/fault.ts';
import type { View } from '../camera/pose.ts';
import type { Palette } from '../palette.ts';
import type { BuildingRays } from '../picking/buildingRays.ts';
import { labelLines } from './areaTexts.ts';
import { calloutLines, numeralText } from './calloutTexts.ts';
import { NameSight } from './nameSight.ts';
import { type Box, type Candidate, placeTexts } from './placement.ts';
import { roadLines } from './roadTexts.ts';
import type { PlacedText } from './textBoard.ts';
import type { TextLines } from './textLines.ts';
import type { TextWishes } from './textWishes.ts';

/** What changes from frame to frame. */
export interface TextsNow {
  /** Pixels that panels cover: nothing is lettered beneath them. */
  readonly covered: readonly Box[];
  readonly atMillis: number;
  /** Houses that names are lifted over and hidden by, and how many names are asked about at once. Absent: by none. */
  readonly sight?: { readonly rays: () => BuildingRays | null; readonly mostNames: number };
}

export interface CityTextInputs extends TextsNow {
  /** Of each layer on show. */
  readonly wishes: readonly TextWishes[];
  readonly language: Language;
  readonly palette: Palette;
  readonly scale: number;
  /** Room kept free beside a name, both sides together; the usual where it is not said. */
  readonly nameGapCssPx?: number;
}

/** What lost its room stays away so long: texts that come and go with every step of the eye are read by nobody. */
export const AWAY_MILLIS = 1_000;

/** Under which a text is remembered as away: its own id, and what it shares with others of its name. */
const keysOf = ({ id, alike }: Candidate): [string, ...string[]] => (alike ? [id, `alike ${alike.name}`] : [id]);

export class CityTexts {
  #standing: ReadonlyMap<string, number> = new Map();
  /** When each text, or name, that is kept away lost its room. */
  readonly #lostMillis = new Map<string, number>();
  readonly #sight = new NameSight();

  /** From then on texts that are kept away now may stand: another picture of the same view. Null where none is. */
  get dueMillis(): number | null {
    if (this.#sight.isPending) return Number.NEGATIVE_INFINITY;
    return this.#lostMillis.size === 0 ? null : Math.min(...this.#lostMillis.values()) + AWAY_MILLIS;
  }

  /** Placing them at that time may make another picture, though nothing else has changed. */
  isDueAt(atMillis: number): boolean {
    const due = this.dueMillis;
    return due !== null && due <= atMillis;
  }

  /** Placed texts for a view; remembers what stood, so that equals do not take turns. */
  place(view: View, inputs: CityTextInputs): PlacedText[] {
    const obstacles: Box[] = [...inputs.covered];
    const numerals: PlacedText[] = [];
    const lines: TextLines[] = [];
    const isStanding = (id: string): boolean => this.#standing.has(id);
    for (const wish of inputs.wishes) {
      for (const plate of wish.numerals ?? []) {
        const text = numeralText(view, plate, inputs, obstacles);
        if (text) numerals.push(text);
      }
      for (const callout of wish.callouts ?? []) lines.push(...calloutLines(view, callout, inputs, obstacles));
      for (const label of wish.names ?? []) lines.push(...labelLines(view, label, inputs, isStanding(label.id)));
      for (const course of wish.streets ?? []) lines.push(...roadLines(view, course, inputs, isStanding));
    }
    for (const [id, lost] of this.#lostMillis) {
      if (inputs.atMillis >= lost + AWAY_MILLIS || inputs.atMillis < lost) this.#lostMillis.delete(id);
    }
    const hidden = this.#hiddenOf(lines, view, inputs);
    const candidates = lines
      .map(({ candidate }) => candidate)
      .filter((item) => !hidden.has(item.id) && this.#mayStand(item));
    const placed = placeTexts(candidates, obstacles, this.#standing);
    // Only what still asks for room has lost it: what left the picture comes back with it.
    for (const { candidate } of lines) {
      if (this.#standing.has(candidate.id) && !placed.has(candidate.id)) {
        for (const key of keysOf(candidate)) this.#lostMillis.set(key, inputs.atMillis);
      }
    }
    this.#standing = placed;
    const texts = lines.flatMap(({ candidate, at }) => {
      const spot = placed.get(candidate.id);
      return spot === undefined ? [] : at(spot);
    });
    return [...texts, ...numerals];
  }

  /** What lost its room is away for a while; and so long no other of its name comes in its place. */
  #mayStand(item: Candidate): boolean {
    const [id, ...names] = keysOf(item);
    return !this.#lostMillis.has(id) && (this.#standing.has(id) || !names.some((name) => this.#lostMillis.has(name)));
  }

  #hiddenOf(lines: readonly TextLines[], view: View, { sight }: CityTextInputs): ReadonlySet<string> {
    const questions = lines.flatMap(({ candidate: { id }, seenAt }) =>
      seenAt ? [{ id, places: seenAt, isStanding: this.#standing.has(id) }] : [],
    );
    const rays = questions.length > 0 && sight ? sight.rays() : null;
    return this.#sight.hiddenOf(questions, view.pose.eyeEnuMeters, rays, sight?.mostNames ?? 0);
  }
}
