import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HealthAnswer } from '../../src/model/contract/answers.ts';
import { answerFault, fault } from '../../src/model/faults/fault.ts';
import { questionsOf } from '../../src/screens/ask.ts';

const degraded: HealthAnswer = {
  status: 'degraded',
  districtHash: 'd',
  epoch: 'e',
  headSeq: 7,
  headHash: 'h',
  serverTimeMillis: 1,
  screens: 0,
  refusedEvents: 0,
  parts: [{ name: 'journal', ok: false, reason: 'The disk is full.' }],
};

const answers = (status: number, body: unknown): void => {
  vi.stubGlobal('fetch', async () => Response.json(body, { status }));
};
afterEach(() => vi.unstubAllGlobals());

describe('the question after the hub’s health', () => {
  const { health, area } = questionsOf('/', 'index');

  it('is answered by a degraded hub too, with the part and its reason', async () => {
    answers(503, degraded);
    expect(await health()).toEqual({ ok: true, value: degraded });
  });

  it('is a fault where the body is a refusal or something else', async () => {
    const refusal = answerFault(fault('SCREEN-001', { path: 'x' }));
    answers(503, { fault: refusal });
    expect(await health()).toEqual({ ok: false, fault: refusal });
    answers(503, { message: 'proxy' });
    expect(await health()).toMatchObject({ ok: false, fault: { code: 'SCREEN-002' } });
    answers(500, degraded);
    expect(await health()).toMatchObject({ ok: false, fault: { code: 'SCREEN-002' } });
  });

  it('alone takes such an answer', async () => {
    answers(503, degraded);
    expect(await area('370203')).toMatchObject({ ok: false, fault: { code: 'SCREEN-002' } });
  });
});
