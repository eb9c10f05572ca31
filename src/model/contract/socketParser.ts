/**
 * The asymmetric parser of all namespaces. Hub → screen: msgpack, binary frames whole. Screen → hub: Socket.IO's JSON
 * text, at most MAX_SCREEN_MESSAGE_BYTES, no attachments, string event names. The msgpack decoder is not safe against
 * hostile input, so it never runs on the hub; the screen trusts its hub.
 */
import { Emitter } from '@socket.io/component-emitter';
import * as msgpackParser from 'socket.io-msgpack-parser';
import { Decoder as JsonDecoder, Encoder as JsonEncoder, type Packet, PacketType } from 'socket.io-parser';
import { MAX_SCREEN_MESSAGE_BYTES } from './live.ts';

const acceptedTypes: ReadonlySet<number> = new Set([
  PacketType.CONNECT,
  PacketType.DISCONNECT,
  PacketType.EVENT,
  PacketType.ACK,
]);

type NoEvents = Record<never, never>;

/** Decodes what a screen says. Throws on anything else; Socket.IO then closes that one connection. */
class ScreenTextDecoder extends Emitter<NoEvents, NoEvents, { decoded: (packet: Packet) => void }> {
  readonly #text = new JsonDecoder({ maxAttachments: 0 });

  constructor() {
    super();
    this.#text.on('decoded', (packet) => {
      if (packet.type === PacketType.EVENT && typeof packet.data?.[0] !== 'string') {
        throw new TypeError('an event needs a name, as a string');
      }
      if (packet.type === PacketType.ACK && !(Array.isArray(packet.data) && Number.isSafeInteger(packet.id))) {
        throw new TypeError('an acknowledgement needs data and id');
      }
      this.emitReserved('decoded', packet);
    });
  }

  add(chunk: unknown): void {
    if (typeof chunk !== 'string') throw new TypeError('screens speak text');
    // UTF-16 units bound UTF-8 bytes from below; the transport bounds the bytes exactly.
    if (chunk.length > MAX_SCREEN_MESSAGE_BYTES) throw new RangeError('message too long');
    if (!acceptedTypes.has(chunk.charCodeAt(0) - 48)) throw new TypeError('packet type not taken');
    this.#text.add(chunk);
  }

  destroy(): void {
    this.#text.destroy();
  }
}

/** `parser` option of the hub's Socket.IO server. */
export const hubSocketParser = { Encoder: msgpackParser.Encoder, Decoder: ScreenTextDecoder };

/** `parser` option of a screen's Socket.IO client. */
export const screenSocketParser = { Encoder: JsonEncoder, Decoder: msgpackParser.Decoder };
