/** Enterprises where people work: in shops, offices, works and public houses, by their floor area. */
import type { BuildingUse } from '../../model/domain/buildings.ts';
import type { Enterprise, EnterpriseKind } from '../../model/domain/facilities.ts';
import { unitCode, unitCodeCharacters } from '../../model/domain/unitCode.ts';
import { invariant } from '../../model/faults/invariant.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding } from '../districtModel.ts';
import { apportion } from './apportion.ts';
import { latinFromChinese } from './names.ts';
import { brandFirst, brandSecond, tradesOf, type WordPair } from './words.ts';

export interface EnterprisesSpec {
  readonly seed: string;
  readonly count: number;
}

interface Workplace {
  /** Floor area for one enterprise against that of a shop. */
  readonly size: number;
  /** Kinds with their weights. */
  readonly kinds: readonly (readonly [EnterpriseKind, number])[];
}

const workplaces: Readonly<Record<BuildingUse, Workplace | null>> = {
  commercial: {
    size: 1,
    kinds: [
      ['shop', 5],
      ['catering', 3],
      ['service', 3],
    ],
  },
  office: {
    size: 1.6,
    kinds: [
      ['office', 8],
      ['service', 2],
      ['logistics', 1],
    ],
  },
  industrial: {
    size: 9,
    kinds: [
      ['works', 6],
      ['logistics', 4],
    ],
  },
  education: { size: 30, kinds: [['institution', 1]] },
  medical: { size: 30, kinds: [['institution', 1]] },
  public: { size: 8, kinds: [['institution', 1]] },
  residential: null,
  other: null,
};

/** 91 an enterprise of the market regulator, 12 a public institution. */
const codeKind = (kind: EnterpriseKind): string => (kind === 'institution' ? '12' : '91');
/** No division of GB/T 2260 has this number, so no real unit has any of these codes. */
const NO_DIVISION = '000000';
const ORGANISATION_CHARACTERS = 8;

/** The n-th organisation body: every one differs, and all 18 characters pass their checks. */
function organisationBody(number: number): string {
  const base = unitCodeCharacters.length;
  let [text, rest] = ['', number];
  for (let place = 0; place < ORGANISATION_CHARACTERS; place++) {
    text = unitCodeCharacters[rest % base]! + text;
    rest = Math.floor(rest / base);
  }
  return text;
}

/** Draws of a name before a number is put behind it: by then nearly all of a place and trade are taken. */
const MOST_DRAWS = 40;

const singleSpaced = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Gives names that no other enterprise has: the community, a brand of two parts, the trade. */
class EnterpriseNamer {
  readonly #random: SeededRandom;
  readonly #placeOfGrid: ReadonlyMap<string, WordPair>;
  readonly #taken = new Set<string>();
  readonly #latin = new Map<string, string>();

  constructor(areas: readonly AreaNode[], random: SeededRandom) {
    this.#random = random;
    const byId = new Map(areas.map((area) => [area.id, area]));
    this.#placeOfGrid = new Map(
      areas.map(({ id, parentId }) => {
        const community = byId.get(parentId ?? '');
        const zh = community?.name.replace(/社区$/, '') ?? '';
        return [id, { zh, en: singleSpaced(community?.nameEn.replace(/ Community$/, '') ?? '') }];
      }),
    );
  }

  /** Both names are unique: different characters may be written alike in Latin letters. */
  name(gridId: string, kind: EnterpriseKind): Pick<Enterprise, 'name' | 'nameEn'> {
    const place = this.#placeOfGrid.get(gridId);
    invariant(place, 'an enterprise is in a grid of the district');
    for (let draw = 0; ; draw++) {
      const brand = this.#random.pick(brandFirst) + this.#random.pick(brandSecond);
      const trade = this.#random.pick(tradesOf(kind));
      const number = draw < MOST_DRAWS ? '' : String(draw);
      const name = `${place.zh}${brand}${trade.zh}${number}（示例）`;
      const words = `${this.#latinOf(brand)} ${trade.en}${number === '' ? '' : ` ${number}`}`;
      const nameEn = place.en === '' ? words : `${place.en} ${words}`;
      if (this.#taken.has(name) || this.#taken.has(nameEn)) continue;
      this.#taken.add(name).add(nameEn);
      return { name, nameEn: `${nameEn} (sample)` };
    }
  }

  #latinOf(brand: string): string {
    const known = this.#latin.get(brand) ?? singleSpaced(latinFromChinese(brand));
    this.#latin.set(brand, known);
    return known;
  }
}

/**
 * `spec.count` enterprises, or none where no building is a place of work; in the order of their codes. No two have one
 * name.
 */
export function generateEnterprises(
  areas: readonly AreaNode[],
  buildings: readonly PlacedBuilding[],
  spec: EnterprisesSpec,
): Enterprise[] {
  const random = new SeededRandom(`${spec.seed}/enterprises`);
  const namer = new EnterpriseNamer(areas, random.fork('names'));
  const places = buildings.filter(({ use }) => workplaces[use] !== null);
  if (places.length === 0) return [];
  const counts = apportion(
    spec.count,
    places.map(
      ({ use, floorAreaSquareMeters }) => (floorAreaSquareMeters / workplaces[use]!.size) * random.between(0.7, 1.3),
    ),
  );
  const enterprises = places.flatMap(({ use, buildingId, gridId }, index) =>
    Array.from({ length: counts[index]! }, () => {
      const { kinds } = workplaces[use]!;
      const [kind] = kinds[random.weighted(kinds.map(([, weight]) => weight))]!;
      return { ...namer.name(gridId, kind), kind, buildingId, gridId };
    }),
  );
  const coded = enterprises.map(
    (enterprise, index): Enterprise => ({
      unitCode: unitCode(codeKind(enterprise.kind), NO_DIVISION, organisationBody(index + 1)),
      ...enterprise,
    }),
  );
  return coded.sort((a, b) => (a.unitCode < b.unitCode ? -1 : 1));
}
