/**
 * Runs before every npm script, on any Node ≥ 18 and without dependencies: installs when node_modules is missing or
 * differs from the lock file, and makes sure the right Node is there for what follows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bundledNodeVersion, isRightNode, projectFolder, wrongNodeText } from './runtime.mjs';

/** True when every package that this machine must have stands there in the version of the lock. */
function installedAsLocked() {
  const installedFile = path.join(projectFolder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(path.join(projectFolder, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const found = installed[folder];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

if (!installedAsLocked()) {
  const started = Date.now();
  console.log('正在安装依赖（首次需要一两分钟）… / Installing dependencies (a minute or two the first time)…');
  // npm_execpath is the npm that called us; started by hand, the npm of the path does it.
  const npm = process.env.npm_execpath;
  const program = npm ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(program, npm ? [npm, ...flags] : flags, {
    cwd: projectFolder,
    stdio: 'inherit',
    shell: !npm && process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('APP-009  依赖没有装好。检查网络或 npm 缓存后再试：npm ci');
    console.error('APP-009  The install did not finish. Check the network or the npm cache, then try again: npm ci');
    process.exit(1);
  }
  console.log(`依赖已装好 / Installed (${((Date.now() - started) / 1000).toFixed(0)} s)`);
}

const bundled = bundledNodeVersion();
if (!(bundled && isRightNode(bundled)) && !isRightNode(process.versions.node)) {
  console.error(wrongNodeText(process.versions.node));
  process.exit(1);
}
