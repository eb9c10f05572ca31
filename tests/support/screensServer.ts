/** A hub over the toy district that serves the built screens, or another page built for a test. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildScreens, screensAreBuilt, screensFolder } from '../../src/app/builtScreens.ts';
import { type Hub, type HubOptions, openHub } from '../../src/hub/hub.ts';
import type { EventsAnswer } from '../../src/model/contract/answers.ts';
import { toyDistrict } from './toyDistrict.ts';

export interface ScreensServer {
  /** With a closing slash. */
  readonly url: string;
  readonly hub: Hub;
  readonly packageFolder: string;
  post(events: readonly object[]): Promise<EventsAnswer>;
  close(): Promise<void>;
}

export interface ScreensServerOptions {
  /** The toy district where it is not given. */
  readonly packageFolder?: string;
  /** Pages to serve instead of the product's own. */
  readonly pagesFolder?: string;
  readonly base?: string;
  /** An earlier package beside it. */
  readonly compare?: HubOptions['compare'];
}

export async function startScreens(options: ScreensServerOptions = {}): Promise<ScreensServer> {
  const packageFolder = options.packageFolder ?? (await toyDistrict());
  if (!options.pagesFolder && !screensAreBuilt()) await buildScreens();
  const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-screens-'));
  const hub = await openHub({
    packageFolder,
    stateFolder,
    screensFolder: options.pagesFolder ?? screensFolder,
    host: '127.0.0.1',
    port: 0,
    base: options.base ?? '/',
    ...(options.compare ? { compare: options.compare } : {}),
  });
  const url = `${hub.origin}${hub.base}`;
  return {
    url,
    hub,
    packageFolder,
    async post(events) {
      const answer = await fetch(`${url}api/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events),
      });
      return (await answer.json()) as EventsAnswer;
    },
    async close() {
      await hub.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}
