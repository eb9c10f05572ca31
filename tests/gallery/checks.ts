/** Draws scenes out of sight in their true size and tells whether they are as expected; one at a time, in the order asked. */
import type { GalleryDistrict } from './galleryDistrict.ts';
import { GOLDEN_PX } from './goldenView.ts';
import { OneView } from './oneView.ts';
import { differenceOf, pixelsOf } from './pictures.ts';
import type { Scene } from './scenes.ts';
import { TOLERATED_SHARE } from './tolerance.ts';

export type Check =
  | { readonly kind: 'checking' }
  | { readonly kind: 'same' | 'differs'; readonly share: number; readonly taken: string; readonly marks: ImageData }
  | { readonly kind: 'missing'; readonly taken: string }
  | { readonly kind: 'failed'; readonly reason: string };

export class Checks {
  readonly #oneView: OneView;
  readonly #onChange: () => void;
  readonly #byName = new Map<string, Check>();
  #last: Promise<void> = Promise.resolve();

  constructor(district: GalleryDistrict, onChange: () => void) {
    const container = document.createElement('div');
    container.className = 'out-of-sight';
    Object.assign(container.style, { width: `${GOLDEN_PX.width}px`, height: `${GOLDEN_PX.height}px` });
    document.body.append(container);
    this.#oneView = new OneView({ container, district, scale: () => 1, interactive: false, quality: 'software' });
    this.#onChange = onChange;
  }

  /** Null before it was asked for. */
  of({ name }: Scene): Check | null {
    return this.#byName.get(name) ?? null;
  }

  /** Comes when the scene was checked; nothing is drawn twice. */
  ask(scene: Scene): Promise<void> {
    if (this.of(scene) === null) {
      this.#put(scene, { kind: 'checking' });
      this.#last = this.#last.then(async () => this.#put(scene, await this.#checked(scene)));
    }
    return this.#last;
  }

  #put({ name }: Scene, check: Check): void {
    this.#byName.set(name, check);
    this.#onChange();
  }

  async #checked({ golden, expected }: Scene): Promise<Check> {
    try {
      const png = new Blob([(await (await this.#oneView.of(golden)).still()) as BlobPart], { type: 'image/png' });
      const taken = URL.createObjectURL(png);
      if (expected === null) return { kind: 'missing', taken };
      const expectedPng = await (await fetch(expected)).blob();
      const difference = differenceOf(await pixelsOf(expectedPng), await pixelsOf(png));
      if (!difference) return { kind: 'failed', reason: `${expected}: ${GOLDEN_PX.width} × ${GOLDEN_PX.height}` };
      return { kind: difference.share > TOLERATED_SHARE ? 'differs' : 'same', taken, ...difference };
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}
