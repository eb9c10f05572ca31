/** Events as a source would post them, and the posting. */
import type { EventsAnswer } from '../../src/model/contract/answers.ts';
import { eventTypes, geoUriFromLonLat } from '../../src/model/contract/event.ts';
import { tinyFrame, tinyVideoPoints } from './tinyPackage.ts';

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

export interface Posted extends EventsAnswer {
  readonly status: number;
}

export async function post(address: string, body: unknown, contentType = 'application/json'): Promise<Posted> {
  const response = await fetch(`${address}api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as EventsAnswer) };
}
