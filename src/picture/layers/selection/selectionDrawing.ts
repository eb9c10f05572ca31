/**
 * Outlines of what is chosen and of what the pointer is over: lines of the same width at every distance, over whatever
 * stands in front, so that a choice is never lost. How the buildings themselves are shaded is told by their flags.
 */
import { type Footprints, footprintOf } from '../../../model/contract/footprintsFile.ts';
import { roofOfLook } from '../../../model/contract/tileAttributes.ts';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import { groundUpMeters } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';
import type { View } from '../../camera/pose.ts';
import type { CityFocus } from '../../cityView.ts';
import { type LayerDrawing, type LayerFrame, type LayerStyle, noTargets } from '../../layerDrawing.ts';
import { bytesFromHex } from '../../palette.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { MarkSet, StemMark } from '../marks.ts';
import { type Edge, outlineEdges } from './buildingOutline.ts';
import { hoveredBuilding, selectedBuildings } from './selected.ts';

const WIDTH_CSS_PX = { hovered: 1.5, selected: 2.5 } as const;
/** Darker (by day: lighter) on both sides of the line, so that it reads on any wall. */
const HALO_CSS_PX = 1.5;
/** A pitched roof rises from walls that end so far below it: a little too low is better than afloat. */
const USUAL_RISE_METERS = 2.5;
const RISE_SHARE = 0.3;
/** Of a large choice so many are outlined; all of them are lightened. */
const MOST_OUTLINED = 200;

export class SelectionDrawing implements LayerDrawing {
  readonly layer = null;
  readonly meshes = {};
  readonly texts = noTexts;
  readonly targets = () => noTargets;
  marks: readonly MarkSet[] = [];
  #focus: CityFocus | null = null;
  #view: View | null = null;
  #footprints: Footprints | null = null;
  #style: LayerStyle | null = null;
  #version = 0;

  update({ view, parts, style, focus }: LayerFrame): boolean {
    const { footprints } = parts;
    const isSame = focus === this.#focus && footprints === this.#footprints && style === this.#style;
    if (isSame && (view === this.#view || this.marks.length === 0)) return false;
    [this.#focus, this.#view, this.#footprints, this.#style] = [focus, view, footprints, style];
    const had = this.marks.length > 0;
    const selected = selectedBuildings(focus).slice(0, MOST_OUTLINED);
    const hovered = hoveredBuilding(focus);
    const area = focus.hovered?.kind === 'area' ? areaEdges(focus.hovered.areaId, parts, style) : [];
    if (!footprints || (selected.length === 0 && hovered === null && area.length === 0)) {
      this.marks = [];
      return had;
    }
    const stems = (rows: readonly number[], widthCssPx: number): StemMark[] =>
      stemsOf(
        rows.flatMap((row) => this.#edgesOf(footprints, row, { view, parts, style })),
        widthCssPx,
        style,
      );
    const pointed = hovered === null || selected.includes(hovered) ? [] : [hovered];
    this.marks = [
      {
        id: 'selection',
        version: ++this.#version,
        shapes: [],
        stems: [
          ...stemsOf(area, WIDTH_CSS_PX.hovered, style),
          ...stems(pointed, WIDTH_CSS_PX.hovered),
          ...stems(selected, WIDTH_CSS_PX.selected),
        ],
      },
    ];
    return true;
  }

  #edgesOf(
    footprints: Footprints,
    row: number,
    { view, parts, style }: Pick<LayerFrame, 'view' | 'parts' | 'style'>,
  ): Edge[] {
    if (row >= footprints.count || !parts.rays) return []; // of another package than the one here
    const { topUpMeters, baseUpMeters } = parts.rays.standOf(row);
    const isPitched = roofOfLook(footprints.looks[row]!) !== 'flat';
    const rise = isPitched ? Math.min(USUAL_RISE_METERS, RISE_SHARE * (topUpMeters - baseUpMeters)) : 0;
    const outlined = {
      footprintCm: footprintOf(footprints, row),
      eavesUpMeters: topUpMeters - rise,
      groundUpMeters: (east: number, north: number) => groundUpMeters(style.ground, east, north),
    };
    return outlineEdges(outlined, view.pose.eyeEnuMeters);
  }

  get count(): number {
    return this.#focus ? selectedBuildings(this.#focus).length : 0;
  }
}

/** An area's outlines, a little above its ground. */
function areaEdges(areaId: string, { places }: LayerFrame['parts'], { ground }: LayerStyle): Edge[] {
  const place = ([x, y]: Point2): Vec3 => [x / 100, y / 100, groundUpMeters(ground, x / 100, y / 100) + 1];
  return (places?.outlinesCm(areaId) ?? [])
    .flat()
    .flatMap((outline) =>
      outline.map((corner, index): Edge => [place(corner), place(outline[(index + 1) % outline.length]!)]),
    );
}

/** All halos before all lines: no line is cut by its neighbour's halo. */
function stemsOf(edges: readonly Edge[], widthCssPx: number, { palette, scale }: LayerStyle): StemMark[] {
  const stem = (colour: StemMark['colour'], widthPx: number) =>
    edges.map(([footEnuMeters, headEnuMeters]) => ({
      ...{ footEnuMeters, headEnuMeters, colour },
      widthCssPx: widthPx * scale,
    }));
  return [
    ...stem(bytesFromHex(palette.halo, 0.55), widthCssPx + 2 * HALO_CSS_PX),
    ...stem(bytesFromHex(palette.focusLine), widthCssPx),
  ];
}
