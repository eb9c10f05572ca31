/** `bake -- prove`: does every place have one owner at each level? The verdict in words, the slivers as files. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LevelProof, Proof, ProofPiece } from '../../../bake/prove/proof.ts';
import { findingsOf } from '../../../bake/prove/proof.ts';
import {
  type ProofInput,
  proofInputOfFiles,
  proofInputOfPackage,
  proofInputOfRecipe,
} from '../../../bake/prove/proofInput.ts';
import { proposalFile, proposeOwners } from '../../../bake/prove/proposal.ts';
import { proveDistrict } from '../../../bake/prove/proveDistrict.ts';
import { geojsonOf, pieceOfSliver, sliverProperties, sliversOf } from '../../../bake/prove/sliversOf.ts';
import type { SourceRole } from '../../../model/contract/recipeSources.ts';
import { type AreaLevel, type StandardRef, standardRefs } from '../../../model/domain/areas.ts';
import { FaultError, fault } from '../../../model/faults/fault.ts';
import { printFaultTable } from '../../console.ts';
import { findDistrict } from '../../districtPackage.ts';
import { type CommandLine, type CommandSpec, exitCodes, readCommandLine } from './command.ts';

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

const levelWords: Readonly<Record<AreaLevel, string>> = {
  district: '城区 district',
  street: '街道 streets in the district',
  community: '社区 communities in streets',
  communityGrid: '社区网格 community grids',
  unitGrid: '责任网格 unit + extension grids',
  extensionGrid: '拓展网格 extension grids',
};
const kindWords: Readonly<Record<ProofPiece['kind'], string>> = {
  gap: '缝隙 gap',
  overlap: '重叠 overlap',
  crossing: '越界 crossing',
};
const WORST = 10;

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
  if (files.length > 0 && named === undefined) {
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
  const district = findDistrict(named);
  if (district.kind === 'package') return proofInputOfPackage(district.folder);
  const data = line.text('data');
  return proofInputOfRecipe(district.file, data === null ? null : path.resolve(data));
}

const squareMeters = (value: number): string => `${value < 10 ? value.toFixed(4) : value.toFixed(1)} m²`;

function printLevel(level: LevelProof): void {
  const found = level.gaps + level.overlaps + level.crossings;
  const counts = `${level.parts} / ${level.parents}`;
  console.log(
    `  ${found === 0 ? '✓' : '✗'} ${levelWords[level.level]}: ${counts}, ${(level.partsSquareMeters / 1e6).toFixed(4)} km²`,
  );
  const tell = (kind: ProofPiece['kind'], count: number, area: number): void => {
    if (count > 0) console.log(`      ${kindWords[kind]}: ${count}, ${squareMeters(area)}`);
  };
  tell('gap', level.gaps, level.gapSquareMeters);
  tell('overlap', level.overlaps, level.overlapSquareMeters);
  tell('crossing', level.crossings, level.crossingSquareMeters);
}

function printPieces(pieces: readonly ProofPiece[]): void {
  if (pieces.length === 0) return;
  const largest = [...pieces].sort((a, b) => b.squareMeters - a.squareMeters).slice(0, WORST);
  console.log(`\n最大的 ${largest.length} 处 / the largest ${largest.length} of ${pieces.length}`);
  for (const piece of largest) {
    const where = [piece.parentId, piece.hostId ? `→ ${piece.hostId}` : ''].filter(Boolean).join(' ');
    console.log(`  ${kindWords[piece.kind]} ${squareMeters(piece.squareMeters)}  ${piece.level} ${where}`);
    console.log(`      建筑 buildings ${piece.buildings} · 居民 residents ${piece.residents}`);
    const shown = piece.neighbours
      .slice(0, 4)
      .map(({ areaId, sharedMeters }) => `${areaId} (${sharedMeters.toFixed(1)} m)`);
    if (piece.kind !== 'gap') console.log(`      涉及 of ${piece.areaIds.join(', ')}`);
    if (shown.length > 0)
      console.log(`      相邻 next to ${shown.join(', ')}${piece.neighbours.length > 4 ? ' …' : ''}`);
  }
}

function printLists(proof: Proof): void {
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    console.log(`\n${title}: ${lines.length}`);
    for (const line of lines.slice(0, WORST)) console.log(`  ${line}`);
    if (lines.length > WORST) console.log('  …');
  };
  list(
    '跨网格的建筑 / buildings across grids',
    proof.splitBuildings.map(({ buildingId, shares }) => {
      const parts = shares.map(({ areaId, share }) => `${areaId ?? '∅'} ${(share * 100).toFixed(1)} %`);
      return `${buildingId}: ${parts.join(', ')}`;
    }),
  );
  const problemWords = {
    malformed: '写法不对 malformed',
    duplicate: '重复 duplicate',
    wrongPrefix: '上级不符 wrong prefix',
  };
  list(
    '代码 / codes',
    proof.codes.map(
      ({ problem, areaId, level, expected }) => `${problemWords[problem]}: ${areaId} (${level}; ${expected})`,
    ),
  );
  list(
    '面积不在范围内 / area out of the band',
    proof.outOfBand.map(({ areaId, squareMeters: area }) => `${areaId}: ${squareMeters(area)}`),
  );
  list('没有责任单位的拓展网格 / extension grids without an owner', proof.ownerless);
  list(
    '合并后消失的轮廓 / outlines that vanish when lines are joined',
    proof.snapped.collapsed.map(({ areaId, squareCm }) => `${areaId}: ${squareMeters(squareCm / 1e4)}`),
  );
  list(
    '注意：多块或有洞的网格 / note: grids in parts or with holes',
    proof.notes.parts.map(({ areaId, parts, holes }) => `${areaId}: ${parts}, ○ ${holes}`),
  );
}

function printProof(input: ProofInput, proof: Proof): void {
  const { snapped, levels, pieces } = proof;
  console.log(`${input.title}`);
  for (const level of levels) printLevel(level);
  const largest = `${snapped.largestMoveCm.toFixed(1)} cm`;
  console.log(
    `  容差 ${proof.snapMeters} m：合并顶点 ${snapped.movedVertices}，弯折 ${snapped.bentEdges}，最大移动 ${largest}，窄于容差的 ${snapped.thinPieces} 处`,
  );
  console.log(
    `  tolerance ${proof.snapMeters} m: ${snapped.movedVertices} vertices joined, ${snapped.bentEdges} edges bent, ${largest} at most; ${snapped.thinPieces} pieces thinner than it`,
  );
  if (input.recorded.length > 0) {
    const count = input.recorded.length;
    console.log(`  ✗ 业主给的轮廓里，烘焙时发现 ${count} 处 / in the owner’s outlines, when they were baked: ${count}`);
  }
  printPieces(pieces);
  printLists(proof);
  if (input.faults.counts().length > 0) {
    console.log('\n读文件时 / while reading');
    printFaultTable(input.faults);
  }
  const found = findingsOf(proof);
  console.log(
    found === 0
      ? '\n已证明：处处有主，无缝无叠 / proved: every place has one owner'
      : `\n发现 ${found} 处 / ${found} findings`,
  );
}

function writeFiles(folder: string, input: ProofInput, proof: Proof): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: unknown): void =>
    writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
  const proposed = proposeOwners(proof.pieces, input.areas);
  const takerOf = new Map(
    proposed.map(({ piece, takerId, sharedMeters }) => [piece, { takerId, takerSharedMeters: sharedMeters }]),
  );
  write('slivers.json', sliversOf(proof.pieces));
  write('slivers.geojson', geojsonOf(input.frame, proof.pieces, sliverProperties));
  write('proposal.json', proposalFile(proposed));
  write(
    'proposal.geojson',
    geojsonOf(input.frame, proof.pieces, (piece) => ({ ...sliverProperties(piece), ...takerOf.get(piece) })),
  );
  console.error(`→ ${folder}`);
}

/** Throws FaultError for what cannot be proved at all: BAKE-1xx, BAKE-2xx, BAKE-509, BAKE-6xx. */
export async function prove(argv: readonly string[]): Promise<number> {
  const line = readCommandLine(spec, argv);
  if (!line) return exitCodes.good;
  const input = await inputOf(line);
  const { areas, buildings, gridAreaBand, standardRef } = input;
  const snapMeters = snapOf(line) ?? input.snapMeters;
  const proved = proveDistrict(areas, buildings, { snapMeters, gridAreaBand, standardRef });
  // A package tiles what it has; what its owner's outlines left open its bake wrote down.
  const proof = { ...proved, pieces: [...input.recorded.map(pieceOfSliver), ...proved.pieces] };
  if (line.flag('json')) {
    const pieces = sliversOf(proof.pieces).slivers;
    console.log(
      JSON.stringify({ schema: 'proof/1', title: input.title, ...proof, pieces, faults: input.faults.counts() }),
    );
  } else printProof(input, proof);
  const out = line.text('out');
  if (out !== null) writeFiles(path.resolve(out), input, proof);
  return findingsOf(proof) === 0 ? exitCodes.good : exitCodes.faultsFound;
}
