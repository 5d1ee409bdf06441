import type { ClientRequest } from 'node:http';

/** A body of known length. `bytes` is called again when a request is repeated. */
export interface RequestBody {
  readonly length: number;
  readonly bytes: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Small enough to be sent over a slow connection within the timeout. */
const PIECE_BYTES = 64 * 1024;

export const toRequestBody = (bytes: Uint8Array): RequestBody => ({
  length: bytes.byteLength,
  bytes: () => [bytes],
});

/** Writes the body in pieces, as fast as the server reads. Never rejects: the request reports its errors. */
export async function sendBody(sent: ClientRequest, { bytes }: RequestBody, onTaken: () => unknown): Promise<void> {
  const answer = { has: false };
  sent.once('response', () => {
    answer.has = true;
  });
  try {
    for await (const chunk of bytes())
      for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
        // A server that has already answered does not read the rest.
        if (answer.has) return;
        await written(sent, chunk.subarray(at, at + PIECE_BYTES));
        onTaken();
      }
    sent.end();
  } catch (error) {
    sent.destroy(error instanceof Error ? error : new Error('the body cannot be read'));
  }
}

function written(sent: ClientRequest, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    sent.write(piece, (error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
