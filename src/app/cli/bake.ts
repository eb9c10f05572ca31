/** `npm run bake`: one recipe → one package, with every fault counted and shown. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Baked, bakeDistrict } from '../../bake/bake.ts';
import { RecipeRefused } from '../../bake/steps/readRecipe.ts';
import { describeFault, FaultError, fault } from '../../model/faults/fault.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { ProgressLine, printFault } from '../console.ts';
import { findDistrict, shippedRecipes } from '../districtPackage.ts';

const exitCodes = { good: 0, faultsFound: 1, unusable: 2 } as const;
const optionNames = ['data', 'out', 'help'] as const;

const helpText = `
烘焙一个城区 / bake one district

  npm run bake -- <recipe> --out <folder> [--data <folder>]

  <recipe>          配方文件，或自带配方名 / recipe file, or name of a shipped one: {recipes}
  --data <folder>   配方里源文件所在的文件夹 / folder of the recipe's source files
  --out <folder>    城区包写到哪里 / where the district package goes
  --help            这一页 / this page

退出码 / exit codes: 0 没有故障 / no fault · 1 有故障，城区包可用 / faults found, the package is usable · 2 不能烘焙 / unusable input
`;

interface BakeArguments {
  readonly recipePath: string;
  readonly dataFolder: string | null;
  readonly outFolder: string;
}

/** Null when help was asked for. Throws FaultError APP-002, APP-005, APP-006. */
function readArguments(argv: readonly string[]): BakeArguments | null {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: { data: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  for (const token of tokens) {
    if (token.kind !== 'option' || (optionNames as readonly string[]).includes(token.name)) continue;
    throw new FaultError(fault('APP-005', { option: token.name, nearest: nearestName(token.name, optionNames) }));
  }
  if (values.help || argv.length === 0) return null;
  const needed = (option: string, value: unknown, expected: string): string => {
    if (typeof value === 'string' && value !== '') return value;
    throw new FaultError(fault('APP-006', { option, value: String(value ?? ''), expected }));
  };
  const district = findDistrict(needed('district', positionals[0], '<recipe>'));
  if (district.kind !== 'recipe')
    throw new FaultError(fault('APP-006', { option: 'district', value: positionals[0]!, expected: '<recipe>' }));
  return {
    recipePath: district.file,
    dataFolder: values.data === undefined ? null : path.resolve(needed('data', values.data, '<folder>')),
    outFolder: path.resolve(needed('out', values.out, '<folder>')),
  };
}

/** One line per code: how often, then what it means and what to do, by the first of its kind. */
function printFaultTable({ faults }: Baked): void {
  console.log(`\n故障 / faults: ${faults.counts().reduce((sum, { count }) => sum + count, 0)}`);
  for (const { code, count } of faults.counts()) {
    const first = faults.kept().find((item) => item.code === code)!;
    for (const language of ['zh', 'en'] as const) {
      const { message, tip } = describeFault(first, language);
      const head = language === 'zh' ? `${code} ${`× ${count}`.padEnd(8)}` : ' '.repeat(17);
      console.log(`  ${head} ${message} ${tip}`);
    }
  }
}

function printPackage({ manifest, folder }: Baked, seconds: number): void {
  const { counts, sources } = manifest;
  const areas = `${counts.streets} / ${counts.communities} / ${counts.communityGrids}`;
  console.log(`${manifest.name} ${manifest.nameEn} (${seconds.toFixed(1)} s)  ${manifest.districtHash.slice(0, 12)}`);
  console.log(`  街道/社区/社区网格 streets/communities/community grids: ${areas}`);
  console.log(`  单元/拓展网格 unit/extension grids: ${counts.unitGrids} / ${counts.extensionGrids}`);
  console.log(`  建筑 buildings: ${counts.buildings}   居民 residents: ${counts.residents}`);
  console.log(`  视频点 video points: ${counts.videoPoints}   危险源 hazards: ${counts.hazards}`);
  for (const { key, role, crs, records, accepted } of sources) {
    console.log(`  ${key} (${role}, ${crs}): ${accepted} / ${records}`);
  }
  console.log(`  → ${folder}`);
}

async function main(argv: readonly string[]): Promise<number> {
  const options = readArguments(argv);
  if (!options) {
    console.log(helpText.replace('{recipes}', shippedRecipes().join(', ')));
    return exitCodes.good;
  }
  const progress = new ProgressLine();
  let seconds = 0;
  const baked = await bakeDistrict({
    ...options,
    onProgress: (now) => {
      seconds = now.seconds;
      const count = now.total > 1 ? `: ${now.done} / ${now.total}` : '';
      progress.show(now.step, `${now.stepZh} / ${now.step}${count} · ${now.seconds.toFixed(1)} s`);
    },
  });
  progress.end();
  printPackage(baked, seconds);
  if (baked.faults.counts().length === 0) return exitCodes.good;
  printFaultTable(baked);
  return exitCodes.faultsFound;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  console.log();
  for (const item of error instanceof RecipeRefused ? error.faults : [error.fault]) printFault(item);
  process.exitCode = exitCodes.unusable;
}
