/**
 * Preloaded into a child process (node --import): writes every outgoing connection and name look-up that it tries to the
 * file named in RECORD_CONNECTIONS, one per line.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const file = process.env.RECORD_CONNECTIONS ?? '';
const record = (/** @type {string} */ line) => appendFileSync(file, `${line}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = /** @type {typeof connect} */ (
  function (/** @type {any[]} */ ...args) {
    // Node normalises arguments to [[options, callback]] before it calls this from net.connect.
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    record(
      `tcp ${typeof first === 'object' ? (first.path ?? `${first.host ?? 'localhost'}:${first.port}`) : `${args[1] ?? 'localhost'}:${first}`}`,
    );
    // @ts-expect-error the overloads of connect are passed through as they came
    return connect.apply(this, args);
  }
);

const lookup = dns.lookup;
// @ts-expect-error same overloads, passed through
dns.lookup = (/** @type {any[]} */ ...args) => {
  record(`dns ${args[0]}`);
  // @ts-expect-error same overloads, passed through
  return lookup(...args);
};

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (/** @type {any[]} */ ...args) {
  record(
    `udp ${args
      .slice(1)
      .filter((part) => typeof part === 'string' || typeof part === 'number')
      .join(':')}`,
  );
  // @ts-expect-error same overloads, passed through
  return send.apply(this, args);
};

record('started');
