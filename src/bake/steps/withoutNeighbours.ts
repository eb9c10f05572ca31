/**
 * Buildings beside the district are read so that a file in another datum than it says can be told. Once that is done
 * nobody asks for them: they are dropped as what is farther off was, before every one of them is repaired and placed.
 */
import type { Recipe } from '../../model/contract/recipe.ts';
import { areaRoles } from '../../model/contract/recipeSources.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { Bounds2, MultiPolygon } from '../../model/geometry/polygon.ts';
import { boundsNear, FarRecords } from '../sources/nearDistrict.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import { repacked } from '../sources/packedRecords.ts';
import type { ReadSource } from '../sources/readSource.ts';
import type { Sources } from './readSources.ts';

/** Some 50 m: more than any outline moves when it is snapped, and than a sliver lies from its neighbour. */
const BESIDE_DEG = 0.0005;

/** Counts what it drops (BAKE-303). Throws FaultError BAKE-210 where nothing is left. */
function within(read: ReadSource, bounds: Bounds2, faults: FaultLog): ReadSource {
  const { source, records } = read;
  const far = new FarRecords(source, bounds);
  const near = repacked(records, Object.keys(source.fields), ({ label, values }, geometry) => {
    if (!far.isFar(geometry)) return true;
    faults.add(far.fault({ label, name: String(values.name ?? label), kind: geometry.kind }));
    return false;
  });
  refuseUnused(source, records.length, near.length, faults);
  return near.length === records.length ? read : { ...read, records: near };
}

/**
 * All sources, without the buildings that lie wholly outside the bounds of all boundaries. Where the buildings say
 * themselves how far the district goes, none of them does.
 * @param outlineLonLatDeg the district's outline where it stands beside the recipe, in no source.
 */
export function withoutNeighbours(
  { outline }: Pick<Recipe, 'outline'>,
  sources: Sources,
  outlineLonLatDeg: MultiPolygon | null,
  faults: FaultLog,
): Sources {
  if (outline && 'extentOf' in outline) return sources;
  const boundaries = sources.all.filter(({ source }) => areaRoles.includes(source.role));
  const bounds = boundsNear(
    boundaries.flatMap(({ records }) => records),
    outlineLonLatDeg,
    BESIDE_DEG,
  );
  if (!bounds) return sources;
  return sources.changed((read) => (read.source.role === 'buildings' ? within(read, bounds, faults) : read));
}
