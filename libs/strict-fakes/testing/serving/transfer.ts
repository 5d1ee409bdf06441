import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeAnswer } from './exchange.js';
import type { Fault } from './faults.js';
import type { GrowingLogEntry } from './request-log.js';

const MAX_LOGGED_TEXT = 64 * 1024;
const TEXTUAL = /json|xml|text|urlencoded/;

export class DroppedConnection extends Error {}

interface BodyReadOptions {
  readonly entry: GrowingLogEntry;
  readonly fault: Fault | undefined;
  readonly limit: number;
}

/** Returns `undefined` if the body exceeds the limit. */
export async function readBody(request: IncomingMessage, { entry, fault, limit }: BodyReadOptions): Promise<Buffer | undefined> {
  const dropAfter = fault?.kind === 'drop-request' ? fault.afterBytes : Infinity;
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    entry.bodyBytes += chunk.length;
    if (entry.bodyBytes >= dropAfter) throw new DroppedConnection();
    if (entry.bodyBytes <= limit) chunks.push(chunk);
  }
  if (dropAfter !== Infinity) throw new DroppedConnection();
  if (entry.bodyBytes > limit) return undefined;
  const body = Buffer.concat(chunks);
  entry.text = textOf(body, entry.headers['content-type']);
  return body;
}

const textOf = (body: Buffer, mediaType = 'text'): string | undefined =>
  body.length <= MAX_LOGGED_TEXT && TEXTUAL.test(mediaType) ? body.toString() : undefined;

export async function sendAnswer(response: ServerResponse, answer: FakeAnswer, fault: Fault | undefined): Promise<void> {
  const body = bodyOf(answer, fault);
  if (fault?.kind === 'drop-answer' && fault.afterBytes === undefined) throw new DroppedConnection();
  response.writeHead(answer.status, { 'content-length': String(body.length), ...answer.headers });
  if (fault?.kind === 'drop-answer') {
    await untilWritten(response, body.subarray(0, fault.afterBytes));
    throw new DroppedConnection();
  }
  if (fault?.kind === 'slow-answer') await inPieces(response, body, fault);
  else await untilWritten(response, body);
  response.end();
}

function bodyOf({ body = '' }: FakeAnswer, fault: Fault | undefined): Buffer {
  const whole = Buffer.from(body);
  return fault?.kind === 'cut-answer' ? whole.subarray(0, fault.afterBytes) : whole;
}

async function inPieces(
  response: ServerResponse,
  body: Buffer,
  { bytes, everyMs }: { bytes: number; everyMs: number },
): Promise<void> {
  const closed = new AbortController();
  response.once('close', () => {
    closed.abort();
  });
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    await untilWritten(response, body.subarray(at, at + bytes));
    await delay(everyMs, undefined, { signal: closed.signal }).catch(() => undefined);
  }
}

function untilWritten(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    response.write(bytes, (error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
