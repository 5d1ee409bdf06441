import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import multipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { basePathOf, createNestLogger, traceRoutes, type Logger, type Metrics } from '@throughline/service-kit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedProxies } from './trust-proxy-setting.js';
import { addBasePathToHeaders, withoutBasePath } from './base-path.js';
import { toCurrentUrl } from './former-paths.js';
import { measureRequests } from './requests/request-metrics.js';
import { findTextProblem } from './problems/body-shape.js';
import { findJsonProblem } from './problems/json-text.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { Problem } from './problems/problem.js';
import { RouteTable } from './problems/routes.js';
import { toProblem } from './problems/from-error.js';
import { PROBLEM_TYPE, problemBytes, sendProblem } from './problems/send.js';
import { MAX_PATH_PART, refuseBrokenAddresses, tooLongPart, toPageUrl, undecodablePath } from './requests/addresses.js';
import { rememberRequests } from './requests/current-request.js';
import { keepText } from './requests/kept-text.js';
import { raiseBodyLimits } from './requests/body-limit.js';
import { answerReadsInTime } from './requests/read-deadline.js';
import { QueryGuard } from './requests/query-guard.js';
import { TAKES_FORMS, TAKES_PAIRS } from './requests/takes-forms.js';
import { discardUnreadBodies } from './requests/unread-body.js';

const SAFE_ID = /^[A-Za-z0-9._:-]{1,100}$/;

/** Returns the client's own `X-Request-Id` if it is safe in a header and a log line, else a new id. */
const requestIdOf = (headers: IncomingHttpHeaders): string => {
  const value = headers['x-request-id'];
  return typeof value === 'string' && SAFE_ID.test(value) ? value : randomUUID();
};

export interface HttpOptions {
  readonly maxBodyBytes: number;
  readonly readDeadlineMs: number;
  readonly trustProxy: TrustedProxies;
  readonly publicUrl: string | undefined;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export interface HttpApp {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

/** Writes the answer by hand: a broken request line or header never reaches a route. */
function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem('too-large')
      : new Problem('malformed-request', {
          detail: 'The request line or a header is not valid HTTP.',
          tryInstead: 'Encode the characters of the address, and check the names and values of the headers.',
        });
  const id = requestIdOf({});
  const body = problemBytes(problem, id);
  socket.end(
    [
      `HTTP/1.1 ${String(problem.status)} ${problem.status === 413 ? 'Content Too Large' : 'Bad Request'}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${String(body.byteLength)}`,
      `X-Request-Id: ${id}`,
      'Connection: close',
      '',
      body.toString(),
    ].join('\r\n'),
  );
}

/** Errors of the router, by their codes. */
const ADDRESS_PROBLEMS: Readonly<Record<string, () => Problem>> = {
  FST_ERR_BAD_URL: undecodablePath,
  FST_ERR_MAX_PARAM_LENGTH: tooLongPart,
};

const createAdapter = (options: HttpOptions, basePath: string): FastifyAdapter =>
  new FastifyAdapter({
    rewriteUrl: ({ url = '', headers }: IncomingMessage) => toPageUrl(toCurrentUrl(withoutBasePath(url, basePath)), headers),
    logger: false,
    bodyLimit: options.maxBodyBytes,
    trustProxy: typeof options.trustProxy === 'boolean' ? options.trustProxy : [...options.trustProxy],
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
    routerOptions: { maxParamLength: MAX_PATH_PART },
    // The head of a request has a timeout. A body may take hours, so its pauses are limited by its reader. Node would answer a
    // missing host itself, without a problem document.
    http: { headersTimeout: 20_000, requestTimeout: 0, requireHostHeader: false },
    clientErrorHandler: handleClientError,
    // Errors before a route is found, e.g. a path that does not decode.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-request-id', request.id);
      sendProblem(request, reply, ADDRESS_PROBLEMS[error.code]?.() ?? toProblem(error));
    },
  });

/** An empty JSON body counts as none: `POST …/run` needs none, and many clients send the header all the same. */
function acceptJson(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    keepText(request, text);
    if (text === '') done(null, undefined);
    else
      void parse(request, text, (error, value) => {
        done(error ?? findJsonProblem(text, value) ?? null, value);
      });
  });
}

const PAIRS = 'application/x-www-form-urlencoded';

/** Parses HTML forms without files. The last of several values of a name wins. */
function acceptSimpleForms(instance: FastifyInstance): void {
  instance.addContentTypeParser(PAIRS, { parseAs: 'string' }, (_request, body, done) => {
    const pairs = Object.fromEntries(new URLSearchParams(body.toString()));
    done(findTextProblem(pairs) ?? null, pairs);
  });
}

/** Returns the route setting that allows a body of this type, if it needs one. */
const findNeededSetting = (contentType: string): string | undefined => {
  if (contentType.startsWith('multipart/')) return TAKES_FORMS;
  return contentType.startsWith(PAIRS) ? TAKES_PAIRS : undefined;
};

/**
 * Refuses forms on all other routes. Fastify registers parsers for every route, which would take a form for another body or for
 * none.
 */
function refuseUnexpectedForms(instance: FastifyInstance): void {
  instance.addHook('preParsing', (request, _reply, _payload, done) => {
    const needed = findNeededSetting(request.headers['content-type']?.trim().toLowerCase() ?? '');
    const isTaken =
      needed === undefined ||
      ['GET', 'HEAD'].includes(request.method) ||
      request.is404 ||
      Object.hasOwn(request.routeOptions.config, needed);
    done(isTaken ? null : new Problem('unsupported-media-type'));
  });
}

const CSP = "default-src 'self'; img-src 'self' data:";

function addHeaders(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': CSP,
      'cache-control': 'private, no-cache',
    });
    done();
  });
}

/** Sends problem documents where Node itself would answer without one: a missing host, an unknown expectation. */
function replaceNodeAnswers(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    const isMissing = request.raw.httpVersion === '1.1' && request.headers.host === undefined;
    done(
      isMissing
        ? new Problem('malformed-request', { detail: 'The header Host is missing.', tryInstead: 'Send the header Host.' })
        : undefined,
    );
  });
  // RFC 9110, 10.1.1 allows ("MAY") a 417. This server ignores the expectation.
  instance.server.on('checkExpectation', (request, response) => instance.server.emit('request', request, response));
}

/** Creates the HTTP server: Fastify under Nest. Every refusal is a problem document. */
export async function createHttpApp(module: DynamicModule, options: HttpOptions): Promise<HttpApp> {
  const basePath = basePathOf(options.publicUrl);
  const adapter = createAdapter(options, basePath);
  const instance = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable(instance);
  raiseBodyLimits(instance, options.maxBodyBytes);
  traceRoutes(instance);
  measureRequests(instance, options.metrics);
  discardUnreadBodies(instance);
  addHeaders(instance);
  addBasePathToHeaders(instance, basePath);
  answerReadsInTime(instance, options.readDeadlineMs, options.log);
  replaceNodeAnswers(instance);
  refuseBrokenAddresses(instance);
  acceptJson(instance);
  acceptSimpleForms(instance);
  refuseUnexpectedForms(instance);
  rememberRequests(instance);
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: createNestLogger(options.log),
    abortOnError: false,
    bodyParser: false,
  });
  await app.register(multipart as never);
  app.useGlobalGuards(new QueryGuard(app.get(Reflector)));
  app.useGlobalFilters(new ProblemFilter(options.log, routes.methodsOf));
  return { app, routes };
}
