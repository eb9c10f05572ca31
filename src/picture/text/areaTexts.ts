/** Names of areas about their middles; among houses each is lifted over the roofs that stand there. */
import type { Vec3 } from '../../model/frames/ecef.ts';
import { axesOf, projectEnu, tangentPerCssPx, type View } from '../camera/pose.ts';
import { type AreaLabel, labelAtScale, labelText } from '../layers/labels/labels.ts';
import type { BuildingRays } from '../picking/buildingRays.ts';
import type { CityTextInputs } from './cityTexts.ts';
import { amongHouses } from './nameSight.ts';
import { type TextStyle, textWidthCssPx } from './textBoard.ts';
import { boxAround, isInside, mapFont, type TextLines } from './textLines.ts';

const USUAL_GAP_CSS_PX = 8;
/** Farther from its area's middle a name would seem to name something else. */
const MAX_NUDGE_EM = 2.5;
/** Houses so near to an area's middle are those that its name stands over. */
const ROOFS_WITHIN_METERS = 25;
const OVER_ROOF_METERS = 3;

/** Highest roof by a name, by its id: asked once for each that came near. */
const roofsOf = new WeakMap<BuildingRays, Map<string, number>>();

function roofUpMeters(rays: BuildingRays, { id, enuMeters: [east, north, up] }: AreaLabel): number {
  const known = roofsOf.get(rays) ?? new Map<string, number>();
  roofsOf.set(rays, known);
  let roof = known.get(id);
  if (roof === undefined) {
    const houses = rays.obstaclesNear([east, north], ROOFS_WITHIN_METERS);
    roof = houses.reduce((highest, { topUpMeters }) => Math.max(highest, topUpMeters + OVER_ROOF_METERS), up);
    known.set(id, roof);
  }
  return roof;
}

/**
 * Where a name may stand about its area's middle, as shares of the room it has there: a beacon's head on the very middle
 * must not cost a street its name.
 */
const nudges = [
  [0, 0],
  [0, 0.5],
  [0, -0.5],
  [0.6, 0],
  [-0.6, 0],
  [0.6, 0.5],
  [-0.6, 0.5],
  [0.6, -0.5],
  [-0.6, -0.5],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
] as const;

/** The middle of a text at a place, and both its ends as far as the houses below it reach. */
function placesUnder(view: View, [x, y, z]: Vec3, halfMeters: number): Vec3[] {
  const { right } = axesOf(view.pose);
  const aside = Math.min(halfMeters, ROOFS_WITHIN_METERS * 0.8);
  return [-aside, 0, aside].map((meters): Vec3 => [x + right[0] * meters, y + right[1] * meters, z]);
}

/** What a name asks for in a view. `standing`: it stood in the last picture. */
export function labelLines(view: View, label: AreaLabel, inputs: CityTextInputs, standing: boolean): TextLines[] {
  const ground = projectEnu(view, label.enuMeters);
  if (!ground) return [];
  const metersPerCssPx = ground.depthMeters * tangentPerCssPx(view);
  const shown = labelAtScale(label, metersPerCssPx, standing);
  if (!shown) return [];
  const sizeCssPx = shown.sizeCssPx * inputs.scale;
  const lift = inputs.sight ? amongHouses(view, label.enuMeters, metersPerCssPx) : 0;
  const rays = lift > 0 ? inputs.sight!.rays() : null;
  const [east, north, up] = label.enuMeters;
  // Half a line more: the roof is to end where the letters begin.
  const lifted = rays ? (roofUpMeters(rays, label) + sizeCssPx * 0.7 * metersPerCssPx - up) * lift : 0;
  const place: Vec3 = [east, north, up + lifted];
  const at = projectEnu(view, place);
  if (!at) return [];
  const text = labelText(label, inputs.language);
  const spacing = inputs.language === 'zh' && shown.priority < 4 ? 0.12 : 0;
  const width = textWidthCssPx(text, sizeCssPx, spacing);
  const height = sizeCssPx * 1.35;
  const across = Math.min(shown.roomCssPx, MAX_NUDGE_EM * sizeCssPx);
  // The ground is foreshortened along the view: by the sine of the sight line's slope.
  const along = across * Math.min(1, (view.pose.eyeEnuMeters[2] - place[2]) / at.depthMeters);
  const places = nudges.map(([right, down]) => [at.xCssPx + right * across, at.yCssPx + down * along] as const);
  const isInPicture = ([x, y]: readonly [number, number]): boolean =>
    isInside(view, x - width / 2, y - height / 2) && isInside(view, x + width / 2, y + height / 2);
  const gap = inputs.nameGapCssPx ?? USUAL_GAP_CSS_PX;
  // One for each, so that a number means one spot in all pictures. Lower than lifted it would stand on the houses again.
  const spots = places.map((place, number) =>
    (lifted === 0 || nudges[number]![1] <= 0) && isInPicture(place) ? [boxAround(...place, width + gap, height)] : [],
  );
  if (spots.every((spot) => spot.length === 0)) return [];
  const quiet = shown.priority < 3;
  const style: TextStyle = {
    font: mapFont,
    sizeCssPx,
    colour: quiet ? inputs.palette.textQuiet : inputs.palette.text,
    halo: inputs.palette.halo,
    letterSpacingEm: spacing,
  };
  return [
    {
      candidate: { id: label.id, priority: shown.priority, spots },
      at: (spot) => {
        const [x, y] = places[spot]!;
        return [{ text, style, xCssPx: x - width / 2, yCssPx: y, opacity: quiet ? 0.85 : 0.95 }];
      },
      ...(rays ? { seenAt: placesUnder(view, place, (width / 2) * metersPerCssPx) } : {}),
    },
  ];
}
