/**
 * Which Node runs the product. Plain JavaScript for any Node ≥ 18: it must be able to say that it is the wrong one.
 * The install brings Node 24.21.0 for Linux and Windows; elsewhere the system's own must be at least that.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const NEEDED_NODE = '24.21.0';

export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string} found @returns {boolean} same major line and not older */
export function isRightNode(found) {
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED_NODE.split('.').map(Number);
  return major === neededMajor && minor >= neededMinor;
}

/** Version of the runtime that the install brought for this machine, or null. @returns {string | null} */
export function bundledNodeVersion() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const manifest = path.join(projectFolder, 'node_modules', `node-${platform}-${process.arch}`, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
}

/** APP-004 in both languages. @param {string} found @returns {string} */
export function wrongNodeText(found) {
  return [
    `APP-004  正在用 Node ${found}，本产品需要 Node ${NEEDED_NODE}。`,
    `         请用 npm start 启动（安装自带该版本）；若本平台没有自带（${process.platform}-${process.arch}），请自行安装 Node ${NEEDED_NODE}。`,
    `APP-004  This is Node ${found}; the product needs Node ${NEEDED_NODE}.`,
    `         Start it with npm start (the install brings it); on a platform without it (${process.platform}-${process.arch}), install Node ${NEEDED_NODE}.`,
  ].join('\n');
}
