/** `bake -- inspect`: what is in an owner's file, in words that he understands, and a recipe to begin with. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureWritable, onDisk } from '../../../bake/diskFaults.ts';
import type { FieldSummary } from '../../../bake/inspect/fieldSummary.ts';
import { inspectFile } from '../../../bake/inspect/inspectFile.ts';
import {
  INSPECTION_SCHEMA,
  type Inspection,
  type RecordsInspection,
  type ShownEncoding,
} from '../../../bake/inspect/inspection.ts';
import { type StarterRecipe, starterRecipe } from '../../../bake/inspect/starterRecipe.ts';
import { answerFault, FaultError, fault } from '../../../model/faults/fault.ts';
import { printFault } from '../../console.ts';
import { type CommandSpec, exitCodes, readCommandLine } from './command.ts';

const spec: CommandSpec = {
  name: 'inspect',
  texts: ['encoding', 'layer', 'recipe'],
  flags: ['json'],
  positionals: { least: 1, most: 1, names: '<file>' },
  help: `
文件里有什么 / what is in a file

  npm run bake -- inspect <file> [--layer …] [--encoding …] [--recipe <out.json>] [--json]

  --layer <name>      表、图层、工作表或 JSON 里的路径 / table, layer, sheet, or path inside JSON
  --encoding <name>   文字编码，例如 GBK；不给则自动判断 / encoding of its text, such as GBK; found out if absent
  --recipe <out.json> 写出配方草稿；只有业主知道的留空待填
                      writes a starter recipe; what only the owner knows is left open
  --json              给程序看的输出 / output for machines
  --help              这一页 / this page

坐标系只作猜测，从不替业主决定 / a coordinate system is only ever guessed, never decided for its owner
退出码 / exit codes: 0 读得通 / readable · 1 有故障 / faults found · 2 读不了 / cannot be read
`,
};

const MIB = 1024 * 1024;
const sizeText = (bytes: number): string =>
  bytes < MIB ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;

/** Chinese characters take two columns of a terminal. */
function padded(text: string, width: number): string {
  const columns = [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, width - columns));
}

const typeWords: Readonly<Record<FieldSummary['type'], string>> = {
  empty: '空 empty',
  integer: '整数 integer',
  number: '数 number',
  boolean: '是否 boolean',
  time: '时间 time',
  text: '文字 text',
  list: '列表 list',
};

function fieldLine(field: FieldSummary, ours: string): string {
  const { name, type, filledShare, distinct, distinctIsMore, samples, min, max, notNumbers } = field;
  const range = `${min === null ? '' : ` [${min} … ${max}]`}${notNumbers > 0 ? ` NaN/∞ × ${notNumbers}` : ''}`;
  const different = `${distinct}${distinctIsMore ? '+' : ''}`;
  const head = `  ${padded(name, 26)}${padded(typeWords[type], 16)}${padded(`${(filledShare * 100).toFixed(0)} %`, 7)}${padded(different, 8)}`;
  return `${head}${samples.join(' | ').replace(/\s+/g, ' ').slice(0, 70)}${range}${ours ? `  → ${ours}` : ''}`;
}

function printRecords(records: RecordsInspection): void {
  const { layers, geometry, bounds, fields, declaredCrs, crs, roles, mapping, coordinateColumns } = records;
  if (layers.length > 0) console.log(`图层 / layers: ${layers.join(', ')}`);
  console.log(`记录 / records: ${records.recordCount}`);
  const kinds = Object.entries(geometry).filter(([, count]) => count > 0);
  console.log(
    `几何 / geometry: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')} (${records.vertexCount})`,
  );
  if (bounds) {
    const from = coordinateColumns ? ` (${coordinateColumns.join(', ')})` : '';
    console.log(`范围 / bounds${from}: ${bounds.minX} … ${bounds.maxX}, ${bounds.minY} … ${bounds.maxY}`);
  }
  console.log(
    `文件声明的坐标系 / declared system: ${declaredCrs?.replace(/\s+/g, ' ').slice(0, 160) ?? '没有 / none'}`,
  );
  const word = {
    declared: '声明 / declared',
    guessed: '猜测，须由提供方确认 / a guess: ask its owner',
    unknown: '不知道 / unknown',
  };
  const order = crs.axisOrder === 'north-east' ? ' · axisOrder: north-east' : '';
  console.log(`坐标系 / system: ${crs.candidates.join(' | ') || '-'}${order} (${word[crs.certainty]})`);
  for (const { zh, en } of crs.reasons) console.log(`  ${zh}\n  ${en}`);
  console.log(`用途 / role: ${roles.join(' | ') || '看不出来 / cannot be told'}`);
  const oursOf = (column: string): string =>
    Object.keys(mapping)
      .filter((ours) => mapping[ours] === column)
      .join(', ');
  console.log(`\n字段 / fields (类型 type, 非空 filled, 不同值 distinct, 样例 samples → 对应 ours):`);
  for (const field of fields) console.log(fieldLine(field, oursOf(field.name)));
}

const encodingWords: Readonly<Record<ShownEncoding['from'], string>> = {
  view: '没有声明，又不是 UTF-8：只为显示才这样读，须由提供方确认 / undeclared and no UTF-8: read so to be shown, ask its owner',
  recipe: '用 --encoding 指定 / as asked for by --encoding',
  cpg: '.cpg 文件写明 / said by its .cpg',
  'language byte': '.dbf 的语言字节 / by the language byte of its .dbf',
  'XML declaration': 'XML 声明写明 / said by its XML declaration',
  'byte order mark': '文件开头的字节序标记 / by its byte order mark',
  trial: '没有声明，逐字节试读 UTF-8 成立 / undeclared; all of it holds as UTF-8',
};

function printInspection(inspection: Inspection): void {
  const { file, bytes, format, encoding, textEncoding, facts, records, faults } = inspection;
  console.log(`${path.basename(file)}  ${format}  ${sizeText(bytes)}${encoding ? `  ${encoding}` : ''}`);
  if (textEncoding) {
    console.log(`文字编码 / encoding: ${textEncoding.name} (${encodingWords[textEncoding.from]})`);
  }
  for (const { label, value } of facts) console.log(`${label.zh} / ${label.en}: ${value}`);
  if (records) printRecords(records);
  if (faults.length > 0) console.log('\n故障 / faults:');
  for (const { code, count, zh, en } of faults) {
    console.log(`  ${code} × ${count}  ${zh.message} ${zh.tip}\n  ${en.message} ${en.tip}`);
  }
}

function printOpen(file: string, { open }: StarterRecipe, data: string): void {
  console.log(`\n配方草稿 / starter recipe: ${file}   (--data ${data})`);
  const keys = open.flatMap((item) => (item.code === 'BAKE-104' ? [] : [item.path ?? item.code]));
  console.log(`还要由业主填写 / left for its owner to fill in: ${keys.join(', ')}`);
  for (const item of open.filter(({ code }) => code === 'BAKE-104')) printFault(item);
}

/** What a program gets of a file that cannot be read: the same schema, and nothing but the faults. */
const unusableFile = (file: string, { faults }: FaultError) => ({
  schema: INSPECTION_SCHEMA,
  file,
  faults: faults.map((item) => ({ ...answerFault(item), count: 1 })),
});

/**
 * Throws FaultError for a file that cannot be read (with --json its faults are on stdout too), BAKE-616 where the recipe's file is there already, APP-003 and APP-007
 * where it cannot be written.
 */
export async function inspect(argv: readonly string[]): Promise<number> {
  const line = readCommandLine(spec, argv);
  if (!line) return exitCodes.good;
  const recipeFile = line.text('recipe');
  if (recipeFile !== null && existsSync(recipeFile)) {
    throw new FaultError(fault('BAKE-616', { file: recipeFile }, recipeFile));
  }
  const recipePlace = recipeFile === null ? null : { folder: path.dirname(path.resolve(recipeFile)), option: 'recipe' };
  if (recipePlace) ensureWritable(recipePlace);
  const file = path.resolve(line.positionals[0]!);
  const asked = { encoding: line.text('encoding') ?? undefined, layer: line.text('layer') ?? undefined };
  const inspection = await inspectFile(file, asked).catch((error: unknown) => {
    if (error instanceof FaultError && line.flag('json')) console.log(JSON.stringify(unusableFile(file, error)));
    throw error;
  });
  if (line.flag('json')) console.log(JSON.stringify(inspection));
  else printInspection(inspection);
  if (recipeFile !== null && recipePlace) {
    const starter = starterRecipe(inspection);
    onDisk(recipePlace, () => writeFileSync(recipeFile, `${JSON.stringify(starter.recipe, null, 2)}\n`));
    if (!line.flag('json')) printOpen(recipeFile, starter, path.dirname(file));
  }
  return inspection.faults.length > 0 ? exitCodes.faultsFound : exitCodes.good;
}
