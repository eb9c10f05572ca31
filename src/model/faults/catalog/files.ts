import type { CatalogEntry } from './entry.ts';

/** BAKE-219 … 239: archives, encodings, tables and features of an owner's files. */
export const fileFaults = {
  'BAKE-219': {
    zh: {
      message: '文件 {file} 里的文字不是 UTF-8，而按 {format} 的规定应当是。',
      tip: '按 GB18030 读是“{gb18030}”，按 UTF-8 读是“{utf8}”；请用原来的软件按 UTF-8 重新导出，或导出为 Shapefile、CSV 并写明编码。',
    },
    en: {
      message: 'Texts of file {file} are not UTF-8, as by the rules of {format} they should be.',
      tip: 'As GB18030 it reads “{gb18030}”, as UTF-8 “{utf8}”: export it again as UTF-8, or as a Shapefile or CSV with its encoding declared.',
    },
  },
  'BAKE-220': {
    zh: {
      message: '压缩包 {file} 里的“{entry}”不允许：{reason}。',
      tip: '条目只能是包内的相对路径；请数据提供方用普通的压缩软件重新打包。',
    },
    en: {
      message: 'Archive {file} holds “{entry}”, which is not allowed: {reason}.',
      tip: 'Entries must be plain relative paths: ask the owner to pack it again with an ordinary tool.',
    },
  },
  'BAKE-221': {
    zh: {
      message: '压缩包 {file} 展开后过大：{found}，上限 {limit}。',
      tip: '这样的压缩比不是真实数据；若确是您的文件，请先解压，把里面的文件直接交给烘焙。',
    },
    en: {
      message: 'Archive {file} grows too large: {found}, the limit is {limit}.',
      tip: 'No real data compresses like that; if it is yours all the same, unpack it and give the files themselves.',
    },
  },
  'BAKE-222': {
    zh: {
      message: '压缩包 {file} 里的“{entry}”已加密，或用了不支持的压缩方法。',
      tip: '去掉密码，用普通的 zip（deflate）重新打包。',
    },
    en: {
      message: 'Archive {file}: “{entry}” is encrypted, or packed by a method that is not supported.',
      tip: 'Remove the password and pack it again as a plain zip (deflate).',
    },
  },
  'BAKE-223': {
    zh: {
      message: '压缩包 {file} 里没有 {wanted}。',
      tip: '里面有：{found}。核对格式，或让数据提供方重新打包。',
    },
    en: {
      message: 'Archive {file} holds no {wanted}.',
      tip: 'It holds: {found}. Check the format, or ask its owner to pack it again.',
    },
  },
  'BAKE-224': {
    zh: {
      message: '文件 {file} 没有说明编码，又不是 UTF-8。',
      tip: '按 GB18030 读是“{gb18030}”，按 UTF-8 读是“{utf8}”；挑对的一种写进配方的 encoding（如 GBK）。',
    },
    en: {
      message: 'File {file} names no encoding, and UTF-8 it is not.',
      tip: 'As GB18030 it reads “{gb18030}”, as UTF-8 “{utf8}”: put the right one into the recipe’s encoding, such as GBK.',
    },
  },
  'BAKE-225': {
    zh: {
      message: '文件 {file} 自称（{by}）是 {encoding} 编码，内容却不是。',
      tip: '按 GB18030 读是“{gb18030}”，按 UTF-8 读是“{utf8}”；在配方的 encoding 里写明对的一种。',
    },
    en: {
      message: 'File {file} is said ({by}) to be {encoding}, but its bytes are not.',
      tip: 'As GB18030 it reads “{gb18030}”, as UTF-8 “{utf8}”: put the right one into the recipe’s encoding.',
    },
  },
  'BAKE-226': {
    zh: {
      message: '{file} 的 .cpg 写的是“{word}”，不是认识的编码，按 {encoding} 读取。',
      tip: '若文字有误，在配方的 encoding 里写明；常见的有 UTF-8、GBK。',
    },
    en: {
      message: 'The .cpg of {file} says “{word}”, which is no known encoding; read as {encoding}.',
      tip: 'If the texts are wrong, set the recipe’s encoding; common are UTF-8 and GBK.',
    },
  },
  'BAKE-227': {
    zh: {
      message: '文件 {file} 里有几个图层：{layers}。',
      tip: '在配方里用 layer 写明要哪一个。',
    },
    en: { message: 'File {file} holds several layers: {layers}.', tip: 'Choose one by “layer” in the recipe.' },
  },
  'BAKE-228': {
    zh: { message: '文件 {file} 里没有图层“{layer}”。', tip: '最接近的是“{nearest}”；有的是：{layers}。' },
    en: {
      message: 'File {file} has no layer “{layer}”.',
      tip: 'The nearest is “{nearest}”; there are: {layers}.',
    },
  },
  'BAKE-229': {
    zh: {
      message: '文件 {file} 不是可用的 GeoPackage：{reason}。',
      tip: '它可能是普通的 SQLite 数据库或已损坏；在 QGIS 里另存为 GeoPackage。',
    },
    en: {
      message: 'File {file} is no usable GeoPackage: {reason}.',
      tip: 'It may be another SQLite database, or damaged: save it as GeoPackage once more, in QGIS for example.',
    },
  },
  'BAKE-230': {
    zh: {
      message: '“{source}”的记录 {id} 是 {kind}，这里不读这种几何，已舍去。',
      tip: '请数据提供方把曲线转成折线、把混合几何拆开后再导出。',
    },
    en: {
      message: '“{source}”: record {id} is a {kind}, a geometry that is not read; dropped.',
      tip: 'Have curves turned into lines and mixed collections taken apart before the export.',
    },
  },
  'BAKE-231': {
    zh: {
      message: '“{source}”的记录 {id} 已损坏：{reason}，已舍去。',
      tip: '这一条的几何被截断或写坏；请数据提供方重新导出。',
    },
    en: {
      message: '“{source}”: record {id} is damaged: {reason}; dropped.',
      tip: 'Its geometry was cut off or badly written: ask for a fresh export.',
    },
  },
  'BAKE-232': {
    zh: {
      message: '文件 {file}：{what} 超过 {limit}，已停止。',
      tip: '多半是引号或括号没有配对，或者文件损坏；检查 {place} 附近。',
    },
    en: {
      message: 'File {file}: {what} is larger than {limit}; stopped.',
      tip: 'Most likely a quote or bracket is not closed, or the file is damaged: look around {place}.',
    },
  },
  'BAKE-233': {
    zh: {
      message: '工作表“{sheet}”（{file}）里找不到表头。',
      tip: '前 {rows} 行里要有一行，每一列都写着列名；删去空列和合并的标题行。',
    },
    en: {
      message: 'Sheet “{sheet}” of {file} has no head row.',
      tip: 'One of its first {rows} rows must name every column: remove empty columns and merged titles.',
    },
  },
  'BAKE-234': {
    zh: {
      message: '“{source}”有不止一列叫“{name}”，后一列读作“{renamed}”。',
      tip: '在源文件里给每一列一个自己的名字，或在配方里按新名字引用。',
    },
    en: {
      message: '“{source}” has more than one column “{name}”; a later one is read as “{renamed}”.',
      tip: 'Give every column a name of its own in the file, or use the new name in the recipe.',
    },
  },
  'BAKE-235': {
    zh: { message: '文件 {file} 是空的（0 字节）。', tip: '多半没有拷完；向数据提供方重新要一份。' },
    en: {
      message: 'File {file} is empty (0 bytes).',
      tip: 'Most likely the copy did not finish: ask its owner for another.',
    },
  },
  'BAKE-236': {
    zh: {
      message: '“{source}”的记录 {id} 在 .dbf 里标记为已删除，已略去。',
      tip: '若它仍然有效，请在源软件里恢复；否则整理（pack）后重新导出。',
    },
    en: {
      message: '“{source}”: record {id} is marked as deleted in the .dbf and was left out.',
      tip: 'If it is still valid, restore it in the program it comes from; else pack the table and export it again.',
    },
  },
  'BAKE-237': {
    zh: {
      message: '工作簿 {file} 里的表格共 {found}，上限 {limit}。',
      tip: '这么大的表请在 Excel 里另存为 CSV（UTF-8）：CSV 是逐行读取的，不受大小限制。',
    },
    en: {
      message: 'Workbook {file} holds {found} of tables; the limit is {limit}.',
      tip: 'Save a table of that size as CSV (UTF-8) in Excel: CSV is read row by row and has no limit.',
    },
  },
  'BAKE-238': {
    zh: {
      message: '文件 {file} 是 {kind}，不能直接读取。',
      tip: '先转换：{conversion}；常见的交换格式是 GeoPackage、Shapefile、GeoJSON、XLSX。',
    },
    en: {
      message: 'File {file} is {kind}, which is not read.',
      tip: 'Convert it first: {conversion}. Good formats for exchange are GeoPackage, Shapefile, GeoJSON and XLSX.',
    },
  },
  'BAKE-239': {
    zh: {
      message:
        '“{source}”有约 {count} 条记录要留下，这里的内存（Node 堆 {heapMib} MiB，机器 {memoryMib} MiB）只放得下约 {most} 条。',
      tip: '一次只烘焙一个城区：给出它的边界，用 where 去掉不要的记录，或把文件按区拆开；内存够时用 NODE_OPTIONS=--max-old-space-size=<MiB> 放宽。',
    },
    en: {
      message:
        'Source “{source}”: about {count} records are to be kept; the memory here (Node’s heap {heapMib} MiB, machine {memoryMib} MiB) has room for about {most}.',
      tip: 'Bake one district at a time: give its boundary, leave records out with where, or split the file; where there is memory, NODE_OPTIONS=--max-old-space-size=<MiB> gives more of it.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
