/** What of the ground needs neither blocks nor roads: another thread makes it while this one plans those. */
import type { HeightField } from '../../model/geometry/heightField.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { BeyondSheet } from '../districtModel.ts';
import { beyondOf, type LandscapeSpec, quaysOf, riverbedsOf, waterOf } from '../synthetic/generate.ts';

export interface LandSpec extends LandscapeSpec {
  readonly seaCm: MultiPolygon;
  /** An owner's, beside what the landscape has. */
  readonly givenWaterCm: MultiPolygon;
  readonly heightField: HeightField;
}

export interface MadeLand {
  /** The landscape's, its riverbeds last; then the owner's. */
  readonly waterCm: MultiPolygon;
  /** Rows of `waterCm` that lie in beds of their own. */
  readonly riverbeds: readonly number[];
  readonly quaysCm: MultiPolygon;
  readonly beyond: readonly BeyondSheet[];
}

/** Plain data in, plain data out. */
export function makeLand(spec: LandSpec): MadeLand {
  const riverbedsCm = riverbedsOf(spec);
  const ownWaterCm = waterOf(spec, riverbedsCm);
  const waterCm = [...ownWaterCm, ...spec.givenWaterCm];
  return {
    waterCm,
    riverbeds: riverbedsCm.map((_, bed) => ownWaterCm.length - riverbedsCm.length + bed),
    quaysCm: quaysOf(spec),
    beyond: beyondOf({ ...spec, waterCm }),
  };
}
