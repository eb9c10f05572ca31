/** The face of names and figures: fetched before the first texts are drawn; whoever drew them draws again as more of it comes. */
const FACE = 'Noto Sans SC';

export class CityFonts {
  readonly #onMore: () => void;

  /** @param onMore subsets came that texts drawn before may lack. */
  constructor(onMore: () => void) {
    this.#onMore = onMore;
  }

  /** The subsets that these letters need; later texts bring theirs when first drawn. False where none came. */
  async load(letters: string): Promise<boolean> {
    const faces = await document.fonts.load(`20px "${FACE}"`, letters).catch(() => []);
    document.fonts.addEventListener('loadingdone', this.#onMore);
    this.#onMore();
    return faces.length > 0;
  }

  dispose(): void {
    document.fonts.removeEventListener('loadingdone', this.#onMore);
  }
}
