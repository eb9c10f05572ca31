import type { LiveFacts } from '../../../live/links.ts';
import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import type { CameraFields } from './cameraFields.ts';
import { camerasAround, isOnline } from './camerasAround.ts';
import { fieldsOfViewMesh, lensOf } from './fieldsOfView.ts';

/** Fields of view of the cameras in focus: of the chosen one, or of those that see the case; nothing where none is. */
export class FieldsOfViewDrawing implements LayerDrawing {
  readonly layer = 'fieldsOfView';
  readonly marks = [];
  readonly texts = noTexts;
  meshes: Readonly<Record<string, GroundMesh | null>> = {};
  #fields: CameraFields | null = null;
  #style: LayerStyle | null = null;
  /** What of the focus opens a view: a pointer that passes over the city changes the rest of it. */
  #opens = '';
  #columns = -1;
  #cases: LiveFacts['cases'] | null = null;
  #shown: readonly number[] = [];
  #told = '';

  update({ live, parts, style, focus }: LayerFrame): boolean {
    const row = focus.videoPointIndex;
    const isAsked = row !== undefined || focus.caseId !== undefined;
    const fields = isAsked ? parts.cameraFields : null; // neither made nor kept for nobody
    const { cases } = live.facts.getState();
    const columns = live.videoPoints;
    const opens = row === undefined ? `case ${focus.caseId}` : `camera ${row}`;
    const isOther = opens !== this.#opens || fields !== this.#fields || style !== this.#style;
    if (!isOther && columns.version === this.#columns && cases === this.#cases) return false;
    [this.#opens, this.#fields, this.#style] = [opens, fields, style];
    [this.#columns, this.#cases] = [columns.version, cases];
    const rows = isAsked && fields ? this.#rowsOf(fields, { live, focus }) : [];
    // Columns come twenty times a second: only another camera, or one that went on or off, is another picture.
    const told = rows.map((one) => `${one}:${isOnline(columns, one)}`).join();
    if (!isOther && told === this.#told) return false;
    [this.#told, this.#shown] = [told, rows];
    const drawn = rows.map((one) => ({
      field: fields!.of(one),
      rangeMeters: lensOf(fields!.inputs.places, one).rangeMeters,
      online: isOnline(columns, one),
    }));
    this.meshes = { fieldsOfView: drawn.length > 0 ? fieldsOfViewMesh(drawn, style.ground, style.palette) : null };
    return true;
  }

  #rowsOf(fields: CameraFields, { live, focus }: Pick<LayerFrame, 'live' | 'focus'>): number[] {
    const row = focus.videoPointIndex;
    if (row !== undefined) return row < fields.inputs.places.count ? [row] : []; // of another package than the one here
    const place = live.facts.getState().cases.get(focus.caseId!)?.enuMeters;
    return place ? camerasAround(fields, live.videoPoints, place).map((camera) => camera.row) : [];
  }

  targets = () => noTargets;

  get count(): number {
    return this.#shown.length;
  }
}
