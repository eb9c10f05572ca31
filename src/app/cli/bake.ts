/** `npm run bake`: the table of its subcommands. A recipe in the place of a subcommand is baked. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { printFault } from '../console.ts';
import { isRecipeName } from '../districtPackage.ts';
import { exitCodes } from './bake/command.ts';

/** Ends with the exit code. Throws FaultError for what cannot be used at all. */
type Subcommand = (argv: readonly string[]) => Promise<number>;

/** Loaded one by one: who only inspects a file need not load the tile writers. */
const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
  run: async () => (await import('./bake/run.ts')).run,
  inspect: async () => (await import('./bake/inspect.ts')).inspect,
  check: async () => (await import('./bake/check.ts')).check,
  compare: async () => (await import('./bake/compare.ts')).compare,
  prove: async () => (await import('./bake/prove.ts')).prove,
};

const helpText = `
从业主的文件到一个能自证的城区包 / from an owner's files to a package that proves itself

  npm run bake -- run <recipe> --out <folder>   烘焙一个城区 / bake a district
  npm run bake -- inspect <file>                文件里有什么：字段、坐标系、编码；写出配方草稿
                                                what is in a file: fields, system, encoding; writes a starter recipe
  npm run bake -- check <package>               验一个城区包是否完整可信 / is a package whole and true?
  npm run bake -- compare <A> <B>               两个城区包差在哪里 / what tells two packages apart
  npm run bake -- prove <package | files>       责任网格有没有缝隙和重叠 / do the grids have gaps or overlaps?

每个子命令都有 --help / each has its own --help
退出码 / exit codes: 0 好 / good · 1 有故障、发现或差异 / faults, findings or differences · 2 输入不能用 / unusable input
                      70 我们自己的错 / a bug of ours
`;

async function main([first, ...rest]: readonly string[]): Promise<number> {
  if (first === undefined || first === '--help' || first === '-h') {
    console.log(helpText);
    return first === undefined ? exitCodes.unusable : exitCodes.good;
  }
  const load = subcommands[first];
  if (load) return (await load())(rest);
  // `bake -- <recipe>` is how it was called before there were subcommands, and still the shortest way.
  if (first.startsWith('-') || isRecipeName(first)) return (await subcommands.run!())([first, ...rest]);
  const names = Object.keys(subcommands);
  throw new FaultError(
    fault('APP-012', { command: first, nearest: nearestName(first, names), known: names.join(', ') }),
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof FaultError) {
    for (const item of error.faults) printFault(item);
    process.exitCode = exitCodes.unusable;
  } else {
    console.error(error);
    process.exitCode = exitCodes.bug;
  }
}
