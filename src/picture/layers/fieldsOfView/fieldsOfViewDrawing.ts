import type { LiveFacts } from '../../../live/links.ts';
import type { FieldOfView } from '../../../model/analysis/fieldOfView.ts';
import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import type { BuildingRays } from '../../picking/buildingRays.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import type { VideoPointPlaces } from '../videoPoints/videoPoints.ts';
import {
  camerasAround,
  fieldOfVideoPoint,
  fieldsOfViewMesh,
  isOnline,
  lensOf,
  type SightInputs,
} from './fieldsOfView.ts';

/** Fields of view of the cameras in focus; nothing where no camera is, or none sees the case. */
export class FieldsOfViewDrawing implements LayerDrawing {
  readonly layer = 'fieldsOfView';
  readonly marks = [];
  readonly texts = noTexts;
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  #places: VideoPointPlaces | null = null;
  #rays: BuildingRays | null = null;
  #style: LayerStyle | null = null;
  /** What of the focus opens a view: a pointer that passes over the city changes the rest of it. */
  #opens = '';
  #columns = -1;
  #cases: LiveFacts['cases'] | null = null;
  #shown: readonly number[] = [];
  #told = '';
  readonly #known = new Map<number, FieldOfView>();

  update({ live, parts, style, focus }: LayerFrame): boolean {
    const { videoPointPlaces: places, rays } = parts;
    const { cases } = live.facts.getState();
    const columns = live.videoPoints;
    const opens = focus.videoPointIndex === undefined ? `case ${focus.caseId}` : `camera ${focus.videoPointIndex}`;
    const isStill = opens === this.#opens && columns.version === this.#columns && cases === this.#cases;
    if (isStill && places === this.#places && rays === this.#rays && style === this.#style) return false;
    const isOther = opens !== this.#opens || places !== this.#places || rays !== this.#rays || style !== this.#style;
    [this.#opens, this.#columns, this.#cases] = [opens, columns.version, cases];
    [this.#places, this.#rays, this.#style] = [places, rays, style];
    if (isOther) this.#known.clear();
    let fields = new Map<number, FieldOfView>();
    if (places && rays) {
      const fieldOf = (row: number): FieldOfView => this.#fieldOf({ places, rays, ground: style.ground }, row);
      const place = focus.caseId === undefined ? undefined : cases.get(focus.caseId)?.enuMeters;
      const row = focus.videoPointIndex;
      if (row !== undefined && row < places.count) fields.set(row, fieldOf(row));
      else if (place) fields = camerasAround(places, columns, place, fieldOf);
    }
    // Columns come twenty times a second: only another camera, or one that went on or off, is another picture.
    const told = [...fields.keys()].map((row) => `${row}:${isOnline(columns, row)}`).join();
    if (!isOther && told === this.#told) return false;
    this.#told = told;
    this.#shown = [...fields.keys()];
    const drawn = [...fields].map(([row, field]) => ({
      field,
      rangeMeters: lensOf(places!, row).rangeMeters,
      online: isOnline(columns, row),
    }));
    this.meshes = { fieldsOfView: drawn.length > 0 ? fieldsOfViewMesh(drawn, style.ground, style.palette) : null };
    return true;
  }

  /** Columns ask again with every frame of theirs; what a camera sees changes only with the city. */
  #fieldOf(inputs: SightInputs, row: number): FieldOfView {
    const known = this.#known.get(row) ?? fieldOfVideoPoint(inputs, row);
    this.#known.set(row, known);
    return known;
  }

  targets = () => noTargets;

  get count(): number {
    return this.#shown.length;
  }
}
