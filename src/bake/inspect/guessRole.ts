/** What a file may be for: by its format, its geometry, its name and its columns. */
import type { SourceFormat, SourceRole } from '../../model/contract/recipeSources.ts';
import { mappingFor } from './fieldNames.ts';

export interface RoleInput {
  readonly format: SourceFormat;
  /** File name and layer, which often say it all. */
  readonly title: string;
  readonly columns: readonly string[];
  /** How many records of each kind. */
  readonly kinds: Readonly<Record<'point' | 'lines' | 'polygons' | 'none', number>>;
  readonly isTable: boolean;
}

const roleOfFormat: Partial<Readonly<Record<SourceFormat, SourceRole>>> = {
  citygml: 'buildings',
  cityjson: 'buildings',
  geotiff: 'elevation',
  gltf: 'landmarks',
  '3dtiles': 'extraTiles',
};

type Kind = 'point' | 'lines' | 'polygons';
interface RoleSign {
  readonly role: SourceRole;
  readonly kinds: readonly Kind[];
  readonly title: RegExp;
  /** Fields of ours that hardly any other role has: each one found speaks for it. */
  readonly telling: readonly string[];
}

const signs: readonly RoleSign[] = [
  {
    role: 'buildings',
    kinds: ['polygons'],
    title: /build|bldg|jianzhu|建筑|楼|房屋|house/i,
    telling: ['heightGroundMeters', 'floors', 'yearBuilt'],
  },
  {
    role: 'gridBoundaries',
    kinds: ['polygons'],
    title: /grid|网格|wangge/i,
    telling: ['gridHead', 'ownerUnit', 'kind'],
  },
  { role: 'communityBoundaries', kinds: ['polygons'], title: /communit|社区|shequ/i, telling: [] },
  { role: 'streetBoundaries', kinds: ['polygons'], title: /street|街道|jiedao|乡镇|subdistrict/i, telling: [] },
  {
    role: 'districtBoundary',
    kinds: ['polygons'],
    title: /district|boundary|边界|区界|行政区|count(y|ies|ries)/i,
    telling: [],
  },
  { role: 'water', kinds: ['polygons'], title: /water|水系|水面|河|shuixi/i, telling: [] },
  { role: 'green', kinds: ['polygons'], title: /green|park|绿地|公园/i, telling: [] },
  { role: 'roads', kinds: ['lines'], title: /road|street|道路|路网|highway/i, telling: ['rank', 'widthMeters'] },
  {
    role: 'videoPoints',
    kinds: ['point'],
    title: /camera|cctv|video|视频|摄像|监控/i,
    telling: ['azimuthDeg', 'gb28181Code'],
  },
  {
    role: 'components',
    kinds: ['point'],
    title: /component|部件|路灯|井盖|消火栓|bujian|hydrant|lamp|manhole/i,
    telling: ['class'],
  },
  {
    role: 'events',
    kinds: ['point'],
    title: /event|311|12345|case|incident|wfigs|案件|工单|事件/i,
    telling: ['time', 'description'],
  },
];

/** Likeliest first; empty where nothing speaks for any. */
export function guessRoles({ format, title, columns, kinds, isTable }: RoleInput): SourceRole[] {
  const own = roleOfFormat[format];
  if (own) return [own];
  const most = (['polygons', 'lines', 'point'] as const).reduce((a, b) => (kinds[b] > kinds[a] ? b : a));
  const kind: Kind = isTable ? 'point' : most;
  return signs
    .filter((sign) => sign.kinds.includes(kind))
    .map((sign) => {
      const mapping = mappingFor(sign.role, columns, isTable);
      const told = sign.telling.filter((field) => field in mapping).length;
      return { role: sign.role, score: (sign.title.test(title) ? 3 : 0) + told * 2 };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ role }) => role);
}
