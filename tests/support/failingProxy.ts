/** Stands between a page and its hub, and answers for it with HTTP 503 as often as a test says. Files only, no sockets. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FailingProxy {
  /** With a closing slash. */
  readonly url: string;
  /** How often each path was asked for. */
  readonly asked: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** @param fails whether this path fails the so many-th time (1…) that it is asked for. */
export async function failingProxy(
  hubUrl: string,
  fails: (path: string, time: number) => boolean,
): Promise<FailingProxy> {
  const asked = new Map<string, number>();
  const proxy = createServer(async (request, answer) => {
    const { pathname, search } = new URL(request.url ?? '/', hubUrl);
    const time = (asked.get(pathname) ?? 0) + 1;
    asked.set(pathname, time);
    if (fails(pathname, time)) {
      answer.writeHead(503).end();
      return;
    }
    const response = await fetch(new URL(pathname + search, hubUrl));
    const type = response.headers.get('content-type');
    answer.writeHead(response.status, type ? { 'content-type': type } : {});
    answer.end(new Uint8Array(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}
