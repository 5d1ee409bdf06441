import type { Readable } from 'node:stream';
import { newId } from '@throughline/contracts';
import { renderBody } from './body.js';
import { FRESH_KEY, type FuzzRequest } from './fuzz-request.js';
import type { FuzzWorld, IdOwner } from './fuzz-world.js';
import { fillPlaceholders } from './placeholders.js';
import { withSignature } from './zoom-world.js';

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** Time after which an operation counts as stuck, even on a busy machine. Milliseconds. */
const STUCK_MS = 120_000;

const PATIENCE = Symbol('no answer');

async function withTimeout<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<typeof PATIENCE>((resolve) => {
    timer = setTimeout(() => {
      resolve(PATIENCE);
    }, STUCK_MS);
  });
  try {
    const first = await Promise.race([answer, patience]);
    if (first === PATIENCE) throw new Error(`There was no answer within ${String(STUCK_MS)} ms`);
    return first;
  } finally {
    clearTimeout(timer);
  }
}

const withFreshKey = (headers: FuzzRequest['headers']): FuzzRequest['headers'] =>
  headers['idempotency-key'] === FRESH_KEY ? { ...headers, 'idempotency-key': newId() } : headers;

/** Reads the whole body, or the first chunk of an endless stream. */
async function textOf(body: Readable, contentType: string | undefined): Promise<string> {
  const isEndless = contentType?.startsWith('text/event-stream') === true;
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    if (isEndless) break;
  }
  return Buffer.concat(chunks).toString();
}

/** Sends a request through the whole gateway without a socket. `whose` selects the owner of the ids in it. */
export async function send(
  world: FuzzWorld,
  request: FuzzRequest,
  scope: string | undefined,
  whose: IdOwner = 'anybody',
): Promise<Exchange> {
  const fill = (text: string): string => fillPlaceholders(text, world.idsOf(whose));
  const body = request.body === undefined ? undefined : renderBody(request.body);
  const payload = body === undefined ? undefined : Buffer.from(fill(body.payload.toString()));
  const authorization = world.authorization(request.credentials, scope);
  const query = request.query.length === 0 ? '' : `?${fill(request.query.join('&'))}`;
  const response = await withTimeout(
    world.gateway.app.inject({
      payloadAsStream: true,
      method: request.method as 'GET',
      url: `${await world.pathOf(request, whose)}${query}`,
      headers: {
        ...(body?.contentType === undefined ? {} : { 'content-type': body.contentType }),
        ...withSignature(withFreshKey(request.headers), payload ?? Buffer.alloc(0)),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(payload === undefined ? {} : { payload }),
    }),
  );
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    value === undefined ? undefined : String(value),
  ]);
  const told = Object.fromEntries(headers) as Exchange['headers'];
  return { status: response.statusCode, headers: told, text: await withTimeout(textOf(response.stream(), told['content-type'])) };
}
