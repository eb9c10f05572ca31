/** The proof's pieces as files: for screens (`proof/slivers.json`) and, in longitude and latitude, for QGIS. */
import type { Sliver, SliversFile } from '../../model/contract/sliversFile.ts';
import { SLIVERS_SCHEMA } from '../../model/contract/sliversFile.ts';
import { lonLatFromEcef } from '../../model/frames/ecef.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import { type Outline, type Point2, signedArea } from '../../model/geometry/polygon.ts';
import type { ProofPiece } from './proof.ts';

export function sliversOf(pieces: readonly ProofPiece[]): SliversFile {
  return {
    schema: SLIVERS_SCHEMA,
    slivers: pieces.map((piece): Sliver => {
      const { kind, level, parentId, hostId, squareMeters, buildings, residents, areaIds, neighbours } = piece;
      return {
        ...{ kind, level, parentId, squareMeters, buildings, residents },
        areaIds: [...areaIds],
        ...(hostId === null ? {} : { hostId }),
        neighbours: [...neighbours],
        polygonCm: piece.polygonCm.map((outline) => outline.flat()),
      };
    }),
  };
}

/** A piece as a package keeps it. */
export function pieceOfSliver({ polygonCm, hostId, neighbours, ...sliver }: Sliver): ProofPiece {
  const outlines = polygonCm.map(
    (flat): Outline =>
      Array.from({ length: flat.length / 2 }, (_, index): Point2 => [flat[index * 2]!, flat[index * 2 + 1]!]),
  );
  return { ...sliver, hostId: hostId ?? null, neighbours: neighbours ?? [], polygonCm: outlines };
}

/** Some 0.1 mm. */
const DEGREE_DECIMALS = 9;

/** A closed ring of positions, turned as RFC 7946 §3.1.6 asks: outer ones anticlockwise, holes clockwise. */
export function geojsonRing(frame: EnuFrame, outlineCm: Outline, isOuter: boolean): [number, number][] {
  const turned = signedArea(outlineCm) > 0 === isOuter ? outlineCm : [...outlineCm].reverse();
  const ring = turned.map(([x, y]): [number, number] => {
    const { lonLatDeg } = placeOf(frame, x, y);
    return [Number(lonLatDeg[0].toFixed(DEGREE_DECIMALS)), Number(lonLatDeg[1].toFixed(DEGREE_DECIMALS))];
  });
  return [...ring, ring[0]!];
}

function placeOf(frame: EnuFrame, xCm: number, yCm: number): { lonLatDeg: readonly [number, number] } {
  const [lonDeg, latDeg] = lonLatFromEcef(frame.ecefFromEnu([xCm / 100, yCm / 100, 0])).lonLatDeg;
  return { lonLatDeg: [lonDeg, latDeg] };
}

/** One feature a piece, WGS84 (RFC 7946). */
export function geojsonOf(
  frame: EnuFrame,
  pieces: readonly ProofPiece[],
  propertiesOf: (piece: ProofPiece) => Record<string, unknown>,
): unknown {
  return {
    type: 'FeatureCollection',
    features: pieces.map((piece) => ({
      type: 'Feature',
      properties: propertiesOf(piece),
      geometry: {
        type: 'Polygon',
        coordinates: piece.polygonCm.map((outline, index) => geojsonRing(frame, outline, index === 0)),
      },
    })),
  };
}

export function sliverProperties(piece: ProofPiece): Record<string, unknown> {
  const { kind, level, parentId, hostId, squareMeters, buildings, residents, areaIds, neighbours } = piece;
  return { kind, level, parentId, hostId, squareMeters, buildings, residents, areaIds, neighbours };
}
