/** The district's heights from its owner's elevation files, where a recipe names some. */
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { fault } from '../../model/faults/fault.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import { type Bounds2, boundsOf, type MultiPolygon } from '../../model/geometry/polygon.ts';
import type { ElevationSampler } from '../sources/elevationGrid.ts';
import { readElevation } from '../sources/readElevation.ts';
import { heightFieldFromElevation } from './heightFieldFromElevation.ts';
import type { ModelInput } from './modelInput.ts';

/** Streets lie within half of it from where the lattice bends; finer is no better than the usual 12 to 30 m rasters. */
const STEP_METERS = 20;
/** Of the window that is read: the lattice's own margin and a little more. */
const MARGIN_METERS = 600;

export interface GivenHeights {
  readonly heightField: HeightField;
  /** Keys of the sources that it was made from. */
  readonly sourceKeys: readonly string[];
}

/**
 * Null where the recipe names no elevation, or none that covers the district (BAKE-248). Holes are filled and counted
 * (BAKE-249). A height datum that is not the district's was told by `checkHeightDatums` and is never converted.
 */
export async function givenHeightField(
  { sources, placed, faults }: ModelInput,
  landCm: MultiPolygon,
): Promise<GivenHeights | null> {
  const given = sources.of('elevation');
  if (given.length === 0) return null;
  const { minX, minY, maxX, maxY } = boundsOf(landCm.flat());
  const bounds: Bounds2 = { minX: minX / 100, minY: minY / 100, maxX: maxX / 100, maxY: maxY / 100 };
  const corners = [
    [bounds.minX - MARGIN_METERS, bounds.minY - MARGIN_METERS],
    [bounds.maxX + MARGIN_METERS, bounds.minY - MARGIN_METERS],
    [bounds.minX - MARGIN_METERS, bounds.maxY + MARGIN_METERS],
    [bounds.maxX + MARGIN_METERS, bounds.maxY + MARGIN_METERS],
  ] as const;
  const around = boundsOf([corners.map(([east, north]) => placed.frame.lonLatFromEnu([east, north, 0]).lonLatDeg)]);

  const usable: { source: RecipeSource; sampler: ElevationSampler }[] = [];
  for (const { source } of given) {
    const file = sources.fileOf(source);
    const { sampler, declaredCrs } = await readElevation(file, source, around, STEP_METERS);
    const covers = sampler && heightFieldFromElevation([sampler], placed.frame, bounds, STEP_METERS) !== null;
    if (covers) usable.push({ source, sampler });
    else faults.add(fault('BAKE-248', { source: source.key, file: source.path, declared: declaredCrs }, source.path));
  }
  const samplers = usable.map(({ sampler }) => sampler);
  const sampled = heightFieldFromElevation(samplers, placed.frame, bounds, STEP_METERS);
  if (!sampled) return null;
  const { field, pointCount, holeCount } = sampled;
  const sourceKeys = usable.map(({ source }) => source.key);
  if (holeCount > 0) {
    const percent = Number(((100 * holeCount) / pointCount).toFixed(1));
    faults.add(fault('BAKE-249', { source: sourceKeys.join(', '), percent, count: holeCount }));
  }
  return { heightField: field, sourceKeys };
}
