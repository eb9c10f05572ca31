/** The hub's one HTTP server: who may ask at all, headers of every answer, and faults instead of stack traces. */
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { fault } from '../../model/faults/fault.ts';
import { MAX_BODY_BYTES } from '../doors/eventsRoute.ts';
import { refuseHttp } from './httpFaults.ts';
import { isLoopbackHost } from './loopback.ts';
import { securityHeaders } from './securityHeaders.ts';

const HEADERS_MILLIS = 10_000;
const REQUEST_MILLIS = 30_000;
const MAX_ID_CHARACTERS = 512;

export function openHttpServer(tell: (line: string) => void): FastifyInstance {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_MILLIS,
    http: { headersTimeout: HEADERS_MILLIS },
    routerOptions: { maxParamLength: MAX_ID_CHARACTERS },
    forceCloseConnections: true,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (isLoopbackHost(request.headers.host)) return;
    return refuseHttp(reply, 403, fault('HUB-403', { host: String(request.headers.host).slice(0, 120) }));
  });
  app.setNotFoundHandler(async (request, reply) =>
    refuseHttp(reply, 404, fault('HUB-401', { path: request.url.slice(0, 120) })),
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    switch (error.code) {
      case 'FST_ERR_CTP_BODY_TOO_LARGE':
        return refuseHttp(reply, 413, fault('HUB-203', { limitBytes: MAX_BODY_BYTES }));
      case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': {
        const contentType = String(request.headers['content-type'] ?? '—').slice(0, 120);
        return refuseHttp(reply, 415, fault('HUB-202', { contentType }));
      }
    }
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return refuseHttp(reply, error.statusCode, fault('HUB-405', { reason: error.message.slice(0, 200) }));
    }
    tell(`HUB-406 ${error.stack ?? error.message}`);
    return refuseHttp(reply, 500, fault('HUB-406'));
  });
  return app;
}
