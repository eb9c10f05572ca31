/** Do areas, footprints, index and manifest speak of the same district, and does the proof of coverage still hold? */
import type { AreaLevel } from '../../model/domain/areas.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { faultyOf, proveTiling } from '../prove/proveTiling.ts';
import type { IndexCounts } from './checkIndex.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

const levelOfCount = {
  streets: 'street',
  communities: 'community',
  communityGrids: 'communityGrid',
  unitGrids: 'unitGrid',
  extensionGrids: 'extensionGrid',
} as const satisfies Record<string, AreaLevel>;

export function checkAreas(onDisk: PackageOnDisk, index: IndexCounts | null, faults: FaultLog): void {
  const { counts } = onDisk.manifest;
  const expect = (what: string, manifest: number, found: number): void => {
    if (manifest !== found) faults.add(fault('BAKE-608', { what, manifest, found }, what));
  };
  if (index) {
    for (const key of ['buildings', 'videoPoints', 'hazards', 'residents'] as const) {
      expect(`index.sqlite ${key}`, counts[key], index[key]);
    }
  }
  const footprints = onDisk.footprints(faults);
  if (footprints) expect('footprints.bin buildings', counts.buildings, footprints.count);
  const areas = onDisk.areas(faults);
  if (!areas) return;
  const { file, outlinesCm } = areas;
  for (const [key, level] of Object.entries(levelOfCount)) {
    const found = file.areas.filter((area) => area.level === level).length;
    expect(`areas.json ${key}`, counts[key as keyof typeof levelOfCount], found);
  }
  if (index) {
    file.areas.forEach(({ id }, row) => {
      if (index.areaIds[row] !== id)
        faults.add(fault('BAKE-620', { what: `areas ${row}`, first: id, second: index.areaIds[row] ?? '-' }));
    });
    footprints?.areaRow.forEach((row, building) => {
      const [first, second] = [file.areas[row]?.id ?? '-', index.gridIdOfBuilding[building] ?? '-'];
      if (first !== second) faults.add(fault('BAKE-620', { what: `buildings ${building}`, first, second }));
    });
  }
  for (const level of proveTiling(file.areas.map((area) => ({ ...area, polygonsCm: outlinesCm.get(area.id)! })))) {
    const { gaps, overlaps, squareMeters } = faultyOf(level);
    if (gaps + overlaps === 0) continue;
    faults.add(fault('BAKE-609', { level: level.level, gaps, overlaps, areaError: squareMeters }));
  }
}
