import type { View } from '../../camera/pose.ts';
import type { LayerDrawing, LayerFrame, LayerStyle, PickTarget } from '../../layerDrawing.ts';
import { SightLines } from '../../occlusion/sightLines.ts';
import { noTexts } from '../../text/textWishes.ts';
import { MarkRings, type RingedMark } from '../markRings.ts';
import type { MarkSet } from '../marks.ts';
import { NEAR_POINT_CSS_PX, videoPointMarks } from './videoPointMarks.ts';
import { shownVideoPoints, type VideoPointPlaces } from './videoPoints.ts';

/** Half a finger's reach: a video point yields to a case beside it. */
const HANDICAP_CSS_PX = 9;

/** Video points, thinned out by distance and hidden by houses; read from columns, of which React never hears. */
export class VideoPointsDrawing implements LayerDrawing {
  readonly layer = 'videoPoints';
  readonly meshes = {};
  readonly texts = noTexts;
  #points: readonly MarkSet[] = [];
  readonly #rings = new MarkRings('videoPoints');
  #places: VideoPointPlaces | null = null;
  #style: LayerStyle | null = null;
  #view: View | null = null;
  #columns = -1;
  #rows: Uint32Array = new Uint32Array(0);
  readonly #sight = new SightLines();
  #version = 0;

  get marks(): readonly MarkSet[] {
    return [...this.#points, ...this.#rings.marks];
  }

  update(frame: LayerFrame): boolean {
    const isOther = this.#updatePoints(frame);
    const { style, focus } = frame;
    const over = focus.hovered?.kind === 'videoPoint' ? focus.hovered.videoPointIndex : null;
    const rows = new Set([over, focus.videoPointIndex ?? null].filter((row) => row !== null));
    const ringed = [...rows].flatMap((row) => this.#ringedAt(row));
    return this.#rings.update(ringed, style) || isOther;
  }

  #ringedAt(row: number): RingedMark[] {
    const places = this.#places;
    if (!places || row >= places.count) return []; // of another package than the one here
    const [east, north, up] = places.enuMeters.subarray(row * 3, row * 3 + 3);
    return [{ enuMeters: [east!, north!, up!], markCssPx: NEAR_POINT_CSS_PX }];
  }

  #updatePoints({ view, live, parts, style }: LayerFrame): boolean {
    const places = parts.videoPointPlaces;
    const columns = live.videoPoints;
    const moved = view !== this.#view || places !== this.#places;
    if (!places) return false;
    if (moved) this.#rows = shownVideoPoints(places, view);
    const { enuMeters } = places;
    const isSeenAnew = this.#sight.update({ view, parts, ground: style.ground, rows: this.#rows, enuMeters });
    if (!moved && !isSeenAnew && style === this.#style && columns.version === this.#columns) return false;
    [this.#places, this.#style, this.#view, this.#columns] = [places, style, view, columns.version];
    const eye = view.pose.eyeEnuMeters;
    this.#points = [videoPointMarks(places, this.#sight.seen, columns, eye, style, ++this.#version)];
    return true;
  }

  *targets(): Iterable<PickTarget> {
    if (!this.#places || !this.#style) return;
    const { enuMeters } = this.#places;
    const handicapCssPx = HANDICAP_CSS_PX * this.#style.scale;
    for (const row of this.#sight.seen) {
      yield {
        enuMeters: [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, enuMeters[row * 3 + 2]!],
        handicapCssPx,
        pick: { kind: 'videoPoint', videoPointIndex: row },
      };
    }
  }

  get count(): number {
    return this.#sight.seen.length;
  }
}
