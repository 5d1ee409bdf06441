import type { ClientRequest } from 'node:http';

/** Bytes of a known number; asked for again when a request is sent again. */
export interface RequestBody {
  readonly length: number;
  readonly bytes: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Small enough that a slow line takes one in time. */
const PIECE_BYTES = 64 * 1024;

export const bodyOf = (bytes: Uint8Array): RequestBody => ({
  length: bytes.byteLength,
  bytes: () => [bytes],
});

/** Written piece by piece, as fast as the other side takes them. Never rejects: what goes wrong is told by the request. */
export async function sendBody(sent: ClientRequest, { bytes }: RequestBody, onTaken: () => unknown): Promise<void> {
  const answer = { has: false };
  sent.once('response', () => {
    answer.has = true;
  });
  try {
    for await (const chunk of bytes())
      for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
        // Whoever has answered already does not want the rest.
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
