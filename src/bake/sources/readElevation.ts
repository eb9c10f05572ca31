/**
 * Elevation from a GeoTIFF (OGC 19-008r4): only the window around the district is read, coarsened to about the lattice's
 * step on the way, so that a raster of any size takes the memory of its window. Scale and offset as GDAL writes them.
 */
import type { GeoTIFFImage } from 'geotiff';
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import { crsFromLonLat, type ElevationGrid, type ElevationSampler, elevationSampler } from './elevationGrid.ts';
import { withGeotiff } from './geotiffFile.ts';

const METERS_PER_DEGREE = 111_320;
/** Of the window, after coarsening: 64 MiB of heights. */
const MOST_PIXELS = 16 * 1024 * 1024;
/** Rows are read so many bytes at a time. */
const STRIP_BYTES = 16 * 1024 * 1024;
/** Mount Everest and the Mariana trench; a value beyond is a hole, however the file marks holes. */
const [LOWEST_METERS, HIGHEST_METERS] = [-11_500, 9000];
/** GeoTIFF key GTRasterTypeGeoKey: the tie point is a pixel's centre, not its corner. */
const PIXEL_IS_POINT = 2;

export interface Elevation {
  /** What the file's GeoKeys say, such as EPSG:4490; `-` where they say nothing. */
  readonly declaredCrs: string;
  /** Null where the window lies outside the raster. */
  readonly sampler: ElevationSampler | null;
}

interface Georeference {
  /** Centre of the first pixel. */
  readonly originX: number;
  readonly originY: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Throws FaultError BAKE-244 for a raster that is turned or has no place. */
function georeferenceOf(image: GeoTIFFImage, file: string): Georeference {
  const refuse = (found: string): FaultError =>
    new FaultError(fault('BAKE-244', { file, found, known: 'GeoTIFF, ModelTiepoint + ModelPixelScale' }, file));
  const directory = image.getFileDirectory();
  const transformation = directory.getValue('ModelTransformation') as ArrayLike<number> | undefined;
  const hasScale = directory.hasTag('ModelPixelScale') && directory.hasTag('ModelTiepoint');
  if (!hasScale && !transformation) throw refuse('TIFF');
  if (!hasScale && transformation && (transformation[1] !== 0 || transformation[4] !== 0))
    throw refuse('ModelTransformation');
  const [x, y] = image.getOrigin() as [number, number];
  const [stepX, stepY] = image.getResolution() as [number, number];
  if (![x, y, stepX, stepY].every(Number.isFinite) || stepX === 0 || stepY === 0) throw refuse('ModelPixelScale 0');
  const half = image.getGeoKeys()?.GTRasterTypeGeoKey === PIXEL_IS_POINT ? 0 : 0.5;
  return { originX: x + half * stepX, originY: y + half * stepY, stepX, stepY };
}

function declaredCrsOf(image: GeoTIFFImage): string {
  const keys = image.getGeoKeys();
  const code = Number(keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey);
  // 32767 is "user-defined".
  return Number.isInteger(code) && code !== 32_767 ? `EPSG:${code}` : '-';
}

/** First and last whole pixel around all places of the window, clipped to the raster; null where they do not meet. */
function windowOf(image: GeoTIFFImage, at: Georeference, source: RecipeSource, around: Bounds2) {
  const [width, height] = [image.getWidth(), image.getHeight()];
  const middle = [at.originX + (at.stepX * width) / 2, at.originY + (at.stepY * height) / 2] as const;
  const isTurned = source.axisOrder === 'north-east';
  const toCrs = crsFromLonLat(source.crs, source.axisOrder, isTurned ? [middle[1], middle[0]] : middle);
  const pixels: [number, number][] = [];
  for (const along of [0, 0.25, 0.5, 0.75, 1]) {
    const lon = around.minX + along * (around.maxX - around.minX);
    const lat = around.minY + along * (around.maxY - around.minY);
    for (const [lonDeg, latDeg] of [
      [lon, around.minY],
      [lon, around.maxY],
      [around.minX, lat],
      [around.maxX, lat],
    ] as const) {
      const found = toCrs(lonDeg, latDeg);
      if (!found) return null;
      const [x, y] = isTurned ? [found[1], found[0]] : found;
      pixels.push([(x - at.originX) / at.stepX, (y - at.originY) / at.stepY]);
    }
  }
  const clip = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  // Two pixels more, so that the rim has neighbours on both sides.
  const left = clip(Math.floor(Math.min(...pixels.map(([x]) => x))) - 2, width);
  const right = clip(Math.ceil(Math.max(...pixels.map(([x]) => x))) + 3, width);
  const top = clip(Math.floor(Math.min(...pixels.map(([, y]) => y))) - 2, height);
  const bottom = clip(Math.ceil(Math.max(...pixels.map(([, y]) => y))) + 3, height);
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}

/** The raster's value → metres, or NaN. */
async function toMetersOf(image: GeoTIFFImage): Promise<(value: number) => number> {
  const noData = image.getGDALNoData();
  const metadata = await image.getGDALMetadata(0);
  const [scale, offset] = [Number(metadata?.SCALE ?? 1), Number(metadata?.OFFSET ?? 0)];
  const isNoData = (value: number): boolean =>
    noData !== null && (value === noData || value === Math.fround(noData) || Number.isNaN(value));
  return (value) => {
    const meters = isNoData(value) ? Number.NaN : value * scale + offset;
    return meters >= LOWEST_METERS && meters <= HIGHEST_METERS ? meters : Number.NaN;
  };
}

/** Means of `factor` × `factor` pixels, holes left out of them. */
async function readWindow(
  image: GeoTIFFImage,
  at: Georeference,
  window: { left: number; top: number; right: number; bottom: number },
  factor: number,
): Promise<ElevationGrid> {
  const columns = Math.max(1, Math.floor((window.right - window.left) / factor));
  const rows = Math.max(1, Math.floor((window.bottom - window.top) / factor));
  const meters = new Float32Array(columns * rows).fill(Number.NaN);
  const toMeters = await toMetersOf(image);
  const width = window.right - window.left;
  const rowsPerStrip = Math.max(1, Math.floor(STRIP_BYTES / (width * factor * 8)));
  for (let first = 0; first < rows; first += rowsPerStrip) {
    const last = Math.min(rows, first + rowsPerStrip);
    const top = window.top + first * factor;
    const bottom = Math.min(window.bottom, window.top + last * factor);
    const [values] = (await image.readRasters({
      window: [window.left, top, window.right, bottom],
      samples: [0],
      interleave: false,
    })) as unknown as [ArrayLike<number>];
    for (let row = first; row < last; row++) {
      for (let column = 0; column < columns; column++) {
        let [sum, count] = [0, 0];
        for (let dy = 0; dy < factor && (row - first) * factor + dy < bottom - top; dy++) {
          for (let dx = 0; dx < factor && column * factor + dx < width; dx++) {
            const value = toMeters(values[((row - first) * factor + dy) * width + column * factor + dx]!);
            if (Number.isNaN(value)) continue;
            sum += value;
            count++;
          }
        }
        if (count > 0) meters[row * columns + column] = sum / count;
      }
    }
  }
  return {
    originX: at.originX + (window.left + (factor - 1) / 2) * at.stepX,
    originY: at.originY + (window.top + (factor - 1) / 2) * at.stepY,
    ...{ stepX: at.stepX * factor, stepY: at.stepY * factor, columns, rows, meters },
  };
}

/**
 * Heights of the file around a district, about `stepMeters` apart or finer. Metres as the file has them: its height datum
 * is the source's word, and nothing is added. Throws FaultError BAKE-202, BAKE-235, BAKE-244, BAKE-255.
 */
export async function readElevation(
  file: string,
  source: RecipeSource,
  aroundLonLatDeg: Bounds2,
  stepMeters: number,
): Promise<Elevation> {
  return withGeotiff(file, source.key, async (image) => {
    const at = georeferenceOf(image, file);
    const declaredCrs = declaredCrsOf(image);
    const window = windowOf(image, at, source, aroundLonLatDeg);
    if (!window) return { declaredCrs, sampler: null };
    const north = METERS_PER_DEGREE * (aroundLonLatDeg.maxY - aroundLonLatDeg.minY);
    const pixelMeters = north / Math.max(1, window.bottom - window.top);
    const factor = Math.max(1, Math.floor(stepMeters / pixelMeters));
    const pixels = ((window.right - window.left) / factor) * ((window.bottom - window.top) / factor);
    if (pixels > MOST_PIXELS) {
      throw new FaultError(fault('BAKE-255', { source: source.key, uri: file, limit: `${MOST_PIXELS} px` }, file));
    }
    const grid = await readWindow(image, at, window, factor);
    return { declaredCrs, sampler: elevationSampler(grid, source.crs, source.axisOrder) };
  });
}
