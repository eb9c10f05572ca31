/**
 * Facts and columns → marks, meshes and texts, remade only when something changed: facts by identity, columns by
 * version, time left once a second. The frame loop reads; React never hears of it.
 */
import type { LiveLink } from '../live/links.ts';
import type { HazardView } from '../model/contract/live.ts';
import type { Language } from '../model/faults/fault.ts';
import { groundUpMeters, type HeightField } from '../model/geometry/heightField.ts';
import type { View } from './camera/pose.ts';
import type { CityLayer } from './cityView.ts';
import { type BeaconStyle, beaconMarks } from './layers/cases/beaconMarks.ts';
import { type Beacon, beaconsOfCases, beaconsOfPublic, heightScale } from './layers/cases/beacons.ts';
import { hazardMarks } from './layers/hazards/hazardMarks.ts';
import { type HazardMeshes, hazardMeshes, shownHazards } from './layers/hazards/hazards.ts';
import type { MarkSet } from './layers/marks.ts';
import { videoPointMarks } from './layers/videoPoints/videoPointMarks.ts';
import { shownVideoPoints, type VideoPointPlaces } from './layers/videoPoints/videoPoints.ts';
import type { Palette } from './palette.ts';

export interface LiveMarksStyle {
  readonly palette: Palette;
  readonly scale: number;
  readonly language: Language;
  readonly beacons: BeaconStyle;
  /** Where everything stands; another ground is another style. */
  readonly ground: HeightField;
}

const noMarks = (id: string): MarkSet => ({ id, version: 0, shapes: [], stems: [] });

export class LiveMarks {
  readonly #live: LiveLink;
  #version = 1;
  #factsSeen: unknown = null;
  #beaconsSeen: unknown = null;
  #hazardsSeen: ReadonlyMap<string, HazardView> | null = null;
  #secondSeen = -1;
  #columnsSeen = -1;
  #styleSeen: LiveMarksStyle | null = null;
  #chosenSeen: string | null = null;
  #scaleSeen = Number.NaN;
  #viewSeen: View | null = null;
  #beacons: readonly Beacon[] = [];
  #cases = noMarks('cases');
  #hazards = noMarks('hazards');
  #shownHazards: readonly HazardView[] = [];
  #hazardEye: View['pose']['eyeEnuMeters'] | null = null;
  #hazardMeshes: HazardMeshes | null = null;
  #videoPoints = noMarks('videoPoints');
  #shownRows: Uint32Array = new Uint32Array(0);
  places: VideoPointPlaces | null = null;

  constructor(live: LiveLink) {
    this.#live = live;
  }

  /** Brings all up to date for an instant and a view. True when what is drawn changed. */
  update(view: View, atMillis: number, style: LiveMarksStyle, chosenCaseId: string | null): boolean {
    const facts = this.#live.facts.getState();
    const second = Math.floor(atMillis / 1000);
    const { ground } = style;
    const [east, north] = view.pose.eyeEnuMeters;
    const scale = heightScale(view.pose, groundUpMeters(ground, east, north));
    const restyled = style !== this.#styleSeen || chosenCaseId !== this.#chosenSeen || scale !== this.#scaleSeen;
    let changed = false;
    const mayAge = second !== this.#secondSeen && (facts.cases.size > 0 || facts.beacons.size > 0);
    if (restyled || mayAge || facts.cases !== this.#factsSeen || facts.beacons !== this.#beaconsSeen) {
      this.#beacons =
        facts.audience === 'duty'
          ? beaconsOfCases(facts.cases.values(), ground, atMillis, chosenCaseId, style.language, scale)
          : beaconsOfPublic(facts.beacons.values(), ground, atMillis, scale);
      this.#cases = beaconMarks(this.#beacons, style.beacons, ++this.#version);
      changed = true;
    }
    if (this.#updateHazards(view, facts.hazards, style, restyled)) changed = true;
    if (this.#updateVideoPoints(view, style, restyled)) changed = true;
    this.#factsSeen = facts.cases;
    this.#beaconsSeen = facts.beacons;
    this.#secondSeen = second;
    this.#styleSeen = style;
    this.#chosenSeen = chosenCaseId;
    this.#scaleSeen = scale;
    return changed;
  }

  /** The ground's meshes hold all hazards and fade by themselves; marks are chosen anew where the eye moved. */
  #updateHazards(
    { pose }: View,
    hazards: ReadonlyMap<string, HazardView>,
    style: LiveMarksStyle,
    restyled: boolean,
  ): boolean {
    const isNew = restyled || hazards !== this.#hazardsSeen;
    if (!isNew && pose.eyeEnuMeters === this.#hazardEye) return false;
    if (isNew) this.#hazardMeshes = hazardMeshes(hazards.values(), style.ground, style.palette);
    this.#hazardsSeen = hazards;
    this.#hazardEye = pose.eyeEnuMeters;
    const shown = shownHazards(hazards.values(), pose.eyeEnuMeters, style.ground);
    const same =
      shown.length === this.#shownHazards.length && shown.every((hazard, row) => hazard === this.#shownHazards[row]);
    if (!isNew && same) return false;
    this.#shownHazards = shown;
    this.#hazards = hazardMarks(shown, style.ground, style.scale, style.palette, ++this.#version);
    return true;
  }

  #updateVideoPoints(view: View, style: LiveMarksStyle, restyled: boolean): boolean {
    if (!this.places) return false;
    const columns = this.#live.videoPoints;
    const moved = view !== this.#viewSeen;
    if (!moved && !restyled && columns.version === this.#columnsSeen) return false;
    const rows = moved ? shownVideoPoints(this.places, view) : this.#shownRows;
    this.#viewSeen = view;
    this.#shownRows = rows;
    this.#columnsSeen = columns.version;
    this.#videoPoints = videoPointMarks(
      this.places,
      rows,
      columns,
      view.pose.eyeEnuMeters,
      { palette: style.palette, scale: style.scale },
      ++this.#version,
    );
    return true;
  }

  /** From low to high: what is drawn later lies on top. */
  sets(shown: ReadonlySet<CityLayer>): MarkSet[] {
    return [
      shown.has('videoPoints') ? this.#videoPoints : noMarks('videoPoints'),
      shown.has('hazards') ? this.#hazards : noMarks('hazards'),
      shown.has('cases') ? this.#cases : noMarks('cases'),
    ];
  }

  get beacons(): readonly Beacon[] {
    return this.#beacons;
  }

  /** Those that the view shows. */
  get hazards(): readonly HazardView[] {
    return this.#shownHazards;
  }

  get hazardGround(): HazardMeshes | null {
    return this.#hazardMeshes;
  }

  get shownVideoPointRows(): Uint32Array {
    return this.#shownRows;
  }
}
