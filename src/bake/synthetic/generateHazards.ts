/** Hazard sources where such things stand: stores and boilers at works and port, crowds in business, slopes at hills. */
import { gradeFromRisk, type Hazard, type HazardGrade, type HazardKind } from '../../model/domain/hazards.ts';
import { labelPoint } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { Block, HazardsSpec, ZoneKind } from './specs.ts';

interface HazardStyle {
  readonly name: string;
  readonly nameEn: string;
  /** Share among all. */
  readonly weight: number;
  readonly zones: readonly ZoneKind[];
  /** Initial isolation in metres: ERG small-spill distances; null for kinds that spill nothing. */
  readonly isolationMeters: readonly number[] | null;
  /** Range of the risk value R of GB 18218-2018, where that standard applies; else a grade is drawn. */
  readonly risk: readonly [number, number] | null;
}

const HOUSING: readonly ZoneKind[] = ['workersHousing', 'newCompound', 'oldTown'];
const WORKS: readonly ZoneKind[] = ['industry', 'port'];

const STYLES: Readonly<Record<HazardKind, HazardStyle>> = {
  hazardousChemicals: {
    ...{ name: '危险化学品库', nameEn: 'Hazardous Goods Store', weight: 10, zones: WORKS },
    ...{ isolationMeters: [30, 60, 100], risk: [2, 120] },
  },
  fuelStation: {
    ...{ name: '加油加气站', nameEn: 'Fuel Station', weight: 14, zones: [...HOUSING, 'industry'] },
    ...{ isolationMeters: [50, 100], risk: [1, 30] },
  },
  gasRegulator: {
    ...{ name: '燃气调压站', nameEn: 'Gas Regulator', weight: 16, zones: HOUSING },
    ...{ isolationMeters: [100], risk: null },
  },
  boiler: {
    ...{ name: '供热锅炉房', nameEn: 'Boiler House', weight: 10, zones: ['workersHousing', 'industry'] },
    ...{ isolationMeters: null, risk: null },
  },
  crowdedPlace: {
    ...{ name: '人员密集场所', nameEn: 'Crowded Place', weight: 14, zones: ['business', 'oldTown'] },
    ...{ isolationMeters: null, risk: null },
  },
  highRise: {
    ...{ name: '高层建筑', nameEn: 'High-rise', weight: 12, zones: ['business', 'newCompound'] },
    ...{ isolationMeters: null, risk: null },
  },
  undergroundSpace: {
    ...{ name: '地下空间', nameEn: 'Underground Space', weight: 8, zones: ['business', 'newCompound'] },
    ...{ isolationMeters: null, risk: null },
  },
  slope: {
    ...{ name: '边坡', nameEn: 'Slope', weight: 8, zones: ['hill'] },
    ...{ isolationMeters: null, risk: null },
  },
  waterlogging: {
    ...{ name: '易积水点', nameEn: 'Flood-prone Spot', weight: 14, zones: HOUSING },
    ...{ isolationMeters: null, risk: null },
  },
  constructionSite: {
    ...{ name: '建筑工地', nameEn: 'Construction Site', weight: 14, zones: ['newCompound', 'business'] },
    ...{ isolationMeters: null, risk: null },
  },
};
const KINDS = Object.keys(STYLES) as HazardKind[];
/** Grades where no risk value exists: few bad ones, some not yet confirmed (5). */
const GRADE_WEIGHTS = [3, 12, 32, 43, 10];

/**
 * Exactly `spec.count` hazards, invented and named as samples.
 * @param blocks at least one, unless the count is 0; a kind whose zones a district lacks goes anywhere.
 */
export function generateHazards(blocks: readonly Block[], spec: HazardsSpec): Hazard[] {
  const random = new SeededRandom(`${spec.seed}/hazards`);
  const blocksByZone = Map.groupBy(blocks, (block) => block.zone);
  const hazards = Array.from({ length: spec.count }, (_, index): Hazard => {
    const kind = KINDS[random.weighted(KINDS.map((key) => STYLES[key].weight))]!;
    const style = STYLES[kind];
    const fitting = style.zones.flatMap((zone) => blocksByZone.get(zone) ?? []);
    const block = random.pick(fitting.length > 0 ? fitting : blocks);
    const [x, y] = labelPoint([block.outlineCm]);
    const [east, north] = [Math.round(x) / 100, Math.round(y) / 100];
    const number = index + 1;
    const grade = style.risk
      ? gradeFromRisk(random.between(...style.risk))
      : ((random.weighted(GRADE_WEIGHTS) + 1) as HazardGrade);
    return {
      hazardId: `${spec.districtKey}:hazard:${String(number).padStart(4, '0')}`,
      name: `示例${number}号${style.name}`,
      nameEn: `Sample ${style.nameEn} ${number}`,
      ...{ kind, grade, gridId: block.gridId },
      enuMeters: [east, north, 0],
      ownerUnit: `示例${number}号责任单位`,
      isolationMeters: style.isolationMeters ? random.pick(style.isolationMeters) : null,
    };
  });
  return hazards.sort((a, b) => (a.hazardId < b.hazardId ? -1 : 1));
}
