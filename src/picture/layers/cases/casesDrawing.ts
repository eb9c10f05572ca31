import { groundUpMeters } from '../../../model/geometry/heightField.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import { MarkRings, type RingedMark } from '../markRings.ts';
import type { Bytes4, MarkSet } from '../marks.ts';
import { beaconCallouts, beaconMarks, headCssPx } from './beaconMarks.ts';
import { type Beacon, beaconsOfCases, beaconsOfPublic, heightScale } from './beacons.ts';
import { burningAlpha, burningMarks, burningStep } from './burning.ts';

const withAlpha = ([red, green, blue]: Bytes4, alpha: number): Bytes4 => [red, green, blue, alpha];

/**
 * Open cases as beacons: duty sees each, the public a light at its grid's middle. Remade with the facts and each second;
 * between, only the light of overdue ones breathes.
 */
export class CasesDrawing implements LayerDrawing {
  readonly layer = 'cases';
  readonly meshes = {};
  #beaconMarks: readonly MarkSet[] = [];
  readonly #rings = new MarkRings('cases');
  texts: TextWishes = noTexts;
  #cases: unknown = null;
  #publicBeacons: unknown = null;
  #second = -1;
  #burningStep = -1;
  #style: LayerStyle | null = null;
  #chosen: string | null = null;
  #scale = Number.NaN;
  #beacons: readonly Beacon[] = [];
  #version = 0;

  get marks(): readonly MarkSet[] {
    return [...this.#beaconMarks, ...this.#rings.marks];
  }

  update(frame: LayerFrame): boolean {
    const isOther = this.#updateBeacons(frame);
    const { style, focus } = frame;
    // What is chosen has a ring already.
    const over = focus.hovered?.kind === 'case' && focus.hovered.caseId !== focus.caseId ? focus.hovered.caseId : null;
    const beacon = over === null ? undefined : this.#beacons.find(({ id }) => id === over);
    const ringed: RingedMark[] = beacon
      ? [{ enuMeters: [...beacon.enuMeters, beacon.headUpMeters], markCssPx: headCssPx(beacon) }]
      : [];
    return this.#rings.update(ringed, style) || isOther;
  }

  #updateBeacons({ view: { pose }, atMillis, live, style, focus }: LayerFrame): boolean {
    const facts = live.facts.getState();
    const { ground } = style;
    const second = Math.floor(atMillis / 1000);
    const chosen = focus.caseId ?? null;
    const [east, north] = pose.eyeEnuMeters;
    const scale = heightScale(pose, groundUpMeters(ground, east, north));
    const restyled = style !== this.#style || chosen !== this.#chosen || scale !== this.#scale;
    const mayAge = second !== this.#second && facts.cases.size + facts.beacons.size > 0;
    const isOther = facts.cases !== this.#cases || facts.beacons !== this.#publicBeacons;
    if (!restyled && !mayAge && !isOther) return this.#breathe(atMillis);
    [this.#cases, this.#publicBeacons, this.#second] = [facts.cases, facts.beacons, second];
    [this.#style, this.#chosen, this.#scale] = [style, chosen, scale];
    this.#beacons =
      facts.audience === 'duty'
        ? beaconsOfCases(facts.cases.values(), ground, atMillis, chosen, style.language, scale)
        : beaconsOfPublic(facts.beacons.values(), ground, atMillis, scale);
    const beaconStyle = { theme: style.theme, scale: style.scale, colourOf: style.beaconColour };
    const heads = beaconMarks(this.#beacons, beaconStyle, ++this.#version);
    this.#beaconMarks = [burningMarks(this.#beacons, beaconStyle, this.#alpha(atMillis), this.#version), heads];
    this.texts = { callouts: beaconCallouts(this.#beacons, style.theme) };
    return true;
  }

  #alpha(atMillis: number): number {
    this.#burningStep = burningStep(atMillis);
    return burningAlpha(this.#burningStep, this.#style?.reducedMotion ?? false);
  }

  #breathe(atMillis: number): boolean {
    const [burning, heads] = this.#beaconMarks;
    if (!burning || !heads || burning.shapes.length === 0) return false;
    if (this.#style!.reducedMotion || burningStep(atMillis) === this.#burningStep) return false;
    const alpha = Math.round(255 * this.#alpha(atMillis));
    const shapes = burning.shapes.map((mark) => ({ ...mark, colour: withAlpha(mark.colour, alpha) }));
    this.#beaconMarks = [{ ...burning, version: ++this.#version, shapes }, heads];
    return true;
  }

  *targets(): Iterable<PickTarget> {
    for (const { id, enuMeters, headUpMeters } of this.#beacons) {
      yield { enuMeters: [...enuMeters, headUpMeters], handicapCssPx: 0, pick: { kind: 'case', caseId: id } };
    }
  }

  get count(): number {
    return this.#beacons.length;
  }
}
