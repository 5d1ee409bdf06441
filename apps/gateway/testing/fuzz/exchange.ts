import type { Readable } from 'node:stream';
import { newId } from '@throughline/contracts';
import { fillBody, renderBody } from './body.js';
import { FRESH_KEY, type Credentials, type FuzzRequest, type IdOwner } from './fuzz-request.js';
import { fillPlaceholders } from './placeholders.js';
import { withSignature } from './zoom-world.js';

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

export interface WireRequest {
  readonly method: string;
  /** With query, without host. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly stream: Readable;
}

/** A server that gets generated requests, with the ids and tokens that they name. */
export interface FuzzTarget {
  idsOf(whose: IdOwner): (pick: number) => string;
  pathOf(request: Pick<FuzzRequest, 'path' | 'params'>, whose: IdOwner): Promise<string>;
  authorization(credentials: Credentials, scope: string | undefined): string | undefined;
  exchange(request: WireRequest): Promise<WireAnswer>;
  /** Called after a refusal that left the things made for the request as they were. */
  keepForOthers?(request: Pick<FuzzRequest, 'params'>): void;
}

/** Time after which an operation counts as stuck, even on a busy machine. Milliseconds. */
const STUCK_MS = 120_000;

const NO_ANSWER = Symbol('no answer');

async function withTimeout<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const noAnswer = new Promise<typeof NO_ANSWER>((resolve) => {
    timer = setTimeout(() => {
      resolve(NO_ANSWER);
    }, STUCK_MS);
  });
  try {
    const first = await Promise.race([answer, noAnswer]);
    if (first === NO_ANSWER) throw new Error(`There was no answer within ${String(STUCK_MS)} ms`);
    return first;
  } finally {
    clearTimeout(timer);
  }
}

const withFreshKey = (headers: FuzzRequest['headers']): FuzzRequest['headers'] =>
  headers['idempotency-key'] === FRESH_KEY ? { ...headers, 'idempotency-key': newId() } : headers;

/** Length from which an answer is compared with the last one: decoding and parsing it take longer. Bytes or characters. */
export const LONG = 64 * 1024;
let lastLong: { readonly bytes: Buffer; readonly text: string } = { bytes: Buffer.alloc(0), text: '' };

/** Remembers the last long answer: hundreds in a row have the same document of megabytes. */
function decode(bytes: Buffer): string {
  if (bytes.length < LONG) return bytes.toString();
  if (!bytes.equals(lastLong.bytes)) lastLong = { bytes, text: bytes.toString() };
  return lastLong.text;
}

/** Reads the whole body, or the first chunk of an endless stream. Listeners cost less than an iterator. */
const textOf = (body: Readable, contentType: string | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    const isEndless = contentType?.startsWith('text/event-stream') === true;
    const chunks: Buffer[] = [];
    const end = (): void => {
      resolve(decode(Buffer.concat(chunks)));
    };
    body.on('error', reject).on('end', end);
    body.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (!isEndless) return;
      end();
      body.destroy();
    });
    body.on('close', () => {
      reject(new Error('The answer ended before its end'));
    });
  });

async function exchangeTexts(target: FuzzTarget, request: WireRequest): Promise<Exchange> {
  const answer = await target.exchange(request);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, value === undefined ? undefined : String(value)]);
  const headerFields = Object.fromEntries(headers) as Exchange['headers'];
  return { status: answer.status, headers: headerFields, text: await textOf(answer.stream, headerFields['content-type']) };
}

async function wireRequestOf(
  target: FuzzTarget,
  request: FuzzRequest,
  scope: string | undefined,
  whose: IdOwner,
): Promise<WireRequest> {
  const fill = (text: string): string => fillPlaceholders(text, target.idsOf(whose));
  const body = request.body === undefined ? undefined : renderBody(fillBody(request.body, fill));
  const payload = body?.payload;
  const authorization = target.authorization(request.credentials, scope);
  const query = request.query.length === 0 ? '' : `?${fill(request.query.join('&'))}`;
  return {
    method: request.method,
    url: `${await target.pathOf(request, whose)}${query}`,
    headers: {
      ...(body?.contentType === undefined ? {} : { 'content-type': body.contentType }),
      ...withSignature(withFreshKey(request.headers), payload ?? Buffer.alloc(0)),
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(payload === undefined ? {} : { payload }),
  };
}

/** Refusals of an item that exists, which change nothing. */
const LEAVES_UNCHANGED: ReadonlySet<number> = new Set([400, 409, 412, 413, 422, 428]);

/** Sends a request. `whose` selects the owner of the ids in it. */
export async function send(
  target: FuzzTarget,
  request: FuzzRequest,
  scope: string | undefined,
  whose: IdOwner = 'anybody',
): Promise<Exchange> {
  const exchange = await withTimeout(exchangeTexts(target, await wireRequestOf(target, request, scope, whose)));
  if (LEAVES_UNCHANGED.has(exchange.status)) target.keepForOthers?.(request);
  return exchange;
}
