/** One software-GL Chromium for a test file, and pages that remember what went wrong on them. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../src/app/cli/browser.ts';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors on the console, uncaught ones, and requests that failed. */
  readonly problems: string[];
  /** Requests and WebSockets to any other host than the tested one: must stay empty. */
  readonly elsewhere: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport });
  const problems: string[] = [];
  const elsewhere: string[] = [];
  const { host } = new URL(url);
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  const noteHost = (asked: { url(): string }): void => {
    const { protocol, host: askedHost } = new URL(asked.url());
    if (/^(https?|wss?):$/.test(protocol) && askedHost !== host) elsewhere.push(asked.url());
  };
  page.on('request', noteHost);
  page.on('websocket', noteHost); // not a request in the browser's eyes
  await page.goto(url);
  return { page, problems, elsewhere };
}
