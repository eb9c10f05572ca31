/**
 * Where the coverage proof failed, in red on the ground: gaps without an owner, overlaps with two, grids beyond their
 * community. A sliver may be a hand wide and a street long: its outline is drawn metres wide, and a mark of constant size
 * finds it from anywhere.
 */
import type { Sliver, SliversFile } from '../../../model/contract/sliversFile.ts';
import type { Language } from '../../../model/faults/fault.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { labelPoint, type Outline, type Point2 } from '../../../model/geometry/polygon.ts';
import { bytesFromHex, rgbaFromHex } from '../../palette.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';
import type { MarkSet } from '../marks.ts';

const SLIVER_RED = '#FF4D4D';
const OUTLINE_METERS = 3;
export const SLIVER_MARK_CSS_PX = 16;
/** Over roofs of old quarters: a gap between houses is not hidden by them. */
const MARK_ABOVE_METERS = 40;

export interface PlacedSliver {
  readonly sliver: Sliver;
  /** Outlines in metres, outer first. */
  readonly polygon: readonly Outline[];
  /** A point inside, over the ground: where its mark stands. */
  readonly markEnuMeters: readonly [number, number, number];
}

const outlineOf = (flatCm: readonly number[]): Outline =>
  Array.from(
    { length: flatCm.length / 2 },
    (_, index): Point2 => [flatCm[index * 2]! / 100, flatCm[index * 2 + 1]! / 100],
  );

/** Largest first: where marks crowd, the larger loss is lettered. */
export function placeSlivers(file: SliversFile, ground: HeightField): PlacedSliver[] {
  return file.slivers
    .map((sliver): PlacedSliver => {
      const polygon = sliver.polygonCm.map(outlineOf);
      const [east, north] = labelPoint(polygon);
      return { sliver, polygon, markEnuMeters: [east, north, groundUpMeters(ground, east, north) + MARK_ABOVE_METERS] };
    })
    .sort((a, b) => b.sliver.squareMeters - a.sliver.squareMeters);
}

export function sliverMesh(slivers: readonly PlacedSliver[], ground: HeightField): GroundMesh {
  const builder = new GroundMeshBuilder('triangles', ground);
  for (const { polygon } of slivers) {
    builder.fill(polygon, 0.7, rgbaFromHex(SLIVER_RED, 0.5));
    for (const outline of polygon) builder.strip(outline, OUTLINE_METERS, 0.8, rgbaFromHex(SLIVER_RED, 0.95));
  }
  return builder.mesh(30_000, 60_000);
}

/** Shape by kind, so that nobody must read it by colour: hollow = nobody's, filled = several owners'. */
export function sliverMarks(slivers: readonly PlacedSliver[], scale: number, version: number): MarkSet {
  const colour = bytesFromHex(SLIVER_RED);
  return {
    id: 'slivers',
    version,
    stems: slivers.map(({ markEnuMeters: [x, y, up] }) => ({
      footEnuMeters: [x, y, up - MARK_ABOVE_METERS],
      headEnuMeters: [x, y, up],
      widthCssPx: 1.5 * scale,
      colour: bytesFromHex(SLIVER_RED, 0.7),
    })),
    shapes: slivers.map(({ sliver, markEnuMeters }) => ({
      enuMeters: markEnuMeters,
      shape: sliver.kind === 'gap' ? 'ring' : sliver.kind === 'overlap' ? 'disc' : 'diamond',
      sizeCssPx: SLIVER_MARK_CSS_PX * scale,
      colour,
    })),
  };
}

const kindWords = {
  gap: { zh: '缝隙', en: 'Gap' },
  overlap: { zh: '重叠', en: 'Overlap' },
  crossing: { zh: '越界', en: 'Crossing' },
} as const satisfies Record<Sliver['kind'], Record<Language, string>>;

function areaText(squareMeters: number, language: Language): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  if (squareMeters >= 100_000) {
    return `${(squareMeters / 1e6).toLocaleString(locale, { maximumFractionDigits: 2 })} km²`;
  }
  return `${squareMeters.toLocaleString(locale, { maximumFractionDigits: squareMeters < 10 ? 2 : 0 })} m²`;
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;

/** Two lines: what it is and how large; who is inside, between whom. `nameOf` an area, null where nobody knows it. */
export function sliverText(
  { sliver }: PlacedSliver,
  language: Language,
  nameOf: (areaId: string) => string | null,
): { title: string; detail: string } {
  const { kind, squareMeters, buildings, residents, areaIds } = sliver;
  const title = `${kindWords[kind][language]} ${areaText(squareMeters, language)}`;
  const inside =
    language === 'zh'
      ? `${buildings} 栋 · ${residents} 人`
      : `${counted(buildings, 'building')} · ${counted(residents, 'resident')}`;
  const between = areaIds.slice(0, 3).map((areaId) => nameOf(areaId) ?? areaId);
  return { title, detail: [inside, between.join(' / ')].filter((part) => part !== '').join(' · ') };
}
