/** The browser that tests drive: named, installed, or installed now. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { FaultError, fault } from '../../model/faults/fault.ts';

const LINUX = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const WINDOWS = [
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'Chromium/Application/chrome.exe',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function installedBrowser(): string | null {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    const files = roots.flatMap((root) => (root ? WINDOWS.map((file) => path.join(root, file)) : []));
    return files.find((file) => existsSync(file)) ?? null;
  }
  if (process.platform === 'darwin') return MAC.find((file) => existsSync(file)) ?? null;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return (
    LINUX.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file)) ?? null
  );
}

/** Debian's package where we may install it: root, and apt at hand. */
function installWithApt(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('正在用 apt 安装 Chromium… / installing Chromium with apt…');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
    ...quiet,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

async function playwrightBrowser(): Promise<string | null> {
  const { chromium } = await import('playwright-core');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  console.log('正在下载 Playwright 的 Chromium… / downloading Playwright’s Chromium…');
  const cli = path.join(path.dirname(new URL(import.meta.resolve('playwright-core/package.json')).pathname), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** Path of a Chromium-like browser. Throws FaultError APP-008 where none can be had. */
export async function findBrowser(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new FaultError(fault('APP-002', { folder: named, option: 'CHROMIUM_PATH' }));
    return named;
  }
  const installed = installedBrowser();
  if (installed) return installed;
  installWithApt();
  const found = installedBrowser() ?? (await playwrightBrowser());
  if (!found) throw new FaultError(fault('APP-008'));
  return found;
}
