/**
 * The district's east-north-up frame: a fixed tangent plane at one origin, in metres. Going through ECEF keeps the
 * Earth's curvature (0.7 m at 3 km); a plane projection would not.
 */
import { ecefFromLonLat, type LonLatDeg, lonLatFromEcef, type Vec3 } from './ecef.ts';

const RAD_PER_DEG = Math.PI / 180;

export interface EnuOrigin {
  readonly lonLatDeg: LonLatDeg;
  readonly heightEllipsoidMeters: number;
}

export class EnuFrame {
  readonly origin: EnuOrigin;
  readonly originEcefMeters: Vec3;
  /** Unit axes in ECEF. */
  readonly eastEcef: Vec3;
  readonly northEcef: Vec3;
  readonly upEcef: Vec3;

  constructor(origin: EnuOrigin) {
    this.origin = origin;
    this.originEcefMeters = ecefFromLonLat(origin.lonLatDeg, origin.heightEllipsoidMeters);
    const lonRad = origin.lonLatDeg[0] * RAD_PER_DEG;
    const latRad = origin.lonLatDeg[1] * RAD_PER_DEG;
    const [sinLon, cosLon, sinLat, cosLat] = [Math.sin(lonRad), Math.cos(lonRad), Math.sin(latRad), Math.cos(latRad)];
    this.eastEcef = [-sinLon, cosLon, 0];
    this.northEcef = [-sinLat * cosLon, -sinLat * sinLon, cosLat];
    this.upEcef = [cosLat * cosLon, cosLat * sinLon, sinLat];
  }

  enuFromEcef(ecefMeters: Vec3): Vec3 {
    const dx = ecefMeters[0] - this.originEcefMeters[0];
    const dy = ecefMeters[1] - this.originEcefMeters[1];
    const dz = ecefMeters[2] - this.originEcefMeters[2];
    const along = (axis: Vec3): number => axis[0] * dx + axis[1] * dy + axis[2] * dz;
    return [along(this.eastEcef), along(this.northEcef), along(this.upEcef)];
  }

  ecefFromEnu(enuMeters: Vec3): Vec3 {
    const turned = this.ecefDirectionFromEnu(enuMeters);
    const o = this.originEcefMeters;
    return [o[0] + turned[0], o[1] + turned[1], o[2] + turned[2]];
  }

  /** Turns a direction without moving it. */
  ecefDirectionFromEnu(enu: Vec3): Vec3 {
    const [e, n, u] = [this.eastEcef, this.northEcef, this.upEcef];
    return [
      e[0] * enu[0] + n[0] * enu[1] + u[0] * enu[2],
      e[1] * enu[0] + n[1] * enu[1] + u[1] * enu[2],
      e[2] * enu[0] + n[2] * enu[1] + u[2] * enu[2],
    ];
  }

  enuFromLonLat(lonLatDeg: LonLatDeg, heightEllipsoidMeters = this.origin.heightEllipsoidMeters): Vec3 {
    return this.enuFromEcef(ecefFromLonLat(lonLatDeg, heightEllipsoidMeters));
  }

  lonLatFromEnu(enuMeters: Vec3): { lonLatDeg: LonLatDeg; heightEllipsoidMeters: number } {
    return lonLatFromEcef(this.ecefFromEnu(enuMeters));
  }

  /** 4×4 column-major matrix ECEF ← ENU. */
  ecefFromEnuMatrix(): number[] {
    const [e, n, u, o] = [this.eastEcef, this.northEcef, this.upEcef, this.originEcefMeters];
    return [e[0], e[1], e[2], 0, n[0], n[1], n[2], 0, u[0], u[1], u[2], 0, o[0], o[1], o[2], 1];
  }
}
