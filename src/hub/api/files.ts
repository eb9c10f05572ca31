/** Files: of the package only what its manifest calls public; the built screens, one page for all stations. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { COMPARED_BASE } from '../../model/contract/comparison.ts';
import type { Manifest } from '../../model/contract/manifest.ts';
import { mayBePublic } from '../../model/contract/packageFiles.ts';
import { stations } from '../../model/domain/audiences.ts';
import { fault } from '../../model/faults/fault.ts';
import type { ComparedPackage } from '../state/comparedPackage.ts';
import { refuseHttp } from './httpFaults.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';
/** Tiles are named by what they say: such a name is never served with another content. */
const NAMED_BY_CONTENT = /-[0-9a-f]{16}\.glb$/;

/** Types that the file server's table does not know or does not say precisely. */
const contentTypes: Readonly<Record<string, string>> = {
  '.glb': 'model/gltf-binary',
  '.bin': 'application/octet-stream',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** True for a name listed in the manifest, whole or under a listed `folder/**`, that may be public at all. */
export function isPublicFile(manifest: Pick<Manifest, 'publicFiles'>, name: string): boolean {
  if (!mayBePublic(name)) return false;
  return manifest.publicFiles.some((listed) =>
    listed.endsWith('/**') ? name.startsWith(listed.slice(0, -2)) : name === listed,
  );
}

export interface FilesParts {
  readonly base: string;
  readonly packageFolder: string;
  readonly manifest: Manifest;
  readonly screensFolder: string | null;
  readonly compared: ComparedPackage | null;
}

export async function registerFiles(app: FastifyInstance, parts: FilesParts): Promise<void> {
  const { base, manifest, packageFolder, screensFolder, compared } = parts;
  await app.register(fastifyStatic, {
    root: [packageFolder, screensFolder, compared?.folder].filter((folder) => typeof folder === 'string'),
    serve: false,
    dotfiles: 'deny',
    cacheControl: false,
    // A package's files have precompressed twins beside them: who accepts one gets it under the file's own name.
    preCompressed: true,
  });
  const nothingAt = (reply: FastifyReply, name: string): FastifyReply =>
    refuseHttp(reply, 404, fault('HUB-401', { path: name.slice(0, 120).toWellFormed() }));
  const send = (reply: FastifyReply, name: string, folder: string, cacheControl: string): FastifyReply => {
    const contentType = contentTypes[path.extname(name)];
    if (contentType) reply.header('content-type', contentType);
    return reply.header('cache-control', cacheControl).sendFile(name, folder);
  };

  const servePackage = (under: string, folder: string, manifest: Manifest): void => {
    app.get<{ Params: { '*': string }; Querystring: { h?: unknown } }>(`${under}package/*`, async (request, reply) => {
      const name = request.params['*'];
      if (!isPublicFile(manifest, name) || !existsSync(path.join(folder, name))) return nothingAt(reply, name);
      const isFixed = NAMED_BY_CONTENT.test(name) || request.query.h === manifest.districtHash;
      return send(reply, name, folder, isFixed ? IMMUTABLE : REVALIDATE);
    });
  };
  servePackage(base, packageFolder, manifest);
  if (compared) servePackage(`${base}${COMPARED_BASE}`, compared.folder, compared.manifest);

  app.get<{ Params: { '*': string } }>(`${base}*`, async (request, reply) => {
    const name = request.params['*'];
    if (screensFolder === null || name.split('/').includes('..')) return nothingAt(reply, name);
    const [first] = name.split('/');
    if (name === '' || name === 'index.html' || stations.some((station) => station !== 'index' && station === first)) {
      return sendPage(reply, screensFolder, base);
    }
    const isFile = /\.\w+$/.test(name) && existsSync(path.join(screensFolder, name));
    // Vite names what it builds by content; files of the public folder keep their names.
    return isFile
      ? send(reply, name, screensFolder, name.startsWith('assets/') ? IMMUTABLE : REVALIDATE)
      : nothingAt(reply, name);
  });
}

/** The one page of all stations; its relative addresses start from the served base, however deep the station's path is. */
function sendPage(reply: FastifyReply, screensFolder: string, base: string): FastifyReply {
  const file = path.join(screensFolder, 'index.html');
  if (!existsSync(file)) return refuseHttp(reply, 404, fault('HUB-401', { path: 'index.html' }));
  const page = readFileSync(file, 'utf8').replace(/<base href="[^"]*"\s*\/?>/i, `<base href="${base}">`);
  return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', REVALIDATE).send(page);
}
