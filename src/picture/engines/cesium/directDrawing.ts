/**
 * Straight onto the canvas. Cesium draws into a buffer of its own, copies its depth twice for decals on ground and tiles, and
 * at last copies the picture: four passes over every pixel for what this city has none of. With several samples a pixel
 * that buffer is what smooths edges, and stays.
 */
import type { Scene } from '@cesium/engine';

export class DirectDrawing {
  readonly #scene: Scene;
  readonly #buffers: Buffers | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#buffers = viewOf(scene).globeDepth;
  }

  /** Before each frame: samples may have changed. */
  fit(): void {
    viewOf(this.#scene).globeDepth = this.#scene.msaaSamples > 1 ? this.#buffers : undefined;
  }

  /** Before the scene goes: it destroys what it has. */
  dispose(): void {
    viewOf(this.#scene).globeDepth = this.#buffers;
  }
}

/** Destroyed by the scene's view. */
type Buffers = object;

/** The part of Cesium's view that its own buffers hang on, none where there are no depth textures; not in its declarations. */
interface WithBuffers {
  globeDepth: Buffers | undefined;
}

const viewOf = (scene: Scene): WithBuffers => (scene as unknown as { _defaultView: WithBuffers })._defaultView;
