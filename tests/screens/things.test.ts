/** Cards and rows about things of the street and who works in a house, as a reader sees them. */
import { describe, expect, it } from 'vitest';
import type { BuildingAnswer, ComponentAnswer } from '../../src/model/contract/answers.ts';
import { ComponentFacts } from '../../src/screens/city/ComponentCard.tsx';
import { LayerClasses } from '../../src/screens/city/LayerClasses.tsx';
import { Tenants } from '../../src/screens/plan/Tenants.tsx';
import { BuildingPanel } from '../../src/screens/touch/BuildingPanel.tsx';
import { markupOf, nowMillis } from './stationMarkup.ts';

const answered = <T>(value: T) => ({ value, fault: null, asking: false, retry: () => {} });
const provenance = { name: '区', nameEn: 'D', asOfMillis: nowMillis, synthetic: true };
const path = [{ id: '3', level: 'street' as const, name: '辽源路街道', nameEn: 'Liaoyuan Road' }];

const lamp: ComponentAnswer = {
  componentId: '37020301037000001',
  componentIndex: 3,
  classCode: '01037',
  className: '路灯',
  classNameEn: 'Street lamp',
  name: null,
  departmentName: '城市管理',
  departmentNameEn: 'City Management',
  ownerUnit: '路灯所',
  gridId: '370203001001001',
  gridOwnerUnit: null,
  path,
  enuMeters: [0, 0],
  lonLatDeg: [120.38, 36.09],
  provenance,
};

describe('a component’s card', () => {
  const markup = (component: ComponentAnswer): string =>
    markupOf(ComponentFacts, { answer: answered(component), onClose: () => {} });

  it('says class, code, id, grid, owner and department, and of which package', () => {
    const said = ['路灯', '01037', '37020301037000001', '辽源路街道', '路灯所', '城市管理', '区区划包'];
    for (const word of said) expect(markup(lamp)).toContain(word);
  });

  it('says that no owner is recorded, and has no row of it for the public', () => {
    expect(markup({ ...lamp, ownerUnit: null })).toContain('未登记');
    const { ownerUnit: _owner, ...open } = lamp;
    expect(markup(open)).not.toContain('权属单位');
  });
});

it('classes of a layer are ticked one by one, with their numbers', () => {
  const one = { code: '1', name: '路灯', nameEn: 'Street lamp', count: 25513, visible: true };
  const classes = [one, { ...one, code: '2', name: '垃圾箱', count: 3088, visible: false }];
  const markup = markupOf(LayerClasses, { layer: 'components', classes, onToggle: () => {} });
  for (const word of ['城市部件的类别', '1 / 2', '路灯', '25,513', '垃圾箱', '3,088']) expect(markup).toContain(word);
  expect(markup.match(/checked=""/g)).toHaveLength(1);
});

const building = {
  buildingId: 'b1',
  name: '楼',
  nameEn: 'House',
  use: 'office',
  floors: 6,
  footprintSquareMeters: 100,
  floorAreaSquareMeters: 600,
  yearBuilt: null,
  residents: { from: 0, to: 0 },
  households: { from: 0, to: 0 },
  path,
  facilities: [{ facilityId: 'f', kind: 'clinic', name: '示例诊所', nameEn: 'Sample Clinic' }],
  provenance,
} as unknown as BuildingAnswer;
const shops = Array.from({ length: 14 }, (_, at) => ({
  unitCode: `91000000000000${at + 10}`,
  name: `示例商店${at}`,
  nameEn: `Shop ${at}`,
  kind: 'shop' as const,
}));

describe('who works in a building', () => {
  it('stands in the planner’s card by name, code and kind, the first dozen and how many more', () => {
    const enterprises = { count: { value: 14 }, kinds: ['shop' as const], list: shops };
    const markup = markupOf(Tenants, { building: { ...building, enterprises } });
    for (const word of [
      '企业与单位',
      '>14<',
      '示例商店11',
      shops[11]!.unitCode,
      '商店',
      '另有 2 家',
      '示例诊所',
      '诊所',
    ]) {
      expect(markup).toContain(word);
    }
    expect(markup).not.toContain('示例商店12');
  });

  it('is said to be nobody where nobody is registered', () => {
    const enterprises = { count: { value: 0 }, kinds: [], list: [] };
    expect(markupOf(Tenants, { building: { ...building, enterprises, facilities: [] } })).toContain(
      '没有登记的企业或单位',
    );
  });

  it('is a band and kinds on the touch table', () => {
    const open = {
      ...building,
      enterprises: { count: { from: 10, to: 49 }, kinds: ['shop' as const, 'office' as const] },
    };
    const markup = markupOf(BuildingPanel, { answer: answered(open) });
    for (const word of ['10–49', '类型：商店、办公', '公共设施：示例诊所']) expect(markup).toContain(word);
    const nobody = { ...building, enterprises: { count: { from: 0, to: 0 }, kinds: [] } };
    expect(markupOf(BuildingPanel, { answer: answered(nobody) })).toContain('没有登记的企业或单位');
  });
});
