/** One Socket.IO event as bytes, made once and sent to many. */
import { Encoder } from 'socket.io-msgpack-parser';
import type { FaultAnswer } from '../../model/faults/fault.ts';

const EVENT = 2; // Socket.IO protocol 5
const CONNECT_ERROR = 4;
const FINAL_BINARY_FRAME = 0x82; // RFC 6455 §5.2: FIN and opcode 2

const encoder = new Encoder();

export interface Packet {
  readonly payload: Buffer;
  /** The payload in its WebSocket frame, unmasked as servers send it. */
  readonly frame: Buffer;
}

/** RFC 6455 §5.2: 7, 16 or 64 bits of length. */
function framed(payload: Buffer): Buffer {
  const length = payload.byteLength;
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = FINAL_BINARY_FRAME;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, headerBytes);
  return frame;
}

export function packetOf(namespace: string, event: string, value: unknown): Packet {
  const [payload] = encoder.encode({ type: EVENT, nsp: namespace, data: [event, value] }) as unknown as [Buffer];
  return { payload, frame: framed(payload) };
}

/** "You may not join": the fault rides in `data`, where clients look for more than a message. */
export function connectErrorOf(namespace: string, item: FaultAnswer): Buffer {
  const data = { message: item.code, data: item };
  const [payload] = encoder.encode({ type: CONNECT_ERROR, nsp: namespace, data }) as unknown as [Buffer];
  return payload;
}

/** Bytes as msgpack's encoder knows them: a plain Uint8Array would travel as an object of numbers. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
