import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiRequest } from '@throughline/api-client';
import { CliError } from '../exit.js';
import { readText, refusalOf, shouldRetry, type Answer } from './answer.js';
import { HttpClient, unreachableError } from './http-client.js';
import type { RetryLimit } from './retry-limit.js';

const STALLED_MS = 60_000;

/** Writes a chunk. Resolves when the target has accepted it. */
export type ChunkWriter = (chunk: Uint8Array) => Promise<void>;

interface Progress {
  readonly hash: Hash;
  received: number;
  etag: string | undefined;
}

const openAt = async (client: HttpClient, file: ApiRequest, { received, etag }: Progress): Promise<IncomingMessage> => {
  const headers =
    received === 0 ? {} : { range: `bytes=${String(received)}-`, ...(etag === undefined ? {} : { 'if-range': etag }) };
  const request = client.open(file, { timeout: STALLED_MS, headers });
  return client.responseTo(request, () => request.end());
};

async function writeAll(response: IncomingMessage, progress: Progress, take: ChunkWriter): Promise<void> {
  for await (const chunk of response as AsyncIterable<Buffer>) {
    progress.hash.update(chunk);
    await take(chunk);
    progress.received += chunk.byteLength;
  }
  if (!response.complete) throw new Error('The connection broke during the download');
}

/** Requests the rest of the file. Returns undefined when it is complete, or the refusal. */
async function fetchRest(
  client: HttpClient,
  file: ApiRequest,
  progress: Progress,
  take: ChunkWriter,
): Promise<Answer | undefined> {
  const response = await openAt(client, file, progress);
  const status = response.statusCode ?? 0;
  if (status >= 400) return { status, headers: response.headers, body: await readText(response) };
  if (progress.received > 0 && status !== 206)
    throw new CliError('failed', 'The file has changed during the download', { tryInstead: 'Download it again.' });
  progress.etag = response.headers.etag;
  await writeAll(response, progress, take);
  return undefined;
}

/** Downloads a file, resumes after a broken connection, and verifies the hash. */
export async function downloadFile(
  client: HttpClient,
  file: ApiRequest,
  take: ChunkWriter,
  patience: RetryLimit,
): Promise<number> {
  const progress: Progress = { hash: createHash('sha256'), received: 0, etag: undefined };
  for (;;) {
    const before = progress.received;
    const since = performance.now();
    const outcome = await fetchRest(client, file, progress, take).then(
      (refused) => ({ refused, error: undefined }),
      (error: unknown) => ({ refused: undefined, error }),
    );
    if (outcome.error instanceof CliError) throw outcome.error;
    if (outcome.error === undefined && outcome.refused === undefined) break;
    if (outcome.refused !== undefined && !shouldRetry(outcome.refused)) throw refusalOf(outcome.refused);
    if (progress.received > before) patience.reset();
    await HttpClient.waitOrThrow(
      patience,
      outcome.refused === undefined
        ? { error: unreachableError(client.url, outcome.error), tookMs: performance.now() - since }
        : { answer: outcome.refused },
    );
  }
  if (progress.etag !== `"${progress.hash.digest('hex')}"`)
    throw new CliError('failed', 'The download is damaged: its hash differs from that of the server', {
      tryInstead: 'Download it again.',
    });
  return progress.received;
}

/** Downloads an answer that is made while it is sent, so that it can neither be resumed nor has a hash. Returns the bytes. */
export async function downloadOnce(client: HttpClient, file: ApiRequest, take: ChunkWriter): Promise<number> {
  const progress: Progress = { hash: createHash('sha256'), received: 0, etag: undefined };
  const refused = await fetchRest(client, file, progress, take).catch((error: unknown) => {
    throw error instanceof CliError ? error : unreachableError(client.url, error);
  });
  if (refused !== undefined) throw refusalOf(refused);
  return progress.received;
}
