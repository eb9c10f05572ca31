import { describe, expect, it } from 'vitest';
import type { Asked } from '../../src/screens/ask.ts';
import { NewestQuestion } from '../../src/screens/newestQuestion.ts';

/** A question whose answer comes when the test says so. */
function question(): { ask: (signal: AbortSignal) => Promise<Asked<string>>; answer: (text: string) => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<Asked<string>>();
  return {
    ask: () => promise,
    async answer(value) {
      resolve({ ok: true, value });
      await promise;
    },
  };
}

describe('NewestQuestion', () => {
  it('hears only the answer to the newest question, in whatever order they come', async () => {
    const newest = new NewestQuestion();
    const heard: unknown[] = [];
    const signals: AbortSignal[] = [];
    const [first, second] = [question(), question()];
    for (const { ask } of [first, second]) {
      newest.ask(
        (signal) => {
          signals.push(signal);
          return ask(signal);
        },
        (asked) => heard.push(asked),
      );
    }
    await second.answer('second');
    await first.answer('first');
    expect(heard).toEqual([{ ok: true, value: 'second' }]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('hears nothing after the question was dropped', async () => {
    const newest = new NewestQuestion();
    const heard: unknown[] = [];
    const dropped = question();
    newest.ask(dropped.ask, (asked) => heard.push(asked));
    newest.drop();
    await dropped.answer('late');
    expect(heard).toEqual([]);
  });
});
