/** `bake -- check`: the verdict over one package, part by part. */
import path from 'node:path';
import { type CheckPart, checkPackage, faultCountOf, type PackageCheck } from '../../../bake/check/checkPackage.ts';
import { answerFault } from '../../../model/faults/fault.ts';
import { printFaultTable } from '../../console.ts';
import { type CommandSpec, exitCodes, readCommandLine } from './command.ts';

const spec: CommandSpec = {
  name: 'check',
  flags: ['json'],
  positionals: { least: 1, most: 1, names: '<package>' },
  help: `
验一个城区包 / verify a district package

  npm run bake -- check <package> [--json]

  <package>   含 district.json 的文件夹 / the folder that holds district.json
  --json      给程序看的输出 / output for machines
  --help      这一页 / this page

退出码 / exit codes: 0 完整可信 / whole and true · 1 有故障，不要使用 / faults: do not use it · 2 不是城区包 / no package
`,
};

const partWords: Readonly<Record<CheckPart, string>> = {
  files: '文件齐全，没有多余，压缩副本一致 / files all there, none besides, twins equal',
  index: '索引完好，每一级汇总都对得上 / index sound, totals add up at every level',
  areas: '数目一致，责任网格无缝无叠 / counts agree, grids tile the land',
  tiles: '瓦片都能解开，每栋建筑都有形体 / tiles decode, every building has a shape',
  personal: '公开文件里没有个人信息 / no personal data in public files',
  hash: '内容与哈希一致 / content gives the hash',
};

const json = ({ folder, manifest, parts }: PackageCheck): unknown => ({
  schema: 'check/1',
  folder,
  districtHash: manifest.districtHash,
  parts: parts.map(({ part, faults }) => ({
    part,
    faults: faults.counts(),
    first: faults.kept().map(answerFault),
  })),
});

/** Throws FaultError BAKE-600 where the folder is no package. */
export async function check(argv: readonly string[]): Promise<number> {
  const line = readCommandLine(spec, argv);
  if (!line) return exitCodes.good;
  const checked = await checkPackage(path.resolve(line.positionals[0]!));
  const count = faultCountOf(checked);
  if (line.flag('json')) console.log(JSON.stringify(json(checked)));
  else {
    const { manifest, parts } = checked;
    console.log(`${manifest.name} ${manifest.nameEn}  ${manifest.districtHash.slice(0, 12)}`);
    for (const { part, faults } of parts) {
      console.log(`  ${faults.counts().length === 0 ? '✓' : '✗'} ${partWords[part]}`);
      printFaultTable(faults);
    }
    console.log(
      count === 0 ? '完整可信 / whole and true' : `不要使用：故障 ${count} 处 / do not use it: ${count} faults`,
    );
  }
  return count === 0 ? exitCodes.good : exitCodes.faultsFound;
}
