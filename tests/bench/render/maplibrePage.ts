/** MapLibre: the footprints as GeoJSON, fill-extrusion by height, an empty style without glyphs or sprites. */

import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { offer } from './benchPage.ts';
import { PITCH_DOWN_DEG, zoomAt } from './eye.ts';
import 'maplibre-gl/dist/maplibre-gl.css';

setWorkerUrl(workerUrl);
const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
const [lon, lat] = manifest.enuOrigin.lonLatDeg;
const map = new MapLibre({
  container: 'city',
  attributionControl: false,
  interactive: false,
  center: [lon, lat],
  zoom: zoomAt(lat),
  pitch: 90 - PITCH_DOWN_DEG,
  bearing: 0,
  fadeDuration: 0,
  canvasContextAttributes: { antialias: false },
  style: {
    version: 8,
    sources: { buildings: { type: 'geojson', data: '/data/buildings.geojson' } },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': '#1b1f24' } },
      {
        id: 'buildings',
        type: 'fill-extrusion',
        source: 'buildings',
        paint: { 'fill-extrusion-color': '#6d7681', 'fill-extrusion-height': ['get', 'height'] },
      },
    ],
  },
});
map.on('error', ({ error }) => window.bench.failures.push(error.message));
const ready = new Promise<void>((resolve) => map.once('idle', () => resolve()));
await offer({ ready, turn: (headingDeg) => map.jumpTo({ bearing: headingDeg }) });
