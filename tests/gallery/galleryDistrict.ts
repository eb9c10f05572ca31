/** What the page knows of the district that all scenes show: its package, read once. */
import type { VideoPointsAnswer } from '../../src/model/contract/answers.ts';
import { type AreasFile, parseAreasFile } from '../../src/model/contract/areasFile.ts';
import {
  type BuildingAttribute,
  type BuildingColumn,
  parseBuildingColumn,
} from '../../src/model/contract/buildingColumns.ts';
import { decodeFootprints, type Footprints, footprintOf } from '../../src/model/contract/footprintsFile.ts';
import { type Manifest, parseManifest } from '../../src/model/contract/manifest.ts';
import { AREAS_FILE, FOOTPRINTS_FILE } from '../../src/model/contract/packageFiles.ts';
import { type Point2, sideOfMultiPolygon } from '../../src/model/geometry/polygon.ts';

export interface GalleryDistrict {
  readonly manifest: Manifest;
  readonly areas: AreasFile;
  readonly footprints: Footprints;
  readonly videoPoints: VideoPointsAnswer;
}

async function answerOf(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
  return answer;
}

function read<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`${what} cannot be read`);
  return value;
}

export async function loadGalleryDistrict(): Promise<GalleryDistrict> {
  const [manifest, areas, footprints, videoPoints] = await Promise.all([
    answerOf('/package/district.json').then((answer) => answer.json()),
    answerOf(`/package/${AREAS_FILE}`).then((answer) => answer.json()),
    answerOf(`/package/${FOOTPRINTS_FILE}`).then((answer) => answer.arrayBuffer()),
    answerOf('/api/v1/video-points?station=wall').then((answer) => answer.json()),
  ]);
  return {
    manifest: read(parseManifest(manifest), 'district.json'),
    areas: read(parseAreasFile(areas), AREAS_FILE),
    footprints: read(decodeFootprints(new Uint8Array(footprints)), FOOTPRINTS_FILE),
    videoPoints: videoPoints as VideoPointsAnswer,
  };
}

export async function buildingColumn(attribute: BuildingAttribute): Promise<BuildingColumn> {
  const answer = await answerOf(`/api/v1/buildings/columns?station=wall&attribute=${attribute}`);
  return read(parseBuildingColumn(await answer.json()), attribute);
}

/** Row of the building over a place. Throws where none stands: then the case is of another city. */
export function buildingAt({ footprints }: GalleryDistrict, [east, north]: Point2): number {
  for (let row = 0; row < footprints.count; row++) {
    if (sideOfMultiPolygon(footprintOf(footprints, row), east * 100, north * 100) !== 'outside') return row;
  }
  throw new Error(`no building stands at ${east}, ${north}`);
}

/** Row of the video point nearest to a place. */
export function videoPointAt({ videoPoints }: GalleryDistrict, [east, north]: Point2): number {
  const away = (row: number): number => {
    const [x, y] = videoPoints.enuAboveGroundMeters.slice(row * 3, row * 3 + 2);
    return Math.hypot(x! - east, y! - north);
  };
  return videoPoints.ids.reduce((nearest, _, row) => (away(row) < away(nearest) ? row : nearest), 0);
}
