/** The gallery's one view, hurried: scenes chosen faster than they open stand one after the other in one container. */
import { expect, it, vi } from 'vitest';
import type { GoldenCase } from '../gallery/goldenCase.ts';
import { OneView, type OneViewOptions } from '../gallery/oneView.ts';

const stand = vi.hoisted(() => ({ open: 0, most: 0, shown: [] as string[] }));
vi.mock('../gallery/goldenView.ts', () => ({
  openGoldenView: async ({ golden }: { golden: GoldenCase }) => {
    stand.open++;
    stand.most = Math.max(stand.most, stand.open);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (golden.order === 13) {
      stand.open--;
      throw new Error('no such building');
    }
    stand.shown.push(`opened ${golden.order}`);
    return {
      show: async (next: GoldenCase) => stand.shown.push(`shown ${next.order}`),
      dispose: () => stand.open--,
    };
  },
}));

const scene = (order: number, shadows: GoldenCase['shadows']): GoldenCase => ({ order, shadows }) as GoldenCase;

it('opens one view at a time, in the order asked; a scene that fails stops none after it', async () => {
  let scale = 1;
  const oneView = new OneView({ scale: () => scale } as OneViewOptions);
  const failing = oneView.of(scene(13, 'off'));
  const hurried = [oneView.of(scene(1, 'off')), oneView.of(scene(2, 'off')), oneView.of(scene(3, 'soft'))];
  await expect(failing).rejects.toThrow('no such building');
  await Promise.all(hurried);
  expect(stand.shown).toEqual(['opened 1', 'shown 2', 'opened 3']);
  scale = 2;
  await oneView.of(scene(3, 'soft'));
  expect(stand.shown.at(-1)).toBe('opened 3');
  expect(stand.shown).toHaveLength(4);
  expect([stand.most, stand.open]).toEqual([1, 1]);
});
