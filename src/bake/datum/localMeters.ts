/** A small plane around a place, in metres: a datum's offset is looked for over kilometres, so the Earth may be flat. */
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';

const METERS_PER_DEGREE_LAT = 110_961;
const METERS_PER_DEGREE_AT_EQUATOR = 111_320;

/** Good to a hundredth of a length between 60° south and north. */
export class LocalMeters {
  readonly #origin: LonLatDeg;
  readonly #perLon: number;

  constructor(originLonLatDeg: LonLatDeg) {
    this.#origin = originLonLatDeg;
    this.#perLon = METERS_PER_DEGREE_AT_EQUATOR * Math.cos((originLonLatDeg[1] * Math.PI) / 180);
  }

  metersFromLonLat([lon, lat]: LonLatDeg): Point2 {
    return [(lon - this.#origin[0]) * this.#perLon, (lat - this.#origin[1]) * METERS_PER_DEGREE_LAT];
  }
}
