import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import multipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { nestLogger, traceRoutes, type Logger, type Metrics } from '@throughline/service-kit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { measureRequests } from './metrics/http-metrics.js';
import { tellPositions } from './positions/position-header.js';
import type { ShownPositions } from './positions/shown-positions.js';
import { textProblem } from './problems/body-shape.js';
import { jsonProblem } from './problems/json-text.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { Problem } from './problems/problem.js';
import { RouteTable } from './problems/routes.js';
import { problemFrom } from './problems/from-error.js';
import { PROBLEM_TYPE, problemBytes, sendProblem } from './problems/send.js';
import { QueryGuard } from './requests/query-guard.js';
import { TAKES_FORMS, TAKES_PAIRS } from './requests/takes-forms.js';
import { showToReaders } from './tokens/reader-view.js';
import { speakTus } from './uploads/tus.js';
import { requestIdOf } from './requests/request-id.js';

export interface HttpOptions {
  readonly maxBodyBytes: number;
  readonly trustProxy: boolean;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly shown: ShownPositions;
}

export interface HttpApp {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

export const MAX_PATH_PART = 1_024;

/** A broken request line or header never reaches a route; the answer is written by hand. */
function onClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem(error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'malformed-request');
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

const adapterFor = (options: HttpOptions): FastifyAdapter =>
  new FastifyAdapter({
    logger: false,
    bodyLimit: options.maxBodyBytes,
    trustProxy: options.trustProxy,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
    routerOptions: { maxParamLength: MAX_PATH_PART },
    // Nobody may take for ever to send a head; a body may take hours, its pauses are limited where it is read.
    // Without a host Node would refuse by itself, in no words that a client of ours could read.
    http: { headersTimeout: 20_000, requestTimeout: 0, requireHostHeader: false },
    clientErrorHandler: onClientError,
    // Errors before a route is found, e.g. a path that does not decode.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-request-id', request.id);
      sendProblem(request, reply, problemFrom(error));
    },
  });

/** A JSON body that is empty is no body: `POST …/run` needs none, and many clients send the header all the same. */
function takeJsonOnly(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (text === '') done(null, undefined);
    else
      void parse(request, text, (error, value) => {
        done(error ?? jsonProblem(text, value) ?? null, value);
      });
  });
}

const PAIRS = 'application/x-www-form-urlencoded';

/** What a form of the web sends without files. Of several values of a name the last one counts. */
function takePairs(instance: FastifyInstance): void {
  instance.addContentTypeParser(PAIRS, { parseAs: 'string' }, (_request, body, done) => {
    const pairs = Object.fromEntries(new URLSearchParams(body.toString()));
    done(textProblem(pairs) ?? null, pairs);
  });
}

/** What a route has to say to be sent a body of another type than JSON. */
const neededFor = (contentType: string): string | undefined => {
  if (contentType.startsWith('multipart/')) return TAKES_FORMS;
  return contentType.startsWith(PAIRS) ? TAKES_PAIRS : undefined;
};

/** The parsers of forms take one for every route: elsewhere it would pass for another body, or for none at all. */
function takeFormsOnlyWhereAsked(instance: FastifyInstance): void {
  instance.addHook('preParsing', (request, _reply, _payload, done) => {
    const needed = neededFor(request.headers['content-type']?.trim().toLowerCase() ?? '');
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

/** What Node would answer by itself, without a word, is answered here: a missing host, and an expectation that nobody knows. */
function answerForNode(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    const isMissing = request.raw.httpVersion === '1.1' && request.headers.host === undefined;
    done(isMissing ? new Problem('malformed-request', { detail: 'The request names no host.' }) : undefined);
  });
  // "MAY respond with a 417" (RFC 9110, 10.1.1): it changes nothing here.
  instance.server.on('checkExpectation', (request, response) => instance.server.emit('request', request, response));
}

/** As it stands in an address: NUL, and the bytes that would be half of a surrogate pair. */
const BROKEN_IN_ADDRESS = /%00|%ed%[ab][0-9a-f]/i;

/** Refuses paths and queries with text that cannot be stored, before anything reads them. */
function refuseBrokenAddresses(instance: FastifyInstance): void {
  instance.addHook('onRequest', ({ url }, _reply, done) => {
    const detail = 'The address contains NUL or half of a surrogate pair.';
    done(BROKEN_IN_ADDRESS.test(url) ? new Problem('malformed-request', { detail }) : undefined);
  });
}

/** The HTTP side: Fastify under Nest, every refusal a problem document. */
export async function createHttpApp(module: DynamicModule, options: HttpOptions): Promise<HttpApp> {
  const adapter = adapterFor(options);
  const instance = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable(instance);
  traceRoutes(instance);
  measureRequests(instance, options.metrics);
  addHeaders(instance);
  tellPositions(instance, options.shown);
  answerForNode(instance);
  refuseBrokenAddresses(instance);
  showToReaders(instance);
  takeJsonOnly(instance);
  takePairs(instance);
  takeFormsOnlyWhereAsked(instance);
  speakTus(instance);
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(options.log),
    abortOnError: false,
    bodyParser: false,
  });
  await app.register(multipart as never);
  app.useGlobalGuards(new QueryGuard(app.get(Reflector)));
  app.useGlobalFilters(new ProblemFilter(options.log, routes.methodsOf));
  return { app, routes };
}
