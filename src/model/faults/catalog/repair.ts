import type { CatalogEntry } from './entry.ts';

/** BAKE-260 … 279: coordinates and what they are declared to be. BAKE-320 … 349: what of a record was repaired. */
export const repairFaults = {
  'BAKE-260': {
    zh: {
      message: '数据源“{source}”的坐标系“{crs}”不能用：{reason}。',
      tip: '向数据提供方要完整的 PROJ 参数；投影、椭球、单位和轴向都要写明，不能依赖外部网格文件。',
    },
    en: {
      message: 'Source “{source}”: its coordinate system “{crs}” cannot be used: {reason}.',
      tip: 'Ask its owner for the full PROJ parameters: projection, ellipsoid, units and axes, without files of grids.',
    },
  },
  'BAKE-261': {
    zh: {
      message: '数据源“{source}”的地方坐标系以“{base}”为基准，它不是以米为单位的平面。',
      tip: '地方坐标系的偏移以米计：base 用 EPSG:4549、EPSG:4528 或其它平面的 PROJ 串。',
    },
    en: {
      message: 'Source “{source}”: its local frame stands on “{base}”, which is no plane in metres.',
      tip: 'The offsets of a local frame are metres: as base use EPSG:4549, EPSG:4528 or the PROJ string of a plane.',
    },
  },
  'BAKE-262': {
    zh: {
      message: '数据源“{source}”的两个坐标写反了：{wrong} / {total} 个点照 {crs} 不成立，对调后 {right} 个成立。',
      tip: '测绘成果里 X 是北、Y 是东：在配方的这个数据源里写 "axisOrder": "north-east"（已写则删去）。',
    },
    en: {
      message:
        'Source “{source}” has its two numbers the other way round: {crs} does not allow {wrong} of {total} points; swapped, it allows {right} of those.',
      tip: 'Surveys write X = north: set "axisOrder": "north-east" for this source (or remove it where it is set).',
    },
  },
  'BAKE-263': {
    zh: {
      message:
        '数据源“{source}”的东坐标（如 {sample}）不是 {crs} 的：{wrong} / {total} 个点不成立，照 {other} 则成立。',
      tip: '高斯—克吕格东坐标前两位是带号的用 {other} 一类，没有带号的用另一类：问清后把 crs 改为 {other}。',
    },
    en: {
      message:
        'Source “{source}”: eastings such as {sample} are not of {crs}: {wrong} of {total} points do not fit, {other} allows them.',
      tip: 'A Gauss-Kruger easting with or without the zone’s number in front is another system: ask, then set crs to {other}.',
    },
  },
  'BAKE-264': {
    zh: {
      message: '数据源“{source}”的坐标（如 {sample}）是{found}，而 {crs} 是{expected}：{wrong} / {total} 个点不成立。',
      tip: '坐标系声明错了；向数据提供方问清后改 crs。',
    },
    en: {
      message:
        'Source “{source}”: numbers such as {sample} are {found}, but {crs} is in {expected}: {wrong} of {total} points do not fit.',
      tip: 'The declared coordinate system is wrong: ask the owner, then correct crs.',
    },
  },
  'BAKE-265': {
    zh: {
      message: '数据源“{source}”的文件自称 {declared}，配方写的是 {crs}：同一个点相差 {meters} 米。',
      tip: '两者必有一错。没有改动任何数据：按配方读取；问清后改配方的 crs 或文件的 .prj。',
    },
    en: {
      message: 'Source “{source}”: its file says {declared}, the recipe {crs}: one point lies {meters} m apart.',
      tip: 'One of them is wrong. Nothing was moved: the recipe was followed; ask, then correct its crs or the .prj.',
    },
  },
  'BAKE-266': {
    zh: {
      message: '数据源“{source}”的高程基准是“{datum}”，城区的是“{district}”。',
      tip: '高程从不悄悄加减：两者之差要由测绘部门的似大地水准面给出，换算好再交来。',
    },
    en: {
      message: 'Source “{source}” has heights over “{datum}”, the district over “{district}”.',
      tip: 'Nothing is added in silence: have the survey office convert them by its quasi-geoid, then hand them in again.',
    },
  },
  'BAKE-267': {
    zh: {
      message: '数据源“{source}”的坐标系里的高程部分 {part} 没有用。',
      tip: '平面坐标照常；高程基准请在 heightDatum 里用文字写明。',
    },
    en: {
      message: 'Source “{source}”: the vertical part {part} of its coordinate system was not used.',
      tip: 'Places are read as declared; say the height datum in words under heightDatum.',
    },
  },
  'BAKE-268': {
    zh: {
      message:
        '数据源“{source}”声明为 {crs}，但与“{reference}”对不上：实测偏东 {eastMeters} 米、偏北 {northMeters} 米（共 {meters} 米，依据 {samples} 个点）；若是 {likely} 则吻合。',
      tip: '没有改动任何数据。问清后把 crs 改为 {likely}；若错的是“{reference}”，就改它的。',
    },
    en: {
      message:
        'Source “{source}” is declared {crs} but does not meet “{reference}”: measured, it lies {eastMeters} m east and {northMeters} m north ({meters} m, by {samples} points); taken as {likely} it fits.',
      tip: 'Nothing was moved. Ask, then set its crs to {likely}; if “{reference}” is the wrong one, correct that.',
    },
  },
  'BAKE-269': {
    zh: {
      message: '“{source}”（{role}）的记录 {id} 没有画进城区，已舍去。',
      tip: '它不在城区内，或几何是 {kind}：道路要线，水面和绿地要面。检查坐标系和 role。',
    },
    en: {
      message: '“{source}” ({role}): record {id} was not drawn and was dropped.',
      tip: 'It lies outside the district, or is {kind}: roads are lines, water and green polygons. Check its coordinate system and role.',
    },
  },
  'BAKE-270': {
    zh: {
      message:
        '数据源“{source}”的文件自称基准面是 {declared}（椭球、本初子午线或角度单位与 WGS84 不同），配方写的是 {crs}。',
      tip: '相差多少米无法从文件算出：两者之间要有转换参数。没有改动任何数据：按配方读取；问清后写成带 +towgs84 的 PROJ 串，或改 .prj。',
    },
    en: {
      message:
        'Source “{source}”: its file says datum {declared} (another ellipsoid, meridian or unit than WGS84), the recipe {crs}.',
      tip: 'How many metres apart cannot be computed from the file: that takes parameters of a shift. Nothing was moved: the recipe was followed; ask, then write a PROJ string with +towgs84, or correct the .prj.',
    },
  },
  'BAKE-320': {
    zh: { message: '“{source}”的记录 {id}：去掉 {count} 个重复的顶点。', tip: '一厘米之内的顶点算同一个；不必处理。' },
    en: {
      message: '“{source}”: record {id}: {count} repeated vertices were removed.',
      tip: 'Vertices within a centimetre are one; nothing need be done.',
    },
  },
  'BAKE-321': {
    zh: {
      message: '“{source}”的记录 {id}：去掉 {count} 处尖刺。',
      tip: '轮廓伸出去又原路折回；请在源数据里删去那个顶点。',
    },
    en: {
      message: '“{source}”: record {id}: {count} spikes were removed.',
      tip: 'The outline runs out and straight back; delete that vertex in the source.',
    },
  },
  'BAKE-322': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 条轮廓自相交，已按奇偶规则拆开。',
      tip: '看一看拆成的形状是否就是原意；请在源数据里改正顶点的次序。',
    },
    en: {
      message: '“{source}”: record {id}: {count} outlines cross themselves and were resolved by the even-odd rule.',
      tip: 'See whether the shape is what was meant; correct the order of vertices in the source.',
    },
  },
  'BAKE-323': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 个洞与外轮廓同向，已转过来。',
      tip: '洞仍然是洞；导出工具的方向写错了。',
    },
    en: {
      message: '“{source}”: record {id}: {count} holes ran the same way as their outline and were turned.',
      tip: 'They stay holes; the tool that wrote the file orients them wrongly.',
    },
  },
  'BAKE-324': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 个洞在外轮廓之外，已作为单独的一块。',
      tip: '多半是分成几块的轮廓被写成了洞；请核对。',
    },
    en: {
      message: '“{source}”: record {id}: {count} holes lie outside their outline and were taken as parts of their own.',
      tip: 'Most likely an outline in several parts was written as holes; please check.',
    },
  },
  'BAKE-325': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 个洞穿过外轮廓，已从中减去。',
      tip: '请在源数据里把洞收回轮廓之内。',
    },
    en: {
      message: '“{source}”: record {id}: {count} holes cross their outline and were cut from it.',
      tip: 'Draw them within the outline in the source.',
    },
  },
  'BAKE-326': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 处各块互相重叠，重叠的地只算一次。',
      tip: '请在源数据里合并这几块。',
    },
    en: {
      message: '“{source}”: record {id}: its parts overlap {count} times; that land counts once.',
      tip: 'Merge these parts in the source.',
    },
  },
  'BAKE-327': {
    zh: { message: '“{source}”的记录 {id}：填上 {count} 个小洞。', tip: '小于一平方米的洞多是画图时的缝。' },
    en: {
      message: '“{source}”: record {id}: {count} tiny holes were filled.',
      tip: 'Holes below one square metre are mostly slips of drawing.',
    },
  },
  'BAKE-328': {
    zh: {
      message: '“{source}”的记录 {id}：去掉 {count} 块碎片。',
      tip: '它们小于一平方米或窄于二十厘米；其余的保留。',
    },
    en: {
      message: '“{source}”: record {id}: {count} slivers were removed.',
      tip: 'They are below one square metre or narrower than 20 cm; the rest stays.',
    },
  },
  'BAKE-329': {
    zh: {
      message: '“{source}”的记录 {id}：去掉 {count} 条没有面积的轮廓。',
      tip: '不足三个不共线的顶点；其余的保留。',
    },
    en: {
      message: '“{source}”: record {id}: {count} outlines without area were removed.',
      tip: 'They have fewer than three vertices off one line; the rest stays.',
    },
  },
  'BAKE-330': {
    zh: {
      message: '“{source}”的记录 {id} 的轮廓纠缠不清，无法修复，已舍去。',
      tip: '边在几厘米内反复相交；请在源数据里重画。',
    },
    en: {
      message: '“{source}”: record {id} has a tangled outline that could not be repaired; dropped.',
      tip: 'Its edges cross again and again within centimetres: draw it anew in the source.',
    },
  },
  'BAKE-331': {
    zh: {
      message: '“{source}”的记录 {id} 与 {first} 轮廓相同且没有自己的编号，已并入。',
      tip: '同一栋楼给了两次；若真是两个对象，请给它们编号。',
    },
    en: {
      message: '“{source}”: record {id} has the outline of {first} and no id of its own; merged into it.',
      tip: 'One building was given twice; if they are two things, give them ids.',
    },
  },
  'BAKE-332': {
    zh: {
      message: '“{source}”的记录 {id} 只是一条碎片，已并入相邻的 {into}。',
      tip: '画图时留下的缝；若是单独的对象，请在源数据里画成应有的大小。',
    },
    en: {
      message: '“{source}”: record {id} is but a sliver and was merged into its neighbour {into}.',
      tip: 'Left over from drawing; if it is a thing of its own, draw it at its true size.',
    },
  },
  'BAKE-333': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 条轮廓没有闭合，已闭合。',
      tip: '首尾顶点应相同；若缺了顶点，轮廓会少一角，请核对。',
    },
    en: {
      message: '“{source}”: record {id}: {count} outlines were not closed and have been.',
      tip: 'First and last vertex should be the same; if vertices are missing, a corner is cut: please check.',
    },
  },
  'BAKE-334': {
    zh: {
      message: '“{source}”的记录 {id} 的轮廓修复后什么也没剩下，已舍去。',
      tip: '在源数据里修正轮廓：至少三个不共线的点。',
    },
    en: {
      message: '“{source}”: nothing is left of record {id} once its outline is repaired; dropped.',
      tip: 'Correct it in the source: at least three points not on one line.',
    },
  },
  'BAKE-335': {
    zh: {
      message: '“{source}”的记录 {id}：轮廓整圈重复画了 {count} 次，只取一圈。',
      tip: '请在源数据里删去重复的一圈；不必急。',
    },
    en: {
      message: '“{source}”: record {id}: an outline was drawn all the way round {count} times too often; one is kept.',
      tip: 'Delete the repeated vertices in the source; nothing else need be done.',
    },
  },
  'BAKE-336': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 处洞与洞重叠，已合成一个洞。',
      tip: '洞里的洞不算地；若那是一块地，请画成单独的一块。',
    },
    en: {
      message: '“{source}”: record {id}: its holes overlap {count} times and were taken as one.',
      tip: 'A hole in a hole is no land; if land was meant, draw it as a part of its own.',
    },
  },
  'BAKE-337': {
    zh: {
      message: '“{source}”的记录 {id} 的几何是 {kind}，{role} 要的是 {needed}，已舍去。',
      tip: '多半选错了图层或 role；换一个，或向数据提供方要带轮廓（或点位）的一份。',
    },
    en: {
      message: '“{source}”: the geometry of record {id} is {kind}, but {role} needs {needed}; dropped.',
      tip: 'Most likely the layer or the role is another one; else ask for a file with outlines, or with points.',
    },
  },
  'BAKE-338': {
    zh: {
      message: '“{source}”的记录 {id}：长边上加了 {count} 个顶点，使它在本区平面上仍走原来的线。',
      tip: '不必处理：经纬度里的直线在平面上是弯的，两公里弯 5 厘米。',
    },
    en: {
      message:
        '“{source}”: record {id}: {count} vertices were added to its long edges, to keep them where they were drawn.',
      tip: 'Nothing need be done: a straight line in degrees bends in the plane, by 5 cm over 2 km.',
    },
  },
  'BAKE-339': {
    zh: {
      message: '“{source}”的记录 {id}：{count} 段线只有一个点，已略去，其余照画。',
      tip: '请在源数据里删去这些点，或补上缺的顶点。',
    },
    en: {
      message:
        '“{source}”: record {id}: {count} parts of its line are but a point and were left out; the others are drawn.',
      tip: 'Delete these points in the source, or add the vertices that are missing.',
    },
  },
  'BAKE-340': {
    zh: {
      message: '建筑 {id} 的高度 {value} 米不可能，当作没有给。',
      tip: '应在 {least} 与 {most} 米之间；多半是单位（英尺、厘米）写错了：在配方里写 unit。',
    },
    en: {
      message: 'Building {id} cannot be {value} m high; taken as not said.',
      tip: 'Heights lie between {least} and {most} m; most likely the unit is another (feet, centimetres): set unit in the recipe.',
    },
  },
  'BAKE-341': {
    zh: { message: '建筑 {id} 的层数 {value} 不可能，当作没有给。', tip: '应在 1 与 {most} 层之间；检查配方里的列。' },
    en: {
      message: 'Building {id} cannot have {value} floors; taken as not said.',
      tip: 'Floors lie between 1 and {most}; check the column in the recipe.',
    },
  },
  'BAKE-342': {
    zh: {
      message: '建筑 {id} 的高度与层数（{value}）互相矛盾，以高度为准。',
      tip: '每层应为 {least} 至 {most} 米；高度是量出来的，层数按用途的层高重算。请核对。',
    },
    en: {
      message: 'Building {id}: height and floors ({value}) contradict each other; the height was believed.',
      tip: 'A floor is {least} to {most} m high; heights are measured, so floors were made from it by use. Please check.',
    },
  },
  'BAKE-343': {
    zh: { message: '建筑 {id} 的建成年份 {value} 不可能，当作没有给。', tip: '应在 {first} 与 {last} 之间。' },
    en: {
      message: 'Building {id} cannot be of the year {value}; taken as not said.',
      tip: 'Years lie between {first} and {last}.',
    },
  },
  'BAKE-344': {
    zh: {
      message: '建筑 {id} 的高度由层数得出：{floors} 层，每层 {storeyMeters} 米。',
      tip: '有实测高度时，在配方里给出 heightGroundMeters。',
    },
    en: {
      message: 'Building {id}: its height was made from {floors} floors of {storeyMeters} m.',
      tip: 'Where a measured height is at hand, name its field as heightGroundMeters.',
    },
  },
  'BAKE-345': {
    zh: {
      message: '建筑 {id} 的层数由高度得出：{meters} 米，每层 {storeyMeters} 米。',
      tip: '有层数时，在配方里给出 floors。',
    },
    en: {
      message: 'Building {id}: its floors were made from {meters} m at {storeyMeters} m each.',
      tip: 'Where the floors are known, name their field as floors.',
    },
  },
  'BAKE-346': {
    zh: {
      message: '建筑 {id} 的 {field} 不可能是 {value}，当作没有给。',
      tip: '应为 0 至 {most} 的整数；检查配方里的列。',
    },
    en: {
      message: 'Building {id}: {field} cannot be {value}; taken as not said.',
      tip: 'It is a whole number from 0 to {most}; check the column in the recipe.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
