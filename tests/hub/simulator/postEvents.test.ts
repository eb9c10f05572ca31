import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../../../src/hub/doors/eventsRoute.ts';
import { batchesOf, type Poster, postEvents } from '../../../src/hub/simulator/postEvents.ts';
import type { EventEnvelope } from '../../../src/model/contract/event.ts';

const event = (id: string, text = ''): EventEnvelope => ({
  specversion: '1.0',
  id,
  source: 'urn:test',
  type: 'test',
  time: '2026-11-24T00:00:00Z',
  data: { text },
});

type Reply = readonly [status: number, body: string];

let server: Server | undefined;
afterEach(() => server?.close());

/** A hub that answers as told, one reply after the other; the last one again and again. */
async function hubThat(answers: (ids: readonly string[], attempt: number) => Reply) {
  const seen: string[][] = [];
  const lines: string[] = [];
  const waits: number[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const ids = (JSON.parse(Buffer.concat(chunks).toString()) as EventEnvelope[]).map(({ id }) => id);
      seen.push(ids);
      const [status, body] = answers(ids, seen.length);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const poster: Poster = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    base: '/',
    signal: new AbortController().signal,
    log: (line) => lines.push(line),
    wait: async (millis) => {
      waits.push(millis);
    },
  };
  return { poster, seen, lines, waits };
}

const receipts = (ids: readonly string[]): string =>
  JSON.stringify({ receipts: ids.map((id, index) => ({ id, outcome: 'accepted', seq: index + 1 })) });
const outcomes = (posted: Awaited<ReturnType<typeof postEvents>>): string[] =>
  posted.map((item) => `${item.event.id} ${item.receipt.outcome}`);

describe('batches', () => {
  it('are cut by number and by bytes, in order', () => {
    expect(
      batchesOf(Array.from({ length: 1201 }, (_, index) => event(`${index}`))).map(({ length }) => length),
    ).toEqual([500, 500, 201]);
    const heavy = Array.from({ length: 40 }, (_, index) => event(`${index}`, '字'.repeat(20_000)));
    const batches = batchesOf(heavy);
    expect(batches.flat()).toEqual(heavy);
    expect(batches.length).toBeGreaterThan(4);
    for (const batch of batches) expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(MAX_BODY_BYTES / 2);
    expect(batchesOf([event('a'), event('huge', 'x'.repeat(2e6)), event('b')])).toHaveLength(3);
  });
});

describe('posting', () => {
  it.each<[string, Reply]>([
    ['too large', [413, '{"fault":{}}']],
    ['not for you', [403, '']],
    ['a page of something in between', [404, '<html>']],
    ['no receipts at all', [200, '{}']],
  ])('leaves behind what is refused for good, after saying so once: %s', async (_, refusal) => {
    const { poster, seen, lines, waits } = await hubThat((ids) =>
      ids.includes('500') ? refusal : [200, receipts(ids)],
    );
    const posted = await postEvents(
      poster,
      Array.from({ length: 501 }, (__, index) => event(`${index}`)),
    );
    expect(posted).toHaveLength(500);
    expect(seen).toHaveLength(2);
    expect(waits).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(String(refusal[0]));
  });

  it('takes the receipts of a batch that was refused whole', async () => {
    const refused = JSON.stringify({ receipts: [{ id: 'a', outcome: 'refused', fault: {} }] });
    const { poster, lines } = await hubThat(() => [422, refused]);
    expect(outcomes(await postEvents(poster, [event('a')]))).toEqual(['a refused']);
    expect(lines).toEqual([]);
  });

  it('posts again, with the same ids and longer waits, while the outcome is unknown', async () => {
    const { poster, seen, waits } = await hubThat((ids, attempt) =>
      attempt < 9 ? [attempt % 2 ? 503 : 429, receipts(ids)] : [200, receipts(ids)],
    );
    expect(outcomes(await postEvents(poster, [event('a')]))).toEqual(['a accepted']);
    expect(new Set(seen.map(String))).toEqual(new Set(['a']));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
  });

  it('ends when told to', async () => {
    const stopping = new AbortController();
    const { poster } = await hubThat((ids) => [503, receipts(ids)]);
    const wait = async (): Promise<void> => stopping.abort();
    expect(await postEvents({ ...poster, signal: stopping.signal, wait }, [event('a'), event('b')])).toEqual([]);
  });
});
