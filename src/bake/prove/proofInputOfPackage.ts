/** The areas and buildings of a baked package, with what its bake found in the owner's own outlines. */
import { footprintOf } from '../../model/contract/footprintsFile.ts';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { parseReport, REPORT_FILE, REPORT_SCHEMA, type Report } from '../../model/contract/reportFile.ts';
import { parseSliversFile, SLIVERS_FILE, SLIVERS_SCHEMA, type SliversFile } from '../../model/contract/sliversFile.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';
import { EnuFrame } from '../../model/frames/enu.ts';
import { PackageOnDisk } from '../check/packageOnDisk.ts';
import { filesHashOf } from '../steps/districtHash.ts';
import type { Proof } from './proof.ts';
import type { ProofInput } from './proofInput.ts';
import { pieceOfSliver } from './sliversOf.ts';

const SHORT = 12;

const recordedProof = ({ proof }: Report, { slivers }: SliversFile): Proof => ({
  ...proof,
  pieces: slivers.map(pieceOfSliver),
});

/**
 * Throws FaultError BAKE-600, BAKE-605 or BAKE-613 where the folder is no whole package, BAKE-621 where its files are
 * not those that were baked.
 */
export function proofInputOfPackage(folder: string): ProofInput {
  const faults = new FaultLog();
  const opened = new PackageOnDisk(folder);
  const { manifest } = opened;
  // Before anything is decoded: a damaged file may say anything of its own size.
  const found = filesHashOf(folder, manifest.publicFiles);
  if (found !== manifest.filesHash) {
    const hashes = { manifest: manifest.filesHash.slice(0, SHORT), found: found.slice(0, SHORT) };
    throw new FaultError(fault('BAKE-621', hashes, folder));
  }
  const read = opened.areas(faults);
  const footprints = opened.footprints(faults);
  const rows = opened.withDatabase(INDEX_FILE, faults, (database) =>
    database.prepare('SELECT buildingId, residents FROM buildings ORDER BY buildingIndex').all(),
  );
  const slivers = parseSliversFile(opened.jsonOf(SLIVERS_FILE));
  if (!slivers) faults.add(fault('BAKE-613', { file: SLIVERS_FILE, reason: SLIVERS_SCHEMA }, SLIVERS_FILE));
  const report = parseReport(opened.jsonOf(REPORT_FILE));
  if (!report) faults.add(fault('BAKE-613', { file: REPORT_FILE, reason: REPORT_SCHEMA }, REPORT_FILE));
  const broken = faults.kept()[0];
  if (!read || !footprints || !rows || !slivers || !report || broken)
    throw new FaultError(broken ?? fault('BAKE-600', { folder, reason: '-' }));
  const recorded = recordedProof(report, slivers);
  return {
    title: `${manifest.name} ${manifest.nameEn}`,
    areas: read.file.areas.map((area) => ({ ...area, polygonsCm: read.outlinesCm.get(area.id)! })),
    buildings: rows.slice(0, footprints.count).map(({ buildingId, residents }, row) => ({
      ...{ id: String(buildingId), residents: Number(residents) },
      footprintCm: footprintOf(footprints, row),
    })),
    standardRef: manifest.standardRef,
    ...{ snapMeters: recorded.snapMeters, gridAreaBand: report.proof.gridAreaBand },
    frame: new EnuFrame(manifest.enuOrigin),
    gridsAreGiven: !manifest.synthetic.grids,
    ...{ recorded, faults, elsewhere: new FaultLog() },
  };
}
