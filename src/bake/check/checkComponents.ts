/** Do the file of city components, its rows in the index, their roll-ups and the manifest say the same? */
import { COMPONENTS_FILE, decodeComponents } from '../../model/contract/componentsFile.ts';
import { INDEX_FILE } from '../../model/contract/packageFiles.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

interface ComponentRow {
  readonly componentIndex: number;
  readonly componentId: string;
  readonly classCode: string;
  readonly eastCm: number;
  readonly northCm: number;
  readonly gridId: string;
}

/** What is counted where, by `<area> <class>`; a grid's own, once in each area above it and in its community grid. */
function wantedCounts(
  rows: readonly ComponentRow[],
  areas: ReadonlyMap<string, { readonly parentId: string | null; readonly communityGridId: string | null }>,
): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { gridId, classCode } of rows) {
    let onDuty: string | null = null;
    for (let id: string | null = gridId; id !== null; id = areas.get(id)?.parentId ?? null) {
      wanted.set(`${id} ${classCode}`, (wanted.get(`${id} ${classCode}`) ?? 0) + 1);
      onDuty ??= areas.get(id)?.communityGridId ?? null;
    }
    if (onDuty !== null) wanted.set(`${onDuty} ${classCode}`, (wanted.get(`${onDuty} ${classCode}`) ?? 0) + 1);
  }
  return wanted;
}

export function checkComponents(onDisk: PackageOnDisk, faults: FaultLog): void {
  const { components, counts } = onDisk.manifest;
  const classes = components?.classes ?? [];
  const bytes = components ? onDisk.bytesOf(COMPONENTS_FILE) : null;
  const file = bytes && decodeComponents(bytes, classes.length);
  if (components && !file) faults.add(fault('BAKE-613', { file: COMPONENTS_FILE, reason: 'BYCP' }, COMPONENTS_FILE));
  const areas = onDisk.areas(faults)?.file.areas ?? [];
  onDisk.withDatabase(INDEX_FILE, faults, (database) => {
    const rows = database
      .prepare('SELECT * FROM components ORDER BY componentIndex')
      .all() as unknown as ComponentRow[];
    const expect = (what: string, manifest: number, found: number): void => {
      if (manifest !== found) faults.add(fault('BAKE-608', { what, manifest, found }, what));
    };
    expect('index.sqlite components', counts.components ?? 0, rows.length);
    if (file) expect('components.bin components', counts.components ?? 0, file.count);
    const byClass = new Map<string, number>();
    rows.forEach((row, index) => {
      byClass.set(row.classCode, (byClass.get(row.classCode) ?? 0) + 1);
      if (row.componentIndex !== index || (index > 0 && row.componentId <= rows[index - 1]!.componentId)) {
        faults.add(
          fault('BAKE-618', { table: 'components', id: row.componentId, row: row.componentIndex }, INDEX_FILE),
        );
      }
      if (!file || index >= file.count) return;
      const { enuCm, areaRow, classRow } = file;
      const first = [
        enuCm[index * 2],
        enuCm[index * 2 + 1],
        areas[areaRow[index]!]?.id,
        classes[classRow[index]!]?.code,
      ];
      const second = [row.eastCm, row.northCm, row.gridId, row.classCode];
      if (first.join() !== second.join()) {
        const values = { what: `components ${index}`, first: first.join(' '), second: second.join(' ') };
        faults.add(fault('BAKE-620', values));
      }
    });
    for (const { code, count } of classes) expect(`components ${code}`, count, byClass.get(code) ?? 0);
    const grids = new Set(areas.filter(({ level }) => isResponsibilityGrid(level)).map(({ id }) => id));
    const homeless = rows.find(({ gridId }) => !grids.has(gridId));
    if (homeless) faults.add(fault('BAKE-607', { gridId: homeless.gridId }, homeless.gridId));
    const wanted = wantedCounts(rows, new Map(areas.map((area) => [area.id, area])));
    const totals = database.prepare('SELECT * FROM componentCounts').all() as unknown as {
      readonly areaId: string;
      readonly classCode: string;
      readonly components: number;
    }[];
    for (const { areaId, classCode, components: found } of totals) {
      const right = wanted.get(`${areaId} ${classCode}`) ?? 0;
      wanted.delete(`${areaId} ${classCode}`);
      if (found !== right) faults.add(fault('BAKE-606', { area: areaId, key: classCode, found, right }, areaId));
    }
    for (const [key, right] of wanted) {
      const [area, classCode] = key.split(' ') as [string, string];
      faults.add(fault('BAKE-606', { area, key: classCode, found: 0, right }, area));
    }
  });
}
