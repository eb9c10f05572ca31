import { sunAt } from '../../../model/analysis/sun.ts';
import { type HazardView, WIND_STALE_MILLIS, type WindView } from '../../../model/contract/live.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import type { MarkSet } from '../marks.ts';
import { hazardCallouts } from './hazardCallouts.ts';
import { hazardMarks, hazardNumerals, plateEnuMeters } from './hazardMarks.ts';
import { type Downwind, hazardMeshes, shownHazards } from './hazards.ts';

/** The sun's middle at sunset, with refraction. */
const SUNSET_DEG = -0.833;

/** Places that could harm: the ground's meshes hold all of them and fade by themselves, marks are chosen by the eye. */
export class HazardsDrawing implements LayerDrawing {
  readonly layer = 'hazards';
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  marks: readonly MarkSet[] = [];
  texts: TextWishes = noTexts;
  #hazards: ReadonlyMap<string, HazardView> | null = null;
  #style: LayerStyle | null = null;
  #eye: LayerFrame['view']['pose']['eyeEnuMeters'] | null = null;
  #shown: readonly HazardView[] = [];
  #version = 0;
  #wind: WindView | null = null;
  #minute = -1;
  #downwind: Downwind = { wind: null, isNight: false };

  update({ view: { pose }, atMillis, live, parts, style }: LayerFrame): boolean {
    const { hazards, wind } = live.facts.getState();
    const minute = Math.floor(atMillis / 60_000);
    if (wind !== this.#wind || minute !== this.#minute) {
      [this.#wind, this.#minute] = [wind, minute];
      const isNow = wind !== null && atMillis - wind.observedMillis < WIND_STALE_MILLIS;
      const { elevationDeg } = sunAt(atMillis, parts.manifest.enuOrigin.lonLatDeg);
      const next = { wind: isNow ? wind : null, isNight: elevationDeg < SUNSET_DEG };
      const isOther = next.wind !== this.#downwind.wind || next.isNight !== this.#downwind.isNight;
      if (isOther) [this.#downwind, this.#hazards] = [next, null];
    }
    const isNew = hazards !== this.#hazards || style !== this.#style;
    if (!isNew && pose.eyeEnuMeters === this.#eye) return false;
    if (isNew) {
      const { warned, standing } = hazardMeshes(hazards.values(), style.ground, style.palette, this.#downwind);
      this.meshes = { 'hazards-warned': warned, 'hazards-standing': standing };
    }
    [this.#hazards, this.#style, this.#eye] = [hazards, style, pose.eyeEnuMeters];
    const shown = shownHazards(hazards.values(), pose.eyeEnuMeters, style.ground);
    const same = shown.length === this.#shown.length && shown.every((hazard, row) => hazard === this.#shown[row]);
    if (!isNew && same) return false;
    this.#shown = shown;
    this.marks = [hazardMarks(shown, style.ground, style.scale, style.palette, ++this.#version)];
    this.texts = {
      numerals: hazardNumerals(shown, style.ground),
      callouts: hazardCallouts(shown, this.#downwind, style),
    };
    return true;
  }

  *targets(): Iterable<PickTarget> {
    const ground = this.#style?.ground;
    if (!ground) return;
    for (const hazard of this.#shown) {
      const pick = { kind: 'hazard', hazardId: hazard.hazardId } as const;
      yield { enuMeters: plateEnuMeters(hazard, ground), handicapCssPx: 2, pick };
    }
  }

  get count(): number {
    return this.#shown.length;
  }
}
