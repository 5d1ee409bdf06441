import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { CHECKSUM_ALGORITHMS } from './checksum.js';

export const UPLOADS_PATH = '/api/v1/uploads';
export const OFFSET_TYPE = 'application/offset+octet-stream';
const VERSION = '1.0.0';
const TAKES_BYTES = 'takesBytes';

/** For operations that read the bytes of an upload. All others refuse them. */
export const TakesBytes = (): MethodDecorator => RouteConfig({ [TAKES_BYTES]: true });

/** Returns the headers of OPTIONS: versions, extensions and limits. */
export const buildAbilityHeaders = (maxBytes: number): Readonly<Record<string, string>> => ({
  'tus-version': VERSION,
  'tus-extension': 'creation,creation-with-upload,termination,expiration,checksum',
  'tus-checksum-algorithm': CHECKSUM_ALGORITHMS.join(','),
  'tus-max-size': String(maxBytes),
});

export const hasBytes = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === OFFSET_TYPE;

/** "The Tus-Resumable header MUST be included in every request and response", so in refusals as well. */
export function registerTus(instance: FastifyInstance): void {
  // Leaves the body unread: its handler streams it.
  instance.addContentTypeParser(OFFSET_TYPE, (_request, _payload, done) => {
    done(null);
  });
  instance.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '';
    if (path === UPLOADS_PATH || path.startsWith(`${UPLOADS_PATH}/`)) void reply.header('tus-resumable', VERSION);
    done();
  });
  instance.addHook('preParsing', (request, _reply, _payload, done) => {
    const isTaken =
      ['GET', 'HEAD'].includes(request.method) || request.is404 || Object.hasOwn(request.routeOptions.config, TAKES_BYTES);
    done(hasBytes(request) && !isTaken ? new Problem('unsupported-media-type') : null);
  });
}

/**
 * "If the version specified by the Client is not supported by the Server, it MUST respond with the 412 … and MUST include
 * Tus-Version".
 */
export function assertVersion(request: FastifyRequest): void {
  if (request.headers['tus-resumable'] !== VERSION) throw new Problem('tus-version', { headers: { 'tus-version': VERSION } });
}

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,15})$/;

export function readByteCount(request: FastifyRequest, name: 'upload-length' | 'upload-offset'): number {
  const header = request.headers[name];
  const number = typeof header === 'string' && WHOLE_NUMBER.test(header) ? Number(header) : undefined;
  if (number === undefined || !Number.isSafeInteger(number))
    throw invalid([{ pointer: `/headers/${name}`, message: 'must be a number of bytes' }]);
  return number;
}

export const readContentLength = (request: FastifyRequest): number | undefined => {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
};
