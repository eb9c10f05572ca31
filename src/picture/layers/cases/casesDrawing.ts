import { groundUpMeters } from '../../../model/geometry/heightField.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import type { MarkSet } from '../marks.ts';
import { beaconCallouts, beaconMarks } from './beaconMarks.ts';
import { type Beacon, beaconsOfCases, beaconsOfPublic, heightScale } from './beacons.ts';

/** Open cases as beacons: duty sees each, the public a light at its grid's middle. Remade with the facts and each second. */
export class CasesDrawing implements LayerDrawing {
  readonly layer = 'cases';
  readonly meshes = {};
  marks: readonly MarkSet[] = [];
  texts: TextWishes = noTexts;
  #cases: unknown = null;
  #publicBeacons: unknown = null;
  #second = -1;
  #style: LayerStyle | null = null;
  #chosen: string | null = null;
  #scale = Number.NaN;
  #beacons: readonly Beacon[] = [];
  #version = 0;

  update({ view: { pose }, atMillis, live, style, focus }: LayerFrame): boolean {
    const facts = live.facts.getState();
    const { ground } = style;
    const second = Math.floor(atMillis / 1000);
    const chosen = focus.caseId ?? null;
    const [east, north] = pose.eyeEnuMeters;
    const scale = heightScale(pose, groundUpMeters(ground, east, north));
    const restyled = style !== this.#style || chosen !== this.#chosen || scale !== this.#scale;
    const mayAge = second !== this.#second && facts.cases.size + facts.beacons.size > 0;
    const isOther = facts.cases !== this.#cases || facts.beacons !== this.#publicBeacons;
    if (!restyled && !mayAge && !isOther) return false;
    [this.#cases, this.#publicBeacons, this.#second] = [facts.cases, facts.beacons, second];
    [this.#style, this.#chosen, this.#scale] = [style, chosen, scale];
    this.#beacons =
      facts.audience === 'duty'
        ? beaconsOfCases(facts.cases.values(), ground, atMillis, chosen, style.language, scale)
        : beaconsOfPublic(facts.beacons.values(), ground, atMillis, scale);
    const beaconStyle = { theme: style.theme, scale: style.scale, colourOf: style.beaconColour };
    this.marks = [beaconMarks(this.#beacons, beaconStyle, ++this.#version)];
    this.texts = { callouts: beaconCallouts(this.#beacons, style.theme) };
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
