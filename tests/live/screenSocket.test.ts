import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openScreenSocket } from '../../src/live/screenSocket.ts';

afterEach(() => vi.unstubAllGlobals());

describe('a screen’s socket', () => {
  it('gives up on a silent hub after 5 s, not after the 20 s of Socket.IO', () => {
    vi.stubGlobal('location', { origin: 'http://127.0.0.1:9' });
    const socket = openScreenSocket('/', '/live') as Socket;
    expect(socket.io.timeout()).toBe(5_000);
    socket.disconnect();
  });
});
