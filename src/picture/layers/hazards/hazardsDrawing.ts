import { type Downwind, downwindAt } from '../../../model/analysis/hazardZones.ts';
import type { HazardView, WindView } from '../../../model/contract/live.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { noTexts, type TextWishes } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import { MarkRings, type RingedMark } from '../markRings.ts';
import type { MarkSet } from '../marks.ts';
import { hazardCallouts } from './hazardCallouts.ts';
import { hazardMarks, hazardNumerals, plateCssPx, plateEnuMeters } from './hazardMarks.ts';
import { hazardMeshes, shownHazards } from './hazards.ts';

/** Places that could harm: the ground's meshes hold all of them and fade by themselves, marks are chosen by the eye. */
export class HazardsDrawing implements LayerDrawing {
  readonly layer = 'hazards';
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  #plates: readonly MarkSet[] = [];
  readonly #rings = new MarkRings('hazards');
  texts: TextWishes = noTexts;
  #hazards: ReadonlyMap<string, HazardView> | null = null;
  #style: LayerStyle | null = null;
  #eye: LayerFrame['view']['pose']['eyeEnuMeters'] | null = null;
  #shown: readonly HazardView[] = [];
  #version = 0;
  #wind: WindView | null = null;
  #minute = -1;
  #chosen: string | null = null;
  #downwind: Downwind = { wind: null, isNight: false };

  get marks(): readonly MarkSet[] {
    return [...this.#plates, ...this.#rings.marks];
  }

  update(frame: LayerFrame): boolean {
    const isOther = this.#updatePlates(frame);
    const { style, focus } = frame;
    const over = focus.hovered?.kind === 'hazard' ? focus.hovered.hazardId : null;
    const ringed = this.#shown
      .filter(({ hazardId }) => hazardId === over || hazardId === this.#chosen)
      .map((hazard): RingedMark => {
        return { enuMeters: plateEnuMeters(hazard, style.ground), markCssPx: plateCssPx(hazard) };
      });
    return this.#rings.update(ringed, style) || isOther;
  }

  #updatePlates({ view: { pose }, atMillis, live, parts, style, focus }: LayerFrame): boolean {
    const { hazards, wind } = live.facts.getState();
    const minute = Math.floor(atMillis / 60_000);
    if (wind !== this.#wind || minute !== this.#minute) {
      [this.#wind, this.#minute] = [wind, minute];
      const next = downwindAt(wind, atMillis, parts.manifest.enuOrigin.lonLatDeg);
      const isOther = next.wind !== this.#downwind.wind || next.isNight !== this.#downwind.isNight;
      if (isOther) [this.#downwind, this.#hazards] = [next, null];
    }
    const chosen = focus.hazardId ?? null;
    const isNew = hazards !== this.#hazards || style !== this.#style || chosen !== this.#chosen;
    if (!isNew && pose.eyeEnuMeters === this.#eye) return false;
    if (isNew) {
      const { warned, standing } = hazardMeshes(hazards.values(), style.ground, style.palette, this.#downwind, chosen);
      this.meshes = { 'hazards-warned': warned, 'hazards-standing': standing };
    }
    [this.#hazards, this.#style, this.#chosen] = [hazards, style, chosen];
    this.#eye = pose.eyeEnuMeters;
    const shown = shownHazards(hazards.values(), pose.eyeEnuMeters, style.ground, chosen);
    const same = shown.length === this.#shown.length && shown.every((hazard, row) => hazard === this.#shown[row]);
    if (!isNew && same) return false;
    this.#shown = shown;
    this.#plates = [hazardMarks(shown, style.ground, style.scale, style.palette, ++this.#version)];
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
