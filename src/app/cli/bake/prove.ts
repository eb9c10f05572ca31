/** `bake -- prove`: does every place have one owner at each level? The verdict in words, the slivers as files. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DiskPlace, ensureFolder, onDisk } from '../../../bake/diskFaults.ts';
import { type Answer, answerOf } from '../../../bake/prove/answerOf.ts';
import { findingsOf, type Proof, type ProofPiece } from '../../../bake/prove/proof.ts';
import { canBeProved, type ProofInput } from '../../../bake/prove/proofInput.ts';
import { proofInputOfFiles } from '../../../bake/prove/proofInputOfFiles.ts';
import { proofInputOfPackage } from '../../../bake/prove/proofInputOfPackage.ts';
import { proofInputOfRecipe } from '../../../bake/prove/proofInputOfRecipe.ts';
import { proposalFile, proposeOwners } from '../../../bake/prove/proposal.ts';
import { geojsonOf, sliverProperties, sliversOf } from '../../../bake/prove/sliversOf.ts';
import type { SourceRole } from '../../../model/contract/recipeSources.ts';
import { type StandardRef, standardRefs } from '../../../model/domain/areas.ts';
import { FaultError, fault } from '../../../model/faults/fault.ts';
import { printFaultTable } from '../../console.ts';
import { namedDistrict } from '../../districtPackage.ts';
import { type CommandLine, type CommandSpec, exitCodes, readCommandLine } from './command.ts';
import { printProof } from './printProof.ts';

const roleOfOption: Readonly<Record<string, SourceRole>> = {
  district: 'districtBoundary',
  streets: 'streetBoundaries',
  communities: 'communityBoundaries',
  'community-grids': 'communityGridBoundaries',
  grids: 'gridBoundaries',
  buildings: 'buildings',
};
const fieldOfOption: Readonly<Record<string, string>> = {
  'code-field': 'code',
  'name-field': 'name',
  'kind-field': 'kind',
  'owner-field': 'ownerUnit',
};

/** Of files alone: a package and a recipe say all of it themselves. */
const fileOptions = [
  ...Object.keys(roleOfOption),
  ...Object.keys(fieldOfOption),
  'crs',
  'encoding',
  'layer',
  'standard',
];

const spec: CommandSpec = {
  name: 'prove',
  texts: [
    ...Object.keys(roleOfOption),
    ...Object.keys(fieldOfOption),
    ...['data', 'out', 'crs', 'encoding', 'layer', 'standard', 'snap'],
  ],
  flags: ['json'],
  positionals: { least: 0, most: 1, names: '<package | recipe>' },
  help: `
责任网格有没有缝隙和重叠 / do the areas have gaps or overlaps?

  npm run bake -- prove <package | recipe> [--data <folder>] [--out <folder>] [--json]
  npm run bake -- prove --district <file> --streets <file> --grids <file> --crs EPSG:4490 [--out <folder>]

  --data <folder>          配方的源文件 / the recipe's source files
  --out <folder>           写出 slivers.json、slivers.geojson（QGIS 可直接打开）、proposal.json、proposal.geojson
                           writes them there; the .geojson files open in QGIS. A proposal is never applied.
  --district --streets --communities --community-grids --grids --buildings <file>
                           各级的文件，任何能读的格式 / files of each level, in any format that can be read
  --crs <system>           这些文件的坐标系 / their coordinate system: EPSG:4490, EPSG:4549, +proj=…
  --code-field --name-field --kind-field --owner-field <column>
                           列名不常见时写明 / where a column has no usual name
  --encoding --layer       同 inspect / as for inspect
  --standard <name>        GB/T 47678 (15 位 / places) · GB/T 30428 (14) · none
  --snap <metres>          相距更近的线视为同一条 / lines nearer than this are one; 0.05
  --json                   给程序看的输出 / output for machines
  --help                   这一页 / this page

退出码 / exit codes: 0 已证明 / proved · 1 有发现 / findings · 2 输入不能用 / unusable input
`,
};

function standardOf(line: CommandLine): StandardRef {
  const value = line.text('standard') ?? 'GB/T 47678';
  if ((standardRefs as readonly string[]).includes(value)) return value as StandardRef;
  throw new FaultError(fault('APP-006', { option: 'standard', value, expected: standardRefs.join(' | ') }));
}

function snapOf(line: CommandLine): number | null {
  const value = line.text('snap');
  if (value === null) return null;
  const meters = Number(value);
  if (meters >= 0 && meters <= 2) return meters;
  throw new FaultError(fault('APP-006', { option: 'snap', value, expected: '0 … 2' }));
}

async function inputOf(line: CommandLine): Promise<ProofInput> {
  const files = Object.entries(roleOfOption).flatMap(([option, role]) =>
    line.texts(option).map((file) => ({ role, file })),
  );
  const [named] = line.positionals;
  const beside = fileOptions.find((option) => line.text(option) !== null);
  if (named !== undefined && beside !== undefined) {
    const expected = '<package | recipe> | --grids <file> …';
    throw new FaultError(fault('APP-006', { option: beside, value: line.text(beside)!, expected }));
  }
  if (files.length > 0) {
    for (const { file } of files)
      if (!existsSync(file)) throw new FaultError(fault('BAKE-201', { source: '-', file }, file));
    const fields = Object.entries(fieldOfOption).flatMap(([option, field]) => {
      const column = line.text(option);
      return column === null ? [] : [[field, column] as const];
    });
    return proofInputOfFiles({
      files,
      crs: line.text('crs'),
      fields: Object.fromEntries(fields),
      encoding: line.text('encoding') ?? undefined,
      layer: line.text('layer') ?? undefined,
      standardRef: standardOf(line),
    });
  }
  if (named === undefined) throw new FaultError(fault('BAKE-509', { reason: '-' }));
  const district = namedDistrict(named);
  if (district.kind === 'package') return proofInputOfPackage(district.folder);
  const data = line.text('data');
  return proofInputOfRecipe(district.file, data === null ? null : path.resolve(data));
}

function writeFiles(place: DiskPlace, input: ProofInput, pieces: readonly ProofPiece[]): void {
  const { folder } = place;
  const write = (name: string, value: unknown): void =>
    onDisk(place, () => writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 1)}\n`));
  const proposed = proposeOwners(pieces, input.areas);
  const takerOf = new Map(
    proposed.map(({ piece, takerId, sharedMeters }) => [piece, { takerId, takerSharedMeters: sharedMeters }]),
  );
  write('slivers.json', sliversOf(pieces));
  write('slivers.geojson', geojsonOf(input.frame, pieces, sliverProperties));
  write('proposal.json', proposalFile(proposed));
  write(
    'proposal.geojson',
    geojsonOf(input.frame, pieces, (piece) => ({ ...sliverProperties(piece), ...takerOf.get(piece) })),
  );
  console.error(`→ ${folder}`);
}

function printJson(input: ProofInput, { proof, generatedSplits }: Answer): void {
  const written = (of: Proof): unknown => ({ ...of, pieces: sliversOf(of.pieces).slivers });
  const { title, recorded, faults, elsewhere } = input;
  const own = written(proof) as Record<string, unknown>;
  console.log(
    JSON.stringify({
      ...{ schema: 'proof/2', title, ...own, generatedSplits },
      recorded: recorded && written(recorded),
      ...{ faults: faults.counts(), elsewhere: elsewhere.counts() },
    }),
  );
}

/** Throws FaultError for what cannot be proved at all: APP-007 where --out cannot be written, BAKE-1xx, BAKE-2xx, BAKE-509, BAKE-6xx. */
export async function prove(argv: readonly string[]): Promise<number> {
  const line = readCommandLine(spec, argv);
  if (!line) return exitCodes.good;
  const out = line.text('out');
  const place: DiskPlace | null = out === null ? null : { folder: path.resolve(out), option: 'out' };
  // Before work that would be lost.
  if (place) ensureFolder(place);
  const input = await inputOf(line);
  if (!canBeProved(input)) {
    // What became of the records is the reason why nothing is left.
    if (!line.flag('json')) printFaultTable(input.faults);
    throw new FaultError(fault('BAKE-509', { reason: input.title }));
  }
  const answer = answerOf(input, snapOf(line) ?? input.snapMeters);
  if (line.flag('json')) printJson(input, answer);
  else printProof(input, answer);
  if (place) {
    // A package tiles what it has; what its owner's outlines left open its bake wrote down.
    writeFiles(place, input, [...(input.recorded?.pieces ?? []), ...answer.proof.pieces]);
  }
  const found = findingsOf(answer.proof) + (input.recorded ? findingsOf(input.recorded) : 0);
  return found === 0 && input.faults.counts().length === 0 ? exitCodes.good : exitCodes.faultsFound;
}
