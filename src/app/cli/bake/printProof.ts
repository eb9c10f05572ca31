/** A proof in words, both languages: what each level holds, the largest pieces, the lists of everything else. */
import type { Answer } from '../../../bake/prove/answerOf.ts';
import { findingsOf, type LevelProof, type Proof, type ProofPiece } from '../../../bake/prove/proof.ts';
import type { ProofInput } from '../../../bake/prove/proofInput.ts';
import type { AreaLevel } from '../../../model/domain/areas.ts';
import type { FaultLog } from '../../../model/faults/faultLog.ts';
import { printFaultTable } from '../../console.ts';

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

function printTolerance({ snapMeters, snapped }: Proof): void {
  const largest = `${snapped.largestMoveCm.toFixed(1)} cm`;
  console.log(
    `  容差 ${snapMeters} m：合并顶点 ${snapped.movedVertices}，弯折 ${snapped.bentEdges}，最大移动 ${largest}，窄于容差的 ${snapped.thinPieces} 处`,
  );
  console.log(
    `  tolerance ${snapMeters} m: ${snapped.movedVertices} vertices joined, ${snapped.bentEdges} edges bent, ${largest} at most; ${snapped.thinPieces} pieces thinner than it`,
  );
}

function printBlock(proof: Proof): void {
  for (const level of proof.levels) printLevel(level);
  printTolerance(proof);
  printPieces(proof.pieces);
  printLists(proof);
}

export function printProof(input: ProofInput, { proof, generatedSplits }: Answer): void {
  const { recorded, faults, elsewhere } = input;
  console.log(`${input.title}`);
  printBlock(proof);
  if (generatedSplits > 0) {
    console.log(`\n注意：网格是生成的，有 ${generatedSplits} 栋建筑跨网格，不算发现`);
    console.log(`note: the grids are generated; ${generatedSplits} buildings lie across them, which is no finding`);
  }
  const isRecorded = recorded !== null && (recorded.levels.length > 0 || findingsOf(recorded) > 0);
  if (isRecorded) {
    console.log('\n业主给的轮廓，烘焙时所见 / the owner’s outlines, as they were when they were baked');
    printBlock(recorded);
  }
  const countOf = (log: FaultLog): number => log.counts().reduce((sum, { count }) => sum + count, 0);
  const [misread, far] = [countOf(faults), countOf(elsewhere)];
  if (far > 0) {
    console.log(`\n注意：源文件里有 ${far} 条记录远在城区之外，与证明无关`);
    console.log(`note: ${far} records of the sources lie far from the district; they are no part of the proof`);
  }
  if (misread > 0) {
    console.log('\n读文件时 / while reading');
    printFaultTable(faults);
  }
  const found = findingsOf(proof) + (recorded ? findingsOf(recorded) : 0);
  if (found > 0) console.log(`\n发现 ${found} 处 / ${found} findings`);
  else if (misread > 0) {
    console.log(`\n读到的区域无缝无叠，但读文件时有 ${misread} 处故障：不算已证明`);
    console.log(`what was read has neither gap nor overlap, but reading had ${misread} faults: not proved`);
  } else console.log('\n已证明：处处有主，无缝无叠 / proved: every place has one owner');
}
