/**
 * Stands between browser and hub: asks for gzip whatever the browser takes, and counts what travels, by path. Some paths it
 * may answer itself, with what a hub would say after a week.
 */
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface CountingProxy {
  readonly origin: string;
  /** Bytes of bodies as they travelled, by path without its query. */
  readonly bytesOf: ReadonlyMap<string, number>;
  readonly requests: number;
  /** Answers this path with JSON from now on; null: asks the hub again. */
  answer(path: string, json: string | null): void;
  forget(): void;
  close(): void;
}

export async function openCountingProxy(upstream: URL): Promise<CountingProxy> {
  const bytesOf = new Map<string, number>();
  const answers = new Map<string, Buffer>();
  let requests = 0;
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => {
    requests++;
    const { pathname } = new URL(request.url ?? '/', upstream);
    const own = answers.get(pathname);
    if (own) {
      bytesOf.set(pathname, (bytesOf.get(pathname) ?? 0) + own.length);
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(own);
      return;
    }
    const onward = http.request(
      {
        host: upstream.hostname,
        port: upstream.port,
        path: request.url,
        method: request.method,
        agent,
        headers: { ...request.headers, host: upstream.host, 'accept-encoding': 'gzip' },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('data', (chunk: Buffer) => bytesOf.set(pathname, (bytesOf.get(pathname) ?? 0) + chunk.length));
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('upgrade', (request, socket, head) => {
    const onward = net.connect(Number(upstream.port), upstream.hostname, () => {
      const headers = { ...request.headers, host: upstream.host, origin: upstream.origin };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) end.on('error', () => void [socket.destroy(), onward.destroy()]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytesOf,
    get requests() {
      return requests;
    },
    answer(path, json) {
      if (json === null) answers.delete(path);
      else answers.set(path, gzipSync(json));
    },
    forget() {
      bytesOf.clear();
      requests = 0;
    },
    close() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}
