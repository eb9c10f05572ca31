/** `POST /api/v1/events`: CloudEvents 1.0 JSON, one or a batch, by whoever stands on this machine. */
import type { FastifyInstance } from 'fastify';
import type { EventReceipt, EventsAnswer } from '../../model/contract/answers.ts';
import { type Fault, fault } from '../../model/faults/fault.ts';
import { refuseHttp } from '../api/httpFaults.ts';
import { isLoopbackAddress } from '../api/loopback.ts';
import type { EventDoor } from './eventDoor.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_BATCH_EVENTS = 1000;

const contentTypes = [
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/json',
] as const;

/**
 * 200 when anything was taken or known before, 503 when the outcome is unknown, 422 when all were refused; 500 when
 * that was a mistake of our own.
 */
function statusOf(receipts: readonly EventReceipt[]): number {
  if (receipts.some(({ outcome }) => outcome === 'unknown')) return 503;
  if (receipts.some(({ outcome }) => outcome === 'accepted' || outcome === 'duplicate')) return 200;
  return receipts.some((receipt) => 'fault' in receipt && receipt.fault.code === 'HUB-406') ? 500 : 422;
}

/** The events of a body: one object or an array of them. */
export function eventsOfBody(bytes: Uint8Array): readonly unknown[] | Fault {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (error) {
    // TypeError: not UTF-8. SyntaxError: not JSON. RangeError: nested deeper than the engine can read.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) {
      return fault('HUB-201', { reason: error.message.slice(0, 200).toWellFormed() });
    }
    throw error;
  }
  const events = Array.isArray(value) ? value : [value];
  if (events.length < 1 || events.length > MAX_BATCH_EVENTS) {
    return fault('HUB-204', { count: events.length, limit: MAX_BATCH_EVENTS });
  }
  return events;
}

export function registerEventsRoute(app: FastifyInstance, path: string, door: EventDoor): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...contentTypes], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(path, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
      if (!isLoopbackAddress(request.socket.remoteAddress)) return refuseHttp(reply, 403, fault('HUB-216'));
      if (!(request.body instanceof Uint8Array))
        return refuseHttp(reply, 400, fault('HUB-201', { reason: 'empty body' }));
      if (door.broken) return refuseHttp(reply, 503, door.broken);
      const events = eventsOfBody(request.body);
      if ('code' in events) return refuseHttp(reply, 400, events);
      const receipts = await door.accept(events);
      return reply.status(statusOf(receipts)).send({ receipts } satisfies EventsAnswer);
    });
  });
}
