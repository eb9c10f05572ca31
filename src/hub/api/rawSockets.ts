import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';

/** Follows a server's connections, so that closing it ends even those that were upgraded or say nothing any more. */
export function followSockets(server: HttpServer): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}
