/** The scenes in the hands of a test: one after the other on one page, each as if it were alone. */

import { loadGalleryDistrict } from './galleryDistrict.ts';
import type { Control } from './goldenCase.ts';
import { GOLDEN_PX } from './goldenView.ts';
import { OneView } from './oneView.ts';
import { scenes } from './scenes.ts';

export interface TakenScene {
  /** PNG files in base 64. */
  readonly picture: string;
  /** Drawn without each thing that the case names. */
  readonly without: readonly { readonly control: Control; readonly picture: string }[];
}

declare global {
  interface Window {
    goldens: {
      readonly names: readonly string[];
      take(name: string): Promise<TakenScene>;
    };
  }
}

const district = await loadGalleryDistrict();
const container = document.createElement('div');
Object.assign(container.style, { width: `${GOLDEN_PX.width}px`, height: `${GOLDEN_PX.height}px` });
document.body.append(container);

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

const oneView = new OneView({ container, district, scale: () => 1, interactive: false, quality: 'software' });

async function take(name: string): Promise<TakenScene> {
  const { golden } = scenes.find((scene) => scene.name === name)!;
  const view = await oneView.of(golden);
  const picture = base64(await view.still());
  const without: { control: Control; picture: string }[] = [];
  for (const control of golden.controls) {
    if (control === 'shadows') continue;
    const putBack = view.without(control);
    without.push({ control, picture: base64(await view.still()) });
    putBack();
  }
  if (view.faults.length > 0) throw new Error(view.faults.join('; '));
  if (golden.controls.includes('shadows')) {
    const bare = await oneView.of({ ...golden, shadows: 'off' });
    without.push({ control: 'shadows', picture: base64(await bare.still()) });
  }
  return { picture, without };
}

window.goldens = { names: scenes.map(({ name }) => name), take };
