/**
 * One engine on its canvas, made anew on a fresh canvas when the graphics card takes the context away: neither engine
 * comes back from that by itself.
 */
export interface DisposableScene {
  dispose(): void;
}

export class RecoveringScene<Scene extends DisposableScene> {
  readonly #open: (canvas: HTMLCanvasElement) => Scene;
  readonly #onLost: () => void;
  #canvas: HTMLCanvasElement;
  #scene: Scene;
  #isLost = false;
  /** False where the scene is closed already, and none came in its place yet. */
  #isOpen = true;

  /** @param open called again for each canvas that takes the place of the one before; may throw. */
  constructor(canvas: HTMLCanvasElement, open: (canvas: HTMLCanvasElement) => Scene, onLost: () => void) {
    this.#open = open;
    this.#onLost = onLost;
    this.#canvas = canvas;
    this.#scene = open(canvas);
    canvas.addEventListener('webglcontextlost', this.lose);
  }

  /** Its context is gone, or never came to its fresh canvas. */
  readonly lose = (): void => {
    this.#isLost = true;
    this.#onLost();
  };

  /** Another one after each recovery. */
  get canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  /** While it is lost it may be closed: it can be asked what it knew, and told nothing. */
  get scene(): Scene {
    return this.#scene;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** One frame's work; null while the context is lost. A context that goes in the middle makes engines throw: then too. */
  draw<Result>(work: (scene: Scene) => Result): Result | null {
    if (this.#isLost) return null;
    try {
      return work(this.#scene);
    } catch (error) {
      if (isContextLost(this.#canvas)) return null; // the event that tells it comes after this frame
      throw error;
    }
  }

  /** A fresh canvas in the place of the lost one, and a scene on it. Throws where the browser gives no context yet. */
  reopen(): void {
    this.#letGo();
    const canvas = document.createElement('canvas');
    const { width, height, style } = this.#canvas;
    Object.assign(canvas, { width, height });
    canvas.style.cssText = style.cssText;
    this.#canvas.replaceWith(canvas);
    this.#canvas = canvas;
    this.#scene = this.#open(canvas);
    this.#isOpen = true;
    canvas.addEventListener('webglcontextlost', this.lose);
    this.#isLost = false;
  }

  #letGo(): void {
    this.#canvas.removeEventListener('webglcontextlost', this.lose);
    if (this.#isOpen) this.#scene.dispose();
    this.#isOpen = false;
    // Neither engine gives its context back, and a browser keeps but sixteen: the oldest, on show, would go.
    contextOf(this.#canvas)?.getExtension('WEBGL_lose_context')?.loseContext();
  }

  dispose(): void {
    this.#letGo();
    this.#canvas.remove();
  }
}

/** Asked only of a canvas that an engine has taken: else it would get a context of another kind. */
export function isContextLost(canvas: HTMLCanvasElement): boolean {
  return contextOf(canvas)?.isContextLost() ?? false;
}

function contextOf(canvas: HTMLCanvasElement): WebGL2RenderingContext | null {
  return canvas.getContext('webgl2');
}
