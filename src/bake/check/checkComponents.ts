/** Do the file of city components, its rows in the index, their roll-ups and the manifest say the same? */
import { COMPONENTS_FILE, type Components, decodeComponents } from '../../model/contract/componentsFile.ts';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

type Areas = NonNullable<ReturnType<PackageOnDisk['areas']>>;

/** What is counted in each area by class: a grid's own, once in each area above it and in its community grid. */
function wantedCounts({ areaRow, classRow, count }: Components, { file }: Areas, classCount: number) {
  const byId = new Map(file.areas.map((area) => [area.id, area]));
  const wanted = new Map(file.areas.map(({ id }) => [id, new Array<number>(classCount).fill(0)]));
  for (let row = 0; row < count; row++) {
    let onDuty: string | null = null;
    for (let area = file.areas[areaRow[row]!]; area; area = byId.get(area.parentId ?? '')) {
      wanted.get(area.id)![classRow[row]!]!++;
      onDuty ??= area.communityGridId;
    }
    if (onDuty !== null) wanted.get(onDuty)![classRow[row]!]!++;
  }
  return wanted;
}

/** Each in a responsibility grid, and within its outline. */
function checkPlaces({ count, enuCm, areaRow }: Components, { file, outlinesCm }: Areas, faults: FaultLog): void {
  for (let row = 0; row < count; row++) {
    const grid = file.areas[areaRow[row]!];
    const [x, y] = [enuCm[row * 2]!, enuCm[row * 2 + 1]!];
    if (!grid || !isResponsibilityGrid(grid.level)) {
      faults.add(fault('BAKE-607', { gridId: grid?.id ?? String(areaRow[row]) }, COMPONENTS_FILE));
    } else if (sideOfMultiPolygon(outlinesCm.get(grid.id)!, x, y) === 'outside') {
      faults.add(fault('BAKE-620', { what: `components ${row}`, first: grid.id, second: `${x}, ${y} cm` }));
    }
  }
}

export function checkComponents(onDisk: PackageOnDisk, faults: FaultLog): void {
  const { components, counts } = onDisk.manifest;
  const classes = components?.classes ?? [];
  const bytes = components ? onDisk.bytesOf(COMPONENTS_FILE) : null;
  const file = bytes && decodeComponents(bytes, classes.length);
  if (components && !file) faults.add(fault('BAKE-613', { file: COMPONENTS_FILE, reason: 'BYCP' }, COMPONENTS_FILE));
  const expect = (what: string, manifest: number, found: number): void => {
    if (manifest !== found) faults.add(fault('BAKE-608', { what, manifest, found }, what));
  };
  const areas = onDisk.areas(faults);
  const wanted = file && areas ? wantedCounts(file, areas, classes.length) : null;
  if (file) {
    expect('components.bin components', counts.components ?? 0, file.count);
    classes.forEach(({ code, count }, own) => {
      expect(
        `components ${code}`,
        count,
        file.classRow.reduce((sum, row) => sum + (row === own ? 1 : 0), 0),
      );
    });
    if (areas) checkPlaces(file, areas, faults);
  }
  onDisk.withDatabase(INDEX_FILE, faults, (database) => {
    const rows = database.prepare('SELECT componentIndex AS row, componentId AS id FROM components ORDER BY 1').all();
    expect('index.sqlite components', counts.components ?? 0, rows.length);
    const disordered = rows.findIndex(
      ({ row, id }, at) => row !== at || (at > 0 && String(id) <= String(rows[at - 1]!.id)),
    );
    if (disordered >= 0) {
      const { row, id } = rows[disordered]!;
      faults.add(fault('BAKE-618', { table: 'components', id: String(id), row: Number(row) }, INDEX_FILE));
    }
    const told = new Map(
      database
        .prepare('SELECT areaId, countsByClass FROM componentCounts')
        .all()
        .map(({ areaId, countsByClass }) => [String(areaId), String(countsByClass)]),
    );
    for (const [area, right] of wanted ?? []) {
      const [found, wantedText] = [told.get(area) ?? '-', JSON.stringify(right)];
      if (found !== wantedText) {
        faults.add(fault('BAKE-606', { area, key: 'components', found, right: wantedText }, area));
      }
    }
  });
}
