/** What city models say of their coordinate system, put so that a recipe's author finds the plane in it. */

/** EPSG registry: compound systems → the horizontal and the vertical one. */
const compounds: Readonly<Record<number, readonly [horizontal: number, vertical: number]>> = {
  5554: [25831, 5783],
  5555: [25832, 5783],
  5556: [25833, 5783],
  6697: [6668, 6695],
  7405: [27700, 5701],
  7409: [4258, 5730],
  7415: [28992, 5709],
  7423: [4258, 5621],
  9518: [4326, 3855],
};
/** Geographic systems: their registered order is latitude, longitude. Three-dimensional ones stand with their plane's code. */
const geographic: Readonly<Record<number, number>> = {
  ...{ 4326: 4326, 4979: 4326, 4490: 4490, 4480: 4490, 4258: 4258, 4937: 4258, 4612: 4612, 4947: 4612 },
  ...{ 6668: 6668, 6667: 6668, 4269: 4269, 7844: 7844, 7843: 7844 },
};

export interface ModelCrs {
  /** `EPSG:28992 + EPSG:5709 (EPSG:7415)`; the file's own words where no code is in them. */
  readonly declared: string;
  /** True where the system's registered axes are latitude, longitude, and the name is of a form that keeps to them. */
  readonly isLatitudeFirst: boolean;
}

/**
 * `urn:ogc:def:crs:EPSG::7415`, `urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783`, `…/def/crs/EPSG/0/7415`, `EPSG:7415`.
 * The short form of old is longitude first by custom (OGC 12-123r1 §4), all others keep the registered order.
 */
export function modelCrsOf(name: string): ModelCrs {
  const codes = [...name.matchAll(/EPSG(?:\/[\d.]+\/|\.xml#|:[\d.]*:|:)(\d{4,6})/gi)].map((match) => Number(match[1]));
  const code = codes[0];
  if (code === undefined) return { declared: name, isLatitudeFirst: false };
  const [horizontal, vertical] = compounds[code] ?? [code, codes[1]];
  const plane = geographic[horizontal] ?? horizontal;
  const parts = vertical === undefined ? `EPSG:${plane}` : `EPSG:${plane} + EPSG:${vertical}`;
  const whole = code === plane ? parts : `${parts} (EPSG:${code})`;
  const isShort = /^EPSG:\d+$/i.test(name.trim());
  return { declared: whole, isLatitudeFirst: horizontal in geographic && !isShort };
}
