import net from 'node:net';
import { FaultError, fault } from '../model/faults/fault.ts';

/** Asked before the long work, so that nobody waits for a bake to hear it. Throws FaultError APP-001. */
export async function ensurePortFree(host: string, port: number): Promise<void> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new FaultError(fault('APP-001', { port, nextPort: port + 1 }))
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}
