/** Components along streets and beside houses: as far apart as a city sets them, on both sides of the larger streets. */
import { componentCode, type KindedClass } from '../../model/domain/components.ts';
import { outlineCentroid } from '../../model/geometry/polygon.ts';
import { fnv1a32, SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { ComponentRows, PlacedBuilding, Road, RoadRank } from '../districtModel.ts';
import { streetCrossings } from './streetCrossings.ts';
import { walkLine } from './walkLine.ts';

export interface ComponentsInput {
  readonly roads: readonly Road[];
  readonly buildings: readonly PlacedBuilding[];
  /** The grid at a place in whole centimetres; null outside. */
  findGrid(xCm: number, yCm: number): { readonly id: string } | null;
  /** Is there room: no carriageway, no rails, no water, no house? See openPlaces.ts. */
  isOpen(xCm: number, yCm: number): boolean;
}

export interface ComponentsSpec {
  readonly seed: string;
  readonly districtKey: string;
  /** Six digits, or null: then there are no codes of the standard. */
  readonly divisionCode: string | null;
  /** In the order of their rows. */
  readonly classes: readonly KindedClass[];
}

interface AlongRule {
  readonly kind: string;
  /** Between two of one side, or of both in turn; a rank without has none. */
  readonly everyMeters: Partial<Readonly<Record<RoadRank, number>>>;
  /** Ranks whose two sides each have them; others take turns. */
  readonly bothSides: readonly RoadRank[];
  /** Beyond the kerb; below 0 in the carriageway. */
  readonly offKerbMeters: number;
}

/** Distances of lamps after CJJ 45 (pole heights of 8 to 12 m, three times that), of hydrants after GB 50974 (120 m). */
const alongRules: readonly AlongRule[] = [
  { kind: 'streetLamp', everyMeters: { 1: 30, 2: 35, 3: 30, 4: 90 }, bothSides: [1, 2], offKerbMeters: 0.6 },
  { kind: 'streetTree', everyMeters: { 1: 30, 2: 30 }, bothSides: [1, 2], offKerbMeters: 1.5 },
  { kind: 'hydrant', everyMeters: { 1: 120, 2: 120, 3: 120 }, bothSides: [], offKerbMeters: 0.9 },
  { kind: 'wasteBin', everyMeters: { 1: 100, 2: 100, 3: 200 }, bothSides: [], offKerbMeters: 1.1 },
  { kind: 'stormGrate', everyMeters: { 1: 60, 2: 60 }, bothSides: [1, 2], offKerbMeters: -0.35 },
  { kind: 'stormCover', everyMeters: { 1: 120, 2: 120, 3: 160 }, bothSides: [], offKerbMeters: -2.2 },
  { kind: 'sewageCover', everyMeters: { 1: 150, 2: 150, 3: 200 }, bothSides: [], offKerbMeters: -3 },
  { kind: 'waterCover', everyMeters: { 1: 300, 2: 300, 3: 500 }, bothSides: [], offKerbMeters: -1.5 },
  { kind: 'heatCover', everyMeters: { 1: 350, 2: 350 }, bothSides: [], offKerbMeters: -3.6 },
  { kind: 'gasCover', everyMeters: { 1: 300, 2: 300, 3: 500 }, bothSides: [], offKerbMeters: -2.8 },
  { kind: 'powerCover', everyMeters: { 1: 300, 2: 300 }, bothSides: [], offKerbMeters: 1.8 },
  { kind: 'telecomCover', everyMeters: { 1: 300, 2: 300 }, bothSides: [], offKerbMeters: 2.1 },
  { kind: 'busStop', everyMeters: { 1: 450, 2: 450 }, bothSides: [], offKerbMeters: 1.2 },
  { kind: 'bicycleStand', everyMeters: { 1: 400, 2: 300 }, bothSides: [], offKerbMeters: 2.4 },
  { kind: 'transformer', everyMeters: { 3: 400 }, bothSides: [], offKerbMeters: 1.9 },
  { kind: 'publicToilet', everyMeters: { 1: 1500, 2: 1500 }, bothSides: [], offKerbMeters: 4 },
];

interface BesideRule {
  readonly kind: string;
  readonly uses: readonly PlacedBuilding['use'][];
  readonly leastHouseholds: number;
  /** One house in so many. */
  readonly oneIn: number;
}

const besideRules: readonly BesideRule[] = [
  { kind: 'parcelLocker', uses: ['residential'], leastHouseholds: 12, oneIn: 20 },
  { kind: 'fitness', uses: ['residential'], leastHouseholds: 12, oneIn: 60 },
  { kind: 'chargingPost', uses: ['office', 'commercial', 'public', 'medical'], leastHouseholds: 0, oneIn: 10 },
];
const OFF_THE_WALL_CM = 150;

/** At the corners of a crossing, and off the carriageway. */
const LIGHT_BEFORE_CM = 200;
const LIGHT_OFF_KERB_CM = 60;
/** Main roads with each other and with what leads into quarters (1 + 3); no crossing of two smaller ones. */
const MOST_RANKS_WITH_LIGHTS = 4;

/** Those of one class, in the order in which they were set. */
class Standing {
  readonly xCm: number[] = [];
  readonly yCm: number[] = [];
  readonly gridIds: string[] = [];
  readonly #input: ComponentsInput;

  constructor(input: ComponentsInput) {
    this.#input = input;
  }

  /** Nowhere where there is no room, or no grid. */
  set(x: number, y: number, inCarriageway = false): void {
    const [xCm, yCm] = [Math.round(x), Math.round(y)];
    if (!inCarriageway && !this.#input.isOpen(xCm, yCm)) return;
    const grid = this.#input.findGrid(xCm, yCm);
    if (!grid) return;
    this.xCm.push(xCm);
    this.yCm.push(yCm);
    this.gridIds.push(grid.id);
  }
}

function setAlong(rule: AlongRule, roads: readonly Road[], random: SeededRandom, standing: Standing): void {
  const inCarriageway = rule.offKerbMeters < 0;
  for (const { kind, rank, centrelineCm, halfWidthMeters } of roads) {
    const everyMeters = rule.everyMeters[rank];
    if (kind !== 'street' || everyMeters === undefined) continue;
    const aside = Math.max(0, halfWidthMeters + rule.offKerbMeters) * 100;
    const both = rule.bothSides.includes(rank);
    const startCm = random.between(0.2, 0.8) * everyMeters * 100;
    walkLine(centrelineCm, startCm, everyMeters * 100, (x, y, dx, dy, stop) => {
      if (both || stop % 2 === 0) standing.set(x - dy * aside, y + dx * aside, inCarriageway);
      if (both || stop % 2 === 1) standing.set(x + dy * aside, y - dx * aside, inCarriageway);
    });
  }
}

function setBeside(rule: BesideRule, buildings: readonly PlacedBuilding[], seed: string, standing: Standing): void {
  for (const { buildingId, use, households, footprintCm } of buildings) {
    if (!rule.uses.includes(use) || households < rule.leastHouseholds) continue;
    if (fnv1a32(`${seed}/${rule.kind}/${buildingId}`) % rule.oneIn !== 0) continue;
    const outline = footprintCm[0]![0]!;
    const centre = outlineCentroid(outline);
    const [dx, dy] = [outline[0]![0] - centre[0], outline[0]![1] - centre[1]];
    const out = OFF_THE_WALL_CM / Math.max(1, Math.sqrt(dx * dx + dy * dy));
    standing.set(outline[0]![0] + dx * out, outline[0]![1] + dy * out);
  }
}

/** To the right of who comes, before the crossing: as far back as the other street is wide. */
function setLights(roads: readonly Road[], standing: Standing): void {
  const streets = roads.filter(({ rank }) => rank < MOST_RANKS_WITH_LIGHTS);
  for (const { at, arms } of streetCrossings(streets, MOST_RANKS_WITH_LIGHTS)) {
    arms.forEach(({ direction: [dx, dy], halfWidthMeters }, index) => {
      const back = arms[1 - index]!.halfWidthMeters * 100 + LIGHT_BEFORE_CM;
      const aside = halfWidthMeters * 100 + LIGHT_OFF_KERB_CM;
      for (const way of [1, -1]) {
        standing.set(at[0] + way * (dx * back - dy * aside), at[1] + way * (dy * back + dx * aside));
      }
    });
  }
}

/**
 * What streets and houses of this size usually have. Classes that are facts of a place (old trees, sculptures) are not
 * invented, nor is a class that `spec.classes` does not name. Codes are 部件标识码 where the district has a division code.
 * @returns in the order of their ids.
 */
export function generateComponents(input: ComponentsInput, spec: ComponentsSpec): ComponentRows {
  const standingOf = new Map<string, Standing>();
  const of = (kind: string): Standing | null => {
    if (!spec.classes.some((one) => one.kind === kind)) return null;
    const standing = new Standing(input);
    standingOf.set(kind, standing);
    return standing;
  };
  for (const rule of alongRules) {
    const standing = of(rule.kind);
    if (standing) setAlong(rule, input.roads, new SeededRandom(`${spec.seed}/components/${rule.kind}`), standing);
  }
  for (const rule of besideRules) {
    const standing = of(rule.kind);
    if (standing) setBeside(rule, input.buildings, spec.seed, standing);
  }
  const lights = of('trafficLight');
  if (lights) setLights(input.roads, lights);

  const ids: string[] = [];
  const enuCm: number[] = [];
  const classRow: number[] = [];
  const gridIds: string[] = [];
  const codeOf = (classCode: string, serial: number): string =>
    componentCode(spec.divisionCode ?? `${spec.districtKey}:component:`, classCode, serial);
  // Classes by their codes, serials within: the order of the ids.
  spec.classes.forEach(({ code, kind }, row) => {
    standingOf.get(kind)?.xCm.forEach((xCm, index) => {
      const { yCm, gridIds: grids } = standingOf.get(kind)!;
      ids.push(codeOf(code, index + 1));
      enuCm.push(xCm, yCm[index]!);
      classRow.push(row);
      gridIds.push(grids[index]!);
    });
  });
  return {
    ids,
    enuCm: Int32Array.from(enuCm),
    classRow: Uint8Array.from(classRow),
    gridIds,
    names: new Map(),
    ownerUnits: new Map(),
  };
}
