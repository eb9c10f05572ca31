import type { CatalogEntry } from './entry.ts';

/** BAKE-240 … 259: OSM, city models, elevation, landmarks, extra tiles. */
export const modelFileFaults = {
  'BAKE-240': {
    zh: {
      message: '“{source}”的关系 {id} 拼不成闭合的面：{reason}，已舍去。',
      tip: '多半是裁剪时切断了成员；用整体保留关系的方式重新裁剪，或在源数据里补全。',
    },
    en: {
      message: '“{source}”: relation {id} makes no closed outline: {reason}; dropped.',
      tip: 'Most likely its members were cut off at the edge of the extract: cut again with complete relations, or mend it at the source.',
    },
  },
  'BAKE-241': {
    zh: {
      message: '“{source}”的线 {id} 不完整：{reason}。',
      tip: '缺的节点多半在裁剪范围之外：面已舍去，线保留剩下的部分；用保留完整线的方式重新裁剪。',
    },
    en: {
      message: '“{source}”: way {id} is not complete: {reason}.',
      tip: 'Its nodes were most likely cut off: an area is dropped, a line keeps what is left. Cut the extract again with complete ways.',
    },
  },
  'BAKE-242': {
    zh: {
      message: '压缩的 {file} 解压后超过 {limitMiB} MiB，已停止。',
      tip: '这样的压缩比不是真实数据；若确是您的文件，请先解压再交给烘焙。',
    },
    en: {
      message: 'Compressed {file} grows beyond {limitMiB} MiB and was stopped.',
      tip: 'No real data compresses like that; if it is yours all the same, unpack it first.',
    },
  },
  'BAKE-243': {
    zh: {
      message: 'XML 文件 {file} 在 DOCTYPE 里定义实体，已拒绝。',
      tip: '实体可以让几 KB 展开成几 GB；删去 DOCTYPE 再交付，城市模型不需要它。',
    },
    en: {
      message: 'XML file {file} declares entities in a DOCTYPE and was refused.',
      tip: 'Entities can blow a few KB up to GB: remove the DOCTYPE, no city model needs one.',
    },
  },
  'BAKE-244': {
    zh: { message: '文件 {file} 用了这里不支持的 {found}。', tip: '支持的是：{known}。请数据提供方按此导出。' },
    en: {
      message: 'File {file} uses {found}, which is not supported.',
      tip: 'Supported: {known}. Ask its owner for an export like that.',
    },
  },
  'BAKE-245': {
    zh: {
      message: '“{source}”：建筑 {building} 与它的部分 {part} 对不上。',
      tip: '文件里缺一方；没有主体的部分已舍去，缺部分的建筑按其余部分处理。重新导出完整的建筑。',
    },
    en: {
      message: '“{source}”: building {building} and its part {part} do not find each other.',
      tip: 'One is not in the file: a part alone is dropped, a building goes without it. Export whole buildings.',
    },
  },
  'BAKE-246': {
    zh: {
      message: '“{source}”：建筑 {id} 引用的面 {reference} 不在这栋建筑里。',
      tip: '只解析同一栋建筑内的引用；导出时把面写在用它的建筑里。',
    },
    en: {
      message: '“{source}”: building {id} refers to the surface {reference}, which it does not hold.',
      tip: 'References are followed within one building only: export surfaces where they are used.',
    },
  },
  'BAKE-247': {
    zh: {
      message: '“{source}”：建筑 {id} 有 {count} 个面的坐标不能用，已略过这些面。',
      tip: '面至少要三个有限的坐标，序号不能超出顶点表；在源数据里修正。',
    },
    en: {
      message: '“{source}”: {count} surfaces of building {id} have unusable coordinates and were left out.',
      tip: 'A surface needs three finite corners that are in the list of vertices: correct it at the source.',
    },
  },
  'BAKE-248': {
    zh: {
      message: '高程“{source}”（{file}）没有一个值落在城区内。',
      tip: '检查它的坐标系（文件自述：{declared}）和范围。',
    },
    en: {
      message: 'Elevation “{source}” ({file}) has not one value inside the district.',
      tip: 'Check its coordinate system (the file says: {declared}) and its extent.',
    },
  },
  'BAKE-249': {
    zh: {
      message: '高程“{source}”在城区里有 {percent}% 的空洞（{count} 个格点），已用邻近的值补上。',
      tip: '海面常是空洞；陆地上的空洞请补测或换数据源。',
    },
    en: {
      message:
        'Elevation “{source}” has holes in {percent} % of the district ({count} points), filled from around them.',
      tip: 'The sea often is one; for holes on land use another source.',
    },
  },
  'BAKE-251': {
    zh: {
      message: '地标“{source}”没有写 placement。',
      tip: 'glTF 文件没有地理位置；在配方里写 placement：经纬度、离地高度、朝向、比例。',
    },
    en: {
      message: 'Landmark “{source}” has no placement.',
      tip: 'A glTF file has no place on Earth: give placement in the recipe (longitude and latitude, height, heading, scale).',
    },
  },
  'BAKE-252': {
    zh: {
      message: '“{source}”引用的 {uri} 不允许：{reason}。',
      tip: '只能引用同一文件夹里的相对路径；城区包不连外网，也不读文件夹之外。',
    },
    en: {
      message: '“{source}” refers to {uri}, which is not allowed: {reason}.',
      tip: 'Only relative paths inside its own folder: a package calls no other host and reads nothing outside.',
    },
  },
  'BAKE-253': {
    zh: { message: '“{source}”引用的 {uri} 不存在。', tip: '多半没有一起拷贝；向数据提供方补齐，否则那里是空的。' },
    en: {
      message: '“{source}” refers to {uri}, which is not there.',
      tip: 'Most likely it was not copied along: ask its owner, that place stays empty until then.',
    },
  },
  'BAKE-254': {
    zh: { message: '“{source}”的 {uri} 不能用：{reason}。', tip: '文件可能被截断或不是它声称的格式；请重新导出。' },
    en: {
      message: '“{source}”: {uri} cannot be used: {reason}.',
      tip: 'It may be cut off or not of the kind it claims: export it again.',
    },
  },
  'BAKE-255': {
    zh: {
      message: '“{source}”的 {uri} 太大：超过 {limit}。',
      tip: '屏幕要流畅地画它；请先简化或切成瓦片。',
    },
    en: {
      message: '“{source}”: {uri} is too large: more than {limit}.',
      tip: 'Screens must draw it smoothly: simplify it or cut it into tiles first.',
    },
  },
  'BAKE-256': {
    zh: {
      message: '“{source}”离城区中心 {kilometers} km，已略去。',
      tip: '检查经纬度的先后和坐标系；没有地理位置的三维瓦片要在配方里写 placement。',
    },
    en: {
      message: '“{source}” lies {kilometers} km from the middle of the district and was left out.',
      tip: 'Check the order of longitude and latitude and the coordinate system; tiles without a place need placement in the recipe.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
