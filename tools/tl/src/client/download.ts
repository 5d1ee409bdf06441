import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CliError } from '../exit.js';
import { readText, refusalOf, wantsRetry, type Answer } from './answer.js';
import { HttpClient, unreachable } from './http-client.js';
import type { Patience } from './patience.js';

const STALLED_MS = 60_000;

/** Where the bytes go; resolves when they are taken. */
export type Take = (chunk: Uint8Array) => Promise<void>;

interface Progress {
  readonly hash: Hash;
  received: number;
  etag: string | undefined;
}

const openAt = async (client: HttpClient, path: string, { received, etag }: Progress): Promise<IncomingMessage> => {
  const headers =
    received === 0 ? {} : { range: `bytes=${String(received)}-`, ...(etag === undefined ? {} : { 'if-range': etag }) };
  const request = client.open(path, { method: 'GET', timeout: STALLED_MS, headers });
  return client.responseTo(request, () => request.end());
};

async function takeAll(response: IncomingMessage, progress: Progress, take: Take): Promise<void> {
  for await (const chunk of response as AsyncIterable<Buffer>) {
    progress.hash.update(chunk);
    await take(chunk);
    progress.received += chunk.byteLength;
  }
  if (!response.complete) throw new Error('The connection ended in the middle');
}

/** The answer of a refusal, or undefined where the bytes have all been taken. */
async function part(client: HttpClient, path: string, progress: Progress, take: Take): Promise<Answer | undefined> {
  const response = await openAt(client, path, progress);
  const status = response.statusCode ?? 0;
  if (status >= 400) return { status, headers: response.headers, body: await readText(response) };
  if (progress.received > 0 && status !== 206)
    throw new CliError('failed', 'The file has changed while it was being fetched', { tryInstead: 'Fetch it again.' });
  progress.etag = response.headers.etag;
  await takeAll(response, progress, take);
  return undefined;
}

/** Fetches a file; a broken connection is taken up where it broke. What arrives is checked against its hash. */
export async function downloadFile(client: HttpClient, path: string, take: Take, patience: Patience): Promise<number> {
  const progress: Progress = { hash: createHash('sha256'), received: 0, etag: undefined };
  for (;;) {
    const before = progress.received;
    const since = performance.now();
    const outcome = await part(client, path, progress, take).then(
      (refused) => ({ refused, error: undefined }),
      (error: unknown) => ({ refused: undefined, error }),
    );
    if (outcome.error instanceof CliError) throw outcome.error;
    if (outcome.error === undefined && outcome.refused === undefined) break;
    if (outcome.refused !== undefined && !wantsRetry(outcome.refused)) throw refusalOf(outcome.refused);
    if (progress.received > before) patience.reset();
    await HttpClient.waitOrThrow(
      patience,
      outcome.refused === undefined
        ? { error: unreachable(client.url, outcome.error), tookMs: performance.now() - since }
        : { answer: outcome.refused },
    );
  }
  if (progress.etag !== `"${progress.hash.digest('hex')}"`)
    throw new CliError('failed', 'What arrived is not what the server has: the hash differs', { tryInstead: 'Fetch it again.' });
  return progress.received;
}
