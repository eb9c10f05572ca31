/**
 * Names under which owners hand over what we know: Chinese, pinyin initials of agency tables, ArcGIS's ten letters, OSM,
 * CityGML, and English open data. Compared without case, blanks and signs. Earlier names win where a file has several.
 */
import type { SourceRole } from '../../model/contract/recipeSources.ts';

type Names = Readonly<Record<string, readonly string[]>>;

const place: Names = {
  x: [
    'lon',
    'lng',
    'longitude',
    'x',
    'point_x',
    'xcoord',
    'x_wgs84',
    'jd',
    '经度',
    '东坐标',
    '横坐标',
    'wgs84_lon',
    'lon_gcj02',
  ],
  y: [
    'lat',
    'latitude',
    'y',
    'point_y',
    'ycoord',
    'y_wgs84',
    'wd',
    '纬度',
    '北坐标',
    '纵坐标',
    'wgs84_lat',
    'lat_gcj02',
  ],
};
const named: Names = {
  name: ['name', '名称', 'mc', 'xzqmc', 'title', 'label', 'namn', 'nom', 'objname', 'gml:name'],
  nameEn: ['name:en', 'name_en', 'nameen', 'ename', '英文名', 'ywmc'],
};
const coded: Names = { ...named, code: ['code', '代码', '编码', 'dm', 'xzqdm', 'gbcode', 'adcode', 'bm'] };

/** Per role: our field → names in files, most telling first. */
export const fieldNamesOfRole: Readonly<Record<SourceRole, Names>> = {
  districtBoundary: { code: ['qxdm', '区划代码', '行政区划代码', 'code6', ...coded.code!] },
  streetBoundaries: {
    ...coded,
    name: ['街道', '街道名称', 'szjdmc', 'jdmc', 'jdname', 'street', ...named.name!],
    code: ['街道代码', 'jddm', 'szjddm', 'code9', ...coded.code!],
  },
  communityBoundaries: {
    ...coded,
    name: ['社区', '社区名称', 'sqmc', 'szsqmc', 'community', ...named.name!],
    code: ['社区代码', 'sqdm', 'szsqdm', 'code12', ...coded.code!],
  },
  communityGridBoundaries: { ...coded, code: ['社区网格编码', 'sqwgbm', ...coded.code!] },
  gridBoundaries: {
    ...coded,
    // GB/T 30428.1 Annex: attributes of a unit grid (单元网格).
    code: [
      'bgid',
      'bgcode',
      '网格编码',
      '网格代码',
      '单元网格编码',
      'wgbm',
      'wgdm',
      'gridcode',
      'gridid',
      'code15',
      'code14',
      ...coded.code!,
    ],
    kind: ['网格类型', 'wglx', 'gridtype'],
    ownerUnit: ['责任单位', 'zrdw', 'ownerunit'],
    gridHead: ['网格长', 'wgz', 'gridhead'],
  },
  buildings: {
    id: [
      'id',
      '建筑编号',
      '楼栋编号',
      'glbjbsm',
      'bsm',
      'gml_id',
      'gml:id',
      'buildingid',
      'bldg_id',
      '@id',
      'osm_id',
      'fid',
      'objectid',
      'bin',
    ],
    ...named,
    name: ['楼名', '楼宇名称', '建筑名称', 'jzwmc', 'ldmc', 'building_name', ...named.name!],
    heightGroundMeters: [
      ...['height', '高度', '建筑高度', '楼高', 'jzgd', 'gd', 'lg', 'measheight', 'measuredheight', 'bldg_height'],
      ...['heightroof', 'height_roof', 'building:height', 'absoluteeavesheight', 'h', 'hoehe', '@heightmeters'],
    ],
    floors: [
      ...[
        'floor',
        'floors',
        '层数',
        '楼层',
        '楼层数',
        '地上层数',
        'cs',
        'dscs',
        'lc',
        'lcs',
        'storeys',
        'storeysaboveground',
      ],
      ...['building:levels', 'levels', 'numfloors', 'num_floors', 'stories', 'aantal_bouwlagen', 'fl', '@storeys'],
    ],
    use: [
      '用途',
      '使用性质',
      '建筑用途',
      'yt',
      'syxz',
      'jzyt',
      'usage',
      'use',
      'function',
      'building',
      'landuse',
      'type',
    ],
    yearBuilt: [
      ...['建成年代', '建成年份', '竣工年份', 'jcnd', 'jcnf', 'jgnf', 'yearbuilt', 'year_built', 'yearofconstruction'],
      ...['constructed', 'cnstrct_yr', 'oorspronkelijkbouwjaar', 'start_date', 'year'],
    ],
    code: ['建筑编码', '楼栋编码', 'jzwbm', 'ldbm', '建筑代码', 'jzdm'],
    households: ['户数', 'hs', 'households', 'dwellings'],
    residents: ['人口', '人数', '居住人数', 'rk', 'rs', 'residents', 'population'],
    ownerName: ['业主', '业主姓名', '产权人', 'yzxm', 'ownername'],
    ownerPhone: ['业主电话', '联系电话', '手机', 'lxdh', 'yzdh', 'ownerphone'],
  },
  roads: {
    id: ['id', '@id', 'osm_id', 'bsm'],
    ...named,
    name: ['路名', '道路名称', 'dlmc', 'lm', ...named.name!],
    rank: ['道路等级', 'dldj', 'fclass', 'highway', 'class'],
    widthMeters: ['路宽', '宽度', 'lk', 'kd', 'width'],
  },
  water: { id: ['id', '@id', 'osm_id', 'bsm'], name: named.name! },
  green: { id: ['id', '@id', 'osm_id', 'bsm'], name: named.name! },
  videoPoints: {
    id: ['id', '设备编码', '摄像机编号', '编号', 'sbbm', 'deviceid', 'camera_id', 'cameraid'],
    name: [
      '安装位置',
      '点位名称',
      '设备名称',
      '位置',
      'sbmc',
      'dwmc',
      ...named.name!,
      'content',
      'location',
      'address',
      '地址',
    ],
    gb28181Code: ['国标编码', 'gb28181', 'gbcode', '国标id'],
    azimuthDeg: ['方位角', 'azimuth', 'fwj', 'heading', 'bearing', 'direction'],
    ...place,
  },
  // Columns of GB/T 47678.5 table 2, and those that older platforms keep.
  components: {
    id: ['glbjbsm', '部件标识码', '标识码', 'objid', '部件编号', '编号', 'id'],
    class: ['部件类别', '类别代码', '小类代码', 'bjlb', 'xldm', 'objtype', 'classcode', 'class'],
    name: ['glbjmc', '部件名称', 'objname', ...named.name!],
    ownerUnit: ['qsdwmc', '权属单位', '权属单位名称', 'deptname2', 'ownerunit'],
    ...place,
  },
  events: {
    id: [
      'unique_key',
      '工单编号',
      '案件编号',
      '事件编号',
      '编号',
      'gdbh',
      'ajbh',
      'case_id',
      'irwinid',
      'uniquefireidentifier',
      'id',
    ],
    time: [
      'created_date',
      '受理时间',
      '上报时间',
      '发生时间',
      '时间',
      'slsj',
      'sbsj',
      'firediscoverydatetime',
      'time',
      'date',
    ],
    matterCode: [
      'complaint_type',
      '事项编码',
      '案件类型',
      '问题类型',
      '类别',
      'ajlx',
      'incidenttypecategory',
      'category',
      'type',
    ],
    title: ['标题', 'title', 'complaint_type', '案件类型', 'incidentname'],
    description: ['descriptor', '问题描述', '描述', '内容', 'wtms', 'description'],
    ...place,
  },
  elevation: {},
  landmarks: {},
  extraTiles: {},
};

/** Columns of coordinates, whatever the role. */
export const coordinateNames = place;

/** As names are compared: case, blanks and signs do not count. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_\-./:：()（）]/g, '');

/** The file's columns that stand for our fields of a role. */
export function mappingFor(role: SourceRole, columns: readonly string[], isTable: boolean): Record<string, string> {
  const byPlain = new Map([...columns].reverse().map((column) => [plainName(column), column]));
  const names = isTable ? { ...place, ...fieldNamesOfRole[role] } : fieldNamesOfRole[role];
  return Object.fromEntries(
    Object.entries(names).flatMap(([ours, theirs]) => {
      if (!isTable && (ours === 'x' || ours === 'y')) return [];
      const found = theirs.map((name) => byPlain.get(plainName(name))).find((column) => column !== undefined);
      return found === undefined ? [] : [[ours, found]];
    }),
  );
}
