/** three: all buildings as one merged mesh of bare boxes, one draw call, lit by one light. */

import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  HemisphereLight,
  Mesh,
  MeshLambertMaterial,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import { offer } from './benchPage.ts';
import { eyeEnuMeters, FOVY_DEG, HEIGHT_PX, WIDTH_PX } from './eye.ts';

const bytes = await (await fetch('/data/merged.bin')).arrayBuffer();
const [vertices, indices] = new Uint32Array(bytes, 0, 2) as unknown as [number, number];
const geometry = new BufferGeometry();
const normalsAt = 8 + vertices * 12;
geometry.setAttribute('position', new BufferAttribute(new Float32Array(bytes, 8, vertices * 3), 3));
const normals = new Int8Array(bytes, normalsAt, vertices * 4);
geometry.setAttribute('normal', new BufferAttribute(packed(normals), 3, true));
geometry.setIndex(new BufferAttribute(new Uint32Array(bytes, normalsAt + vertices * 4, indices), 1));

/** Three of every four. */
function packed(padded: Int8Array): Int8Array {
  const result = new Int8Array((padded.length / 4) * 3);
  for (let row = 0; row < padded.length / 4; row++) result.set(padded.subarray(row * 4, row * 4 + 3), row * 3);
  return result;
}

const scene = new Scene();
scene.background = new Color('#1b1f24');
scene.add(new Mesh(geometry, new MeshLambertMaterial({ color: '#6d7681' })));
const sun = new DirectionalLight('#ffffff', 1.5);
sun.position.set(-1, 1, 1.6);
scene.add(sun, new HemisphereLight('#aab4c0', '#30343a', 1));
const camera = new PerspectiveCamera(FOVY_DEG, WIDTH_PX / HEIGHT_PX, 20, 30_000);
camera.up.set(0, 0, 1);
const renderer = new WebGLRenderer({ antialias: false });
renderer.setSize(WIDTH_PX, HEIGHT_PX);
document.getElementById('city')!.append(renderer.domElement);
const turn = (headingDeg: number): void => {
  camera.position.set(...eyeEnuMeters(headingDeg));
  camera.lookAt(0, 0, 0);
  window.requestAnimationFrame(() => renderer.render(scene, camera));
};
turn(0);
await offer({ ready: Promise.resolve(), turn });
