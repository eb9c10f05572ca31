import type { CatalogEntry } from './entry.ts';

/** BAKE-…: 1xx the recipe, 2xx files and records, 3xx placing them in the district, 4xx topology and generation. */
export const bakeFaults = {
  'BAKE-101': {
    zh: { message: '配方 {file} 读不出来：{reason}。', tip: '配方是一个 JSON 文件；用编辑器的 JSON 检查找到这一处。' },
    en: {
      message: 'Recipe {file} cannot be read: {reason}.',
      tip: 'A recipe is one JSON file; an editor’s JSON check finds the place.',
    },
  },
  'BAKE-102': {
    zh: { message: '配方里不认识的键“{key}”。', tip: '最接近的是“{nearest}”；照它改，或删掉这个键。' },
    en: { message: 'Unknown key “{key}” in the recipe.', tip: 'The nearest is “{nearest}”: correct it, or remove it.' },
  },
  'BAKE-103': {
    zh: { message: '配方里“{key}”的值不能用。', tip: '应为：{expected}' },
    en: { message: 'The recipe’s “{key}” cannot be used.', tip: 'Expected: {expected}' },
  },
  'BAKE-104': {
    zh: {
      message: '数据源“{source}”没有声明坐标系。',
      tip: '坐标系从不猜测：差一个标志就偏一个街区。向数据提供方问清后写 crs；常见的有 {likely}。',
    },
    en: {
      message: 'Source “{source}” declares no coordinate system.',
      tip: 'It is never guessed: one wrong flag moves everything a block away. Ask the owner, then set crs; likely: {likely}.',
    },
  },
  'BAKE-105': {
    zh: { message: '数据源“{source}”的坐标系“{crs}”不认识。', tip: '最接近的是“{nearest}”；可用的有 {known}。' },
    en: {
      message: 'Source “{source}” declares an unknown coordinate system “{crs}”.',
      tip: 'The nearest is “{nearest}”; known are {known}.',
    },
  },
  'BAKE-106': {
    zh: { message: '数据源“{source}”里没有字段“{field}”。', tip: '最接近的是“{nearest}”；改配方里的 from。' },
    en: {
      message: 'Source “{source}” has no field “{field}”.',
      tip: 'The nearest is “{nearest}”; correct "from" in the recipe.',
    },
  },
  'BAKE-107': {
    zh: { message: '数据源“{source}”（{role}）用不到字段“{field}”。', tip: '最接近的是“{nearest}”。' },
    en: { message: 'Source “{source}” ({role}) has no use for a field “{field}”.', tip: 'The nearest is “{nearest}”.' },
  },
  'BAKE-108': {
    zh: { message: '数据源“{source}”（{role}）缺少字段“{field}”。', tip: '在配方的 fields 里写明它来自文件的哪一列。' },
    en: {
      message: 'Source “{source}” ({role}) lacks the field “{field}”.',
      tip: 'Say in the recipe’s fields which column it comes from.',
    },
  },
  'BAKE-109': {
    zh: {
      message: '配方没有给出城区的边界。',
      tip: '写 outline（文件，或按建筑文件的范围），或给一个 role 为 districtBoundary 的数据源；有街道、社区或网格的边界文件也可以，城区即取它们的并集。',
    },
    en: {
      message: 'The recipe gives no outline of the district.',
      tip: 'Set outline (a file, or the extent of the buildings’ file), or a source with the role districtBoundary; outlines of its streets, communities or grids do, too: the district is then their union.',
    },
  },
  'BAKE-110': {
    zh: { message: '配方引用的 {file} 不能用：{reason}。', tip: '这个路径相对于配方所在的文件夹。' },
    en: {
      message: 'The recipe’s {file} cannot be used: {reason}.',
      tip: 'Its path is relative to the recipe’s folder.',
    },
  },
  'BAKE-111': {
    zh: { message: '配方要读 {count} 个数据源，却没有给数据文件夹。', tip: '加上：--data <文件夹>' },
    en: {
      message: 'The recipe reads {count} sources, but no data folder was given.',
      tip: 'Add: --data <folder>',
    },
  },
  'BAKE-112': {
    zh: { message: '{file} 里编号 {id} 出现不止一次。', tip: '每个编号只能有一行：删去重复的，或改正写错的那一个。' },
    en: {
      message: '{file} lists {id} more than once.',
      tip: 'Each id has one row: remove the double, or correct the one that is mistyped.',
    },
  },
  'BAKE-113': {
    zh: {
      message: '数据源“{source}”的路径 {file} 指向数据文件夹之外。',
      tip: '把文件放进 --data 的文件夹，path 写它在里面的相对路径。',
    },
    en: {
      message: 'Source “{source}”: its path {file} leads out of the data folder.',
      tip: 'Put the file into the folder of --data, and write its path from there.',
    },
  },
  'BAKE-201': {
    zh: { message: '数据源“{source}”的文件 {file} 不存在。', tip: '检查 --data 的文件夹，和配方里的 path。' },
    en: {
      message: 'Source “{source}”: its file {file} is not there.',
      tip: 'Check the folder of --data and the recipe’s path.',
    },
  },
  'BAKE-202': {
    zh: { message: '文件 {file} 读不出来：{reason}。', tip: '文件可能被截断或格式不对；向数据提供方重新要一份。' },
    en: {
      message: 'File {file} cannot be read: {reason}.',
      tip: 'It may be cut off or of another format; ask its owner for a fresh copy.',
    },
  },
  'BAKE-203': {
    zh: { message: '“{source}”的记录 {id} 没有可用的几何，已舍去。', tip: '在源数据里补上坐标或轮廓：{reason}。' },
    en: {
      message: '“{source}”: record {id} has no usable geometry and was dropped.',
      tip: 'Give it coordinates or an outline in the source: {reason}.',
    },
  },
  'BAKE-204': {
    zh: {
      message: '“{source}”的记录 {id} 的坐标 {x}, {y} 在 {crs} 中不成立，已舍去。',
      tip: '多半是坐标系声明错了，或者两列写反了（测绘成果里 X 是北、Y 是东）。',
    },
    en: {
      message: '“{source}”: record {id} lies at {x}, {y}, which {crs} does not allow; dropped.',
      tip: 'Most likely the declared coordinate system is wrong or the axes are swapped (surveys write X = north).',
    },
  },
  'BAKE-205': {
    zh: {
      message: 'Shapefile {file} 的三个文件对不上：shp {shp} 条，shx {shx} 条，dbf {dbf} 条。',
      tip: '三个文件必须来自同一次导出；多半有一个被截断或没有一起拷贝。',
    },
    en: {
      message: 'The parts of shapefile {file} disagree: shp {shp}, shx {shx}, dbf {dbf} records.',
      tip: 'All three must come from one export; most likely one was cut off or not copied along.',
    },
  },
  'BAKE-206': {
    zh: {
      message: '“{source}”第 {row} 行有 {found} 列，表头有 {expected} 列，已舍去。',
      tip: '检查这一行的逗号和引号。',
    },
    en: {
      message: '“{source}”: row {row} has {found} columns where the head has {expected}; dropped.',
      tip: 'Check the commas and quotes of this row.',
    },
  },
  'BAKE-207': {
    zh: {
      message: '文件 {file} 不是 {encoding} 编码。',
      tip: '在配方的 encoding 里写明；中文旧数据多为 GBK。读到的是：{sample}',
    },
    en: {
      message: 'File {file} is not encoded in {encoding}.',
      tip: 'Declare it in the recipe’s encoding; older Chinese data is mostly GBK. It reads: {sample}',
    },
  },
  'BAKE-208': {
    zh: { message: '“{source}”的记录 {id}：{field} 的值“{value}”不能用，已舍去。', tip: '应为：{expected}' },
    en: {
      message: '“{source}”: record {id}: {field} cannot be “{value}”; dropped.',
      tip: 'Expected: {expected}',
    },
  },
  'BAKE-209': {
    zh: { message: '“{source}”里编号 {id} 出现不止一次，只取第一条。', tip: '编号必须唯一：它跨版本认出同一个对象。' },
    en: {
      message: '“{source}”: id {id} occurs more than once; the first is taken.',
      tip: 'Ids must be unique: they recognise a thing from one bake to the next.',
    },
  },
  'BAKE-210': {
    zh: {
      message: '数据源“{source}”（{role}）没有一条可用的记录。',
      tip: '检查 where 条件、坐标系和文件本身；其它故障说明了每条为何舍去。',
    },
    en: {
      message: 'Source “{source}” ({role}) has not one usable record.',
      tip: 'Check its where, its coordinate system and the file; the other faults say why each was dropped.',
    },
  },
  'BAKE-211': {
    zh: {
      message: '“{source}”里有 {count} 个要素是街道“{name}”，已合并为一个街道。',
      tip: '分成几块的街道常这样给出；若不是同一个街道，请改正它们的代码。',
    },
    en: {
      message: '“{source}” has {count} features of the street “{name}”: taken as one street.',
      tip: 'A street in several parts is often given so; if they are different streets, correct their codes.',
    },
  },
  'BAKE-213': {
    zh: {
      message: '数据源“{source}”（{role}）不能从 {format} 文件里读记录。',
      tip: '换一个格式，或改 role：高程用 geotiff，地标用 gltf，现成的三维瓦片用 3dtiles。',
    },
    en: {
      message: 'Source “{source}” ({role}) cannot read records from a {format} file.',
      tip: 'Use another format or role: elevation reads geotiff, landmarks gltf, ready tiles 3dtiles.',
    },
  },
  'BAKE-214': {
    zh: { message: '“{source}”的记录 {id}：{field} 的值“{value}”读不懂，已留空。', tip: '应为：{expected}' },
    en: {
      message: '“{source}”: record {id}: {field} cannot be “{value}”; it was left empty.',
      tip: 'Expected: {expected}',
    },
  },
  'BAKE-215': {
    zh: {
      message: '“{source}”的记录 {id}：{field} 的文字里有半个字符（不成对的代理码），已换成 U+FFFD。',
      tip: '多半是导出时按长度截断了文字；请重新导出，或改正这条记录。',
    },
    en: {
      message:
        '“{source}”: record {id}: the text of {field} holds half a character (a lone surrogate); it became U+FFFD.',
      tip: 'Mostly a text that was cut to a length when it was exported: export it anew, or correct the record.',
    },
  },
  'BAKE-301': {
    zh: {
      message: '视频点 {id}（{name}）在城区边界外，已拒收。',
      tip: '它不属于任何网格；若应属于本区，检查坐标系和边界。',
    },
    en: {
      message: 'Video point {id} ({name}) lies outside the boundary and was refused.',
      tip: 'No grid owns it; if it should be inside, check the coordinate system and the boundary.',
    },
  },
  'BAKE-302': {
    zh: { message: '事件 {id} 在城区边界外，已拒收。', tip: '没有网格为它负责；若应属于本区，检查坐标系和边界。' },
    en: {
      message: 'Event {id} lies outside the boundary and was refused.',
      tip: 'No grid would answer for it; if it should be inside, check the coordinate system and the boundary.',
    },
  },
  'BAKE-303': {
    zh: { message: '建筑 {id} 不在任何网格内，已舍去。', tip: '检查它的位置；边界外的建筑没有责任人。' },
    en: {
      message: 'Building {id} lies in no grid and was dropped.',
      tip: 'Check its place; a building outside the boundary has no owner.',
    },
  },
  'BAKE-304': {
    zh: { message: '建筑 {id} 的轮廓没有面积，已舍去。', tip: '在源数据里修正轮廓：至少三个不共线的点。' },
    en: {
      message: 'Building {id} has an outline without area and was dropped.',
      tip: 'Correct it in the source: at least three points not on one line.',
    },
  },
  'BAKE-305': {
    zh: {
      message: '城区有 {squareKilometers} km² 不在任何街道内（{pieces} 块）。',
      tip: '港池和滩涂常是这样；逐块列在 report.json 的 uncovered 里。若是陆地，请补街道边界。',
    },
    en: {
      message: '{squareKilometers} km² of the district lie in no street ({pieces} pieces).',
      tip: 'Harbour basins and foreshore often do; report.json lists each under uncovered. If it is land, complete the street outlines.',
    },
  },
  'BAKE-306': {
    zh: {
      message: '{level} 级网格不严密：缝隙 {gaps} 处，重叠 {overlaps} 处，面积差 {areaError} m²。',
      tip: '缝隙里的事件没有责任人，重叠处有两个；修正边界后再烘焙。',
    },
    en: {
      message: 'Level {level} does not tile the land: {gaps} gaps, {overlaps} overlaps, {areaError} m² apart.',
      tip: 'A matter in a gap has no owner, in an overlap two; correct the outlines and bake again.',
    },
  },
  'BAKE-307': {
    zh: {
      message: '建筑 {id} 没有高度也没有层数，按一层处理。',
      tip: '在配方里给出 heightGroundMeters 或 floors 来自哪个字段。',
    },
    en: {
      message: 'Building {id} has neither height nor floors and was taken as one storey.',
      tip: 'Name the field of heightGroundMeters or floors in the recipe.',
    },
  },
  'BAKE-308': {
    zh: {
      message: '“{name}”的轮廓只有 {squareMeters} m²。',
      tip: '检查轮廓的顶点和声明的坐标系；小于一公顷的地块不再划分。',
    },
    en: {
      message: 'The outline of “{name}” holds only {squareMeters} m².',
      tip: 'Check its vertices and the declared coordinate system; nothing below one hectare is divided.',
    },
  },
  'BAKE-309': {
    zh: {
      message: '要生成 {wanted} 个 {thing}，实际只有 {made} 个。',
      tip: '地块放不下，或没有住处；减少配方 generate 里的数目。',
    },
    en: {
      message: '{wanted} {thing} were to be generated, {made} could be.',
      tip: 'The blocks are too small for them, or nobody can live there: ask for fewer under generate in the recipe.',
    },
  },
  'BAKE-310': {
    zh: {
      message: '街道“{name}”的位置 {lonDeg}, {latDeg} 远在本区之外。',
      tip: '检查 official.streets 里它的经纬度；两列写反也会这样。',
    },
    en: {
      message: 'The street “{name}” is placed at {lonDeg}, {latDeg}, far from its district.',
      tip: 'Check its longitude and latitude in official.streets; two swapped columns look like this too.',
    },
  },
  'BAKE-311': {
    zh: {
      message: '街道“{first}”与“{second}”重叠 {squareMeters} m²。',
      tip: '重叠处的事件归编号较小的网格；请让两家核对边界后重新烘焙。',
    },
    en: {
      message: 'Streets “{first}” and “{second}” overlap by {squareMeters} m².',
      tip: 'Events there belong to the grid with the lower id; have both owners agree on the line, then bake again.',
    },
  },
  'BAKE-312': {
    zh: {
      message: '要生成约 {wanted} 个 {thing}，得到 {made} 个，少 {percent} %。',
      tip: '说明，不是故障：个别地块放不下。少一成以上才算 BAKE-309；要凑满，多要一些即可。',
    },
    en: {
      message: 'About {wanted} {thing} were to be generated and {made} were, {percent} % fewer.',
      tip: 'A note, no fault: some blocks had no room. From a tenth on it is BAKE-309; to be sure, ask for some more.',
    },
  },
  'BAKE-313': {
    zh: {
      message: '没有城区边界：城区取 {count} 个区域（{role}）的并集。',
      tip: '说明，不是故障：区域之间的缝隙仍会找出，但外缘少了哪一块无从得知。有边界时，加一个 role 为 districtBoundary 的数据源。',
    },
    en: {
      message: 'No outline of the district was given: it is the union of {count} areas ({role}).',
      tip: 'A note, no fault: gaps between the areas are found, but not what is missing at the rim. With an outline, add a source with the role districtBoundary.',
    },
  },
  'BAKE-314': {
    zh: {
      message: '生成的道路避让已有建筑：{narrowedMeters} 米收窄，{leftOutMeters} 米不建。',
      tip: '说明，不是故障：道路沿网格边界生成，不穿过建筑。有真实道路时，加一个 role 为 roads 的数据源。',
    },
    en: {
      message:
        'Invented streets make room for given buildings: {narrowedMeters} m narrowed, {leftOutMeters} m left out.',
      tip: 'A note, no fault: streets run along boundaries of grids and through no building. With real ones, add a source with the role roads.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
