/** deck.gl: the footprints as extruded polygons in its own map view. */

import { Deck, LightingEffect, MapView } from '@deck.gl/core';
import { SolidPolygonLayer } from '@deck.gl/layers';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { offer } from './benchPage.ts';
import { HEIGHT_PX, PITCH_DOWN_DEG, WIDTH_PX, zoomAt } from './eye.ts';

interface Feature {
  readonly properties: { readonly height: number };
  readonly geometry: { readonly type: string; readonly coordinates: unknown[] };
}

const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
const { features } = (await (await fetch('/data/buildings.geojson')).json()) as { features: Feature[] };
const [longitude, latitude] = manifest.enuOrigin.lonLatDeg;
const parts = features.flatMap(({ geometry, properties }) =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : (geometry.coordinates as unknown[][])).map((polygon) => ({
    polygon,
    height: properties.height,
  })),
);
let turn: (headingDeg: number) => void = () => {};
const viewState = (bearing: number) => {
  return { longitude, latitude, zoom: zoomAt(latitude), pitch: 90 - PITCH_DOWN_DEG, bearing };
};
const ready = new Promise<void>((resolve) => {
  let drawn = 0;
  const deck = new Deck({
    parent: document.getElementById('city') as HTMLDivElement,
    width: WIDTH_PX,
    height: HEIGHT_PX,
    views: new MapView({ id: 'map' }),
    viewState: viewState(0) as never,
    controller: false,
    useDevicePixels: 1,
    effects: [new LightingEffect()],
    layers: [
      new SolidPolygonLayer({
        id: 'buildings',
        data: parts,
        extruded: true,
        getPolygon: ({ polygon }: (typeof parts)[number]) => polygon as never,
        getElevation: ({ height }: (typeof parts)[number]) => height,
        getFillColor: [109, 118, 129],
      }),
    ],
    onAfterRender: () => {
      // The first frame is drawn while its layer is still being made.
      if (++drawn === 2) resolve();
    },
    onError: (error) => window.bench.failures.push(error.message),
  });
  turn = (headingDeg) => deck.setProps({ viewState: viewState(headingDeg) as never });
});
await offer({ ready, turn: (headingDeg) => turn(headingDeg) });
