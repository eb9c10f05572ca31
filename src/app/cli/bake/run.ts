/** `bake -- run`: one recipe → one package, with every fault counted and shown. */
import path from 'node:path';
import { type Baked, bakeDistrict } from '../../../bake/bake.ts';
import type { FaultLog } from '../../../model/faults/faultLog.ts';
import { bakeProgressText, ProgressLine, printFaultTable } from '../../console.ts';
import { BAKE_CACHE, namedDistrict, shippedRecipes } from '../../districtPackage.ts';
import { projectFolder } from '../../runtime.mjs';
import { type CommandSpec, exitCodes, readCommandLine, wrongWords } from './command.ts';

const spec: CommandSpec = {
  name: 'run',
  texts: ['data', 'out', 'state'],
  flags: ['no-cache'],
  positionals: { least: 1, most: 1, names: '<recipe>' },
  help: `
烘焙一个城区 / bake one district

  npm run bake -- run <recipe> --out <folder> [--data <folder>]

  <recipe>          配方文件，或自带配方名 / recipe file, or name of a shipped one: ${shippedRecipes().join(', ')}
  --data <folder>   配方里源文件所在的文件夹 / folder of the recipe's source files
  --out <folder>    城区包写到哪里；原有的包在新包写完后才被替换
                    where the package goes; one that is there is replaced when the new one is whole
  --state <folder>  缓存放哪里（默认 .beiyang） / where kept results go (default .beiyang)
  --no-cache        每一步都重新计算 / run every stage, whatever has been kept
  --help            这一页 / this page

Ctrl-C 随时可停：原有的包不受影响 / Ctrl-C stops it at any time: the package that was there stays
退出码 / exit codes: 0 没有故障 / no fault · 1 有故障，城区包可用 / faults found, the package is usable · 2 不能烘焙 / unusable input
`,
};

function printPackage({ manifest, folder, stages }: Baked, seconds: number): void {
  const { counts, sources } = manifest;
  const areas = `${counts.streets} / ${counts.communities} / ${counts.communityGrids}`;
  console.log(`${manifest.name} ${manifest.nameEn} (${seconds.toFixed(1)} s)  ${manifest.districtHash.slice(0, 12)}`);
  console.log(`  街道/社区/社区网格 streets/communities/community grids: ${areas}`);
  console.log(`  单元/拓展网格 unit/extension grids: ${counts.unitGrids} / ${counts.extensionGrids}`);
  console.log(`  建筑 buildings: ${counts.buildings}   居民 residents: ${counts.residents}`);
  console.log(`  视频点 video points: ${counts.videoPoints}   危险源 hazards: ${counts.hazards}`);
  if (counts.components) console.log(`  城市部件 city components: ${counts.components}`);
  for (const { key, role, crs, records, accepted } of sources) {
    console.log(`  ${key} (${role}, ${crs}): ${accepted} / ${records}`);
  }
  const kept = stages.filter(({ from }) => from === 'cache').map(({ stage }) => stage);
  if (kept.length > 0) console.log(`  没有变、未重算 / unchanged, not run again: ${kept.join(', ')}`);
  console.log(`  → ${folder}`);
}

const countOf = (faults: FaultLog): number => faults.counts().reduce((sum, { count }) => sum + count, 0);

/** Throws FaultError for what cannot be baked. */
export async function run(argv: readonly string[]): Promise<number> {
  const line = readCommandLine(spec, argv);
  if (!line) return exitCodes.good;
  const named = line.positionals[0]!;
  const district = namedDistrict(named);
  if (district.kind !== 'recipe') throw wrongWords(spec, [named]);
  const data = line.text('data');
  const state = path.resolve(line.text('state') ?? path.join(projectFolder, '.beiyang'));
  const progress = new ProgressLine();
  let seconds = 0;
  const baked = await bakeDistrict({
    recipePath: district.file,
    dataFolder: data === null ? null : path.resolve(data),
    outFolder: path.resolve(line.needed('out', '<folder>')),
    cacheFolder: line.flag('no-cache') ? null : path.join(state, BAKE_CACHE),
    onProgress: (now) => {
      seconds = now.seconds;
      progress.show(now.step, bakeProgressText(now));
    },
  });
  progress.end();
  printPackage(baked, seconds);
  printFaultTable(baked.cacheNotes);
  printFaultTable(baked.notes);
  if (countOf(baked.faults) === 0) return exitCodes.good;
  console.log(`\n故障 / faults: ${countOf(baked.faults)}`);
  printFaultTable(baked.faults);
  return exitCodes.faultsFound;
}
