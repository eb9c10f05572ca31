import type { View } from '../../camera/pose.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { MarkSet } from '../marks.ts';
import { videoPointMarks } from './videoPointMarks.ts';
import { shownVideoPoints, type VideoPointPlaces } from './videoPoints.ts';

/** Half a finger's reach: a video point yields to a case beside it. */
const HANDICAP_CSS_PX = 9;

/** Video points, thinned out by distance; read from columns, of which React never hears. */
export class VideoPointsDrawing implements LayerDrawing {
  readonly layer = 'videoPoints';
  readonly meshes = {};
  readonly texts = noTexts;
  marks: readonly MarkSet[] = [];
  #places: VideoPointPlaces | null = null;
  #style: LayerStyle | null = null;
  #view: View | null = null;
  #columns = -1;
  #rows: Uint32Array = new Uint32Array(0);
  #version = 0;

  update({ view, live, parts, style }: LayerFrame): boolean {
    const places = parts.videoPointPlaces;
    const columns = live.videoPoints;
    const moved = view !== this.#view || places !== this.#places;
    if (!places || (!moved && style === this.#style && columns.version === this.#columns)) return false;
    if (moved) this.#rows = shownVideoPoints(places, view);
    [this.#places, this.#style, this.#view, this.#columns] = [places, style, view, columns.version];
    const eye = view.pose.eyeEnuMeters;
    this.marks = [videoPointMarks(places, this.#rows, columns, eye, style, ++this.#version)];
    return true;
  }

  *targets(): Iterable<PickTarget> {
    if (!this.#places || !this.#style) return;
    const { enuMeters } = this.#places;
    const handicapCssPx = HANDICAP_CSS_PX * this.#style.scale;
    for (const row of this.#rows) {
      yield {
        enuMeters: [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, enuMeters[row * 3 + 2]!],
        handicapCssPx,
        pick: { kind: 'videoPoint', videoPointIndex: row },
      };
    }
  }

  get count(): number {
    return this.#rows.length;
  }
}
