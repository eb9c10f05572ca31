/** Events as a source would post them, and the posting. */
import { request } from 'node:http';
import type { EventsAnswer } from '../../src/model/contract/answers.ts';
import { eventTypes, geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { tinyFrame, tinyStaff, tinyVideoPoints } from './tinyPackage.ts';

export type PostedEvent = Record<string, unknown> & { id: string; data: Record<string, unknown> };

export const TEST_SOURCE = 'urn:test:source-canary';

export function placeAt(eastMeters: number, northMeters: number): string {
  return geoUriFromLonLat(tinyFrame.lonLatFromEnu([eastMeters, northMeters, 0]).lonLatDeg);
}

function event(id: string, type: string, more: Record<string, unknown>): PostedEvent {
  return {
    specversion: '1.0',
    id,
    source: TEST_SOURCE,
    type,
    time: new Date().toISOString(),
    data: {},
    ...more,
  } as PostedEvent;
}

export function matter(id: string, more: Record<string, unknown> = {}): PostedEvent {
  return event(id, eventTypes.matterReported, {
    place: placeAt(20, 20),
    data: { matterCode: '0101', title: 'title-canary', description: 'description-canary' },
    ...more,
  });
}

export function step(id: string, caseId: string, to: string, more: Record<string, unknown> = {}): PostedEvent {
  return event(id, eventTypes.caseAdvanced, { subject: caseId, data: { to }, ...more });
}

export function videoStatus(id: string, row: number, status: string, more: Record<string, unknown> = {}): PostedEvent {
  return event(id, eventTypes.videoPointStatus, { subject: tinyVideoPoints[row], data: { status }, ...more });
}

export function wind(
  id: string,
  fromDeg: number,
  metersPerSec: number,
  more: Record<string, unknown> = {},
): PostedEvent {
  return event(id, eventTypes.windObserved, { data: { fromDeg, metersPerSec }, ...more });
}

/** Of the officer in a row of the tiny package. */
export function patrol(id: string, row: number, place: string, time: string): PostedEvent {
  return event(id, eventTypes.patrolPosition, { subject: tinyStaff[row], place, time, data: {} });
}

export interface Posted extends EventsAnswer {
  readonly status: number;
}

/** Each post on a connection of its own: tests close and reopen hubs on the same port. */
export function post(address: string, body: unknown, contentType = 'application/json'): Promise<Posted> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(bytes) };
    const sent = request(`${address}api/v1/events`, { method: 'POST', agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as EventsAnswer;
        resolve({ status: response.statusCode ?? 0, ...answer });
      });
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}
