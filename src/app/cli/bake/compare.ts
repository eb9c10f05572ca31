/** `bake -- compare`: what changed from one package to another, as an officer reads it. */
import path from 'node:path';
import {
  type Changed,
  type Comparison,
  comparePackages,
  type ThingsComparison,
  type ThingTable,
  thingTables,
} from '../../../bake/check/comparePackages.ts';
import { type CommandSpec, exitCodes, readCommandLine } from './command.ts';

const spec: CommandSpec = {
  name: 'compare',
  flags: ['json', 'all'],
  positionals: { least: 2, most: 2, names: '<A> <B>' },
  help: `
两个城区包差在哪里 / what tells two packages apart

  npm run bake -- compare <A> <B> [--all] [--json]

  <A> <B>   两个含 district.json 的文件夹；A 是旧的 / two package folders; A is the older
  --all     每一处都列出（默认每类前 10 处） / list every change (default: the first 10 of each kind)
  --json    给程序看的输出 / output for machines
  --help    这一页 / this page

退出码 / exit codes: 0 相同 / equal · 1 不同 / they differ · 2 不是城区包 / no package
`,
};

const thingWords: Readonly<Record<ThingTable, string>> = {
  buildings: '建筑 / buildings',
  videoPoints: '视频点 / video points',
  hazards: '危险源 / hazards',
  components: '城市部件 / components',
  facilities: '公共设施 / facilities',
  enterprises: '企业 / enterprises',
  staff: '网格人员 / staff',
};
const FIRST = 10;
const word = (value: Changed['from']): string => (value === null ? '—' : String(value));
const changeText = ({ key, from, to }: Changed): string => `${key}: ${word(from)} → ${word(to)}`;

function printSome(lines: readonly string[], limit: number): void {
  for (const line of lines.slice(0, limit)) console.log(`    ${line}`);
  if (lines.length > limit) console.log(`    … ${lines.length - limit} (--all)`);
}

function printThings(title: string, things: ThingsComparison, limit: number): void {
  const { added, removed, changed, same } = things;
  if (added.length + removed.length + changed.length === 0) {
    console.log(`  ＝ ${title}: ${same}`);
    return;
  }
  console.log(`  ≠ ${title}: ＋${added.length} －${removed.length} ～${changed.length} ＝${same}`);
  printSome(
    added.map((id) => `＋ ${id}`),
    limit,
  );
  printSome(
    removed.map((id) => `－ ${id}`),
    limit,
  );
  const described = changed.map(({ id, name, changes, movedMeters }) => {
    const moved = movedMeters > 0 ? [`移动 / moved ${movedMeters.toFixed(2)} m`] : [];
    return `～ ${id} ${name} ${[...changes.map(changeText), ...moved].join(', ')}`;
  });
  printSome(described, limit);
}

function printComparison(comparison: Comparison, limit: number): void {
  const { folders, districtHashes, manifest, areas, things, faults } = comparison;
  folders.forEach((folder, index) => {
    console.log(`${'AB'[index]}  ${districtHashes[index]!.slice(0, 12)}  ${folder}`);
  });
  const list = (title: string, changes: readonly Changed[]): void => {
    console.log(`  ${changes.length === 0 ? '＝' : '≠'} ${title}`);
    printSome(changes.map(changeText), limit);
  };
  list('清单 / manifest', manifest);
  printThings('区域 / areas', areas, limit);
  const byMost = [...areas.moved].sort((a, b) => b.differenceSquareMeters - a.differenceSquareMeters);
  if (byMost.length > 0) console.log(`  ≠ 边界移动 / outlines moved: ${byMost.length}`);
  printSome(
    byMost.map(({ id, name, differenceSquareMeters }) => `～ ${id} ${name} ${differenceSquareMeters.toFixed(2)} m²`),
    limit,
  );
  for (const table of thingTables) printThings(thingWords[table], things[table], limit);
  list('故障 / faults', faults);
  console.log(comparison.equal ? '相同 / equal' : '不同 / they differ');
}

/** Throws FaultError where either is no package. */
export async function compare(argv: readonly string[]): Promise<number> {
  const line = readCommandLine(spec, argv);
  if (!line) return exitCodes.good;
  const [a, b] = line.positionals.map((folder) => path.resolve(folder)) as [string, string];
  const comparison = comparePackages(a, b);
  if (line.flag('json')) console.log(JSON.stringify({ schema: 'compare/1', ...comparison }));
  else printComparison(comparison, line.flag('all') ? Number.POSITIVE_INFINITY : FIRST);
  return comparison.equal ? exitCodes.good : exitCodes.faultsFound;
}
