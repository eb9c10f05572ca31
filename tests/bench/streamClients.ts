/** Raw drains in a process of their own: they shake hands, join `/live`, and read without looking. */
import { randomBytes } from 'node:crypto';
import net from 'node:net';

const [port, count, path] = process.argv.slice(2) as [string, string, string];

/** Answers to the server's pings, which nobody here reads. */
const PONG_MILLIS = 4000;

/** RFC 6455 §5.3: what a client sends is masked. */
function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload]);
  for (let index = 0; index < payload.length; index++) frame[6 + index]! ^= mask[index % 4]!;
  return frame;
}

function drain(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), '127.0.0.1', () => {
      const key = randomBytes(16).toString('base64');
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
    });
    socket.on('error', reject);
    socket.once('data', () => {
      if (path.includes('EIO')) {
        socket.write(maskedText('40/live,'));
        setInterval(() => socket.write(maskedText('3')), PONG_MILLIS);
      }
      socket.resume();
      resolve();
    });
  });
}

for (let index = 0; index < Number(count); index++) await drain();
setTimeout(() => process.send!('ready'), 200);
process.on('disconnect', () => process.exit(0));
