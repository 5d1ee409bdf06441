import { RetryableError } from '@throughline/contracts';
import type { RequestBody } from '@throughline/outgoing';
import type { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../destination.js';
import type { ServiceWords } from '../http-trouble.js';

async function* counted(
  pieces: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) {
    yield piece;
    // It is asked for the next one when this one was taken.
    onBytes(piece.length);
  }
}

/** A part of a file as the body of a request; to be sent once. */
export const bodyFrom = (
  source: SourceBytes,
  { from, to }: { readonly from: number; readonly to: number },
  onBytes: (bytes: number) => void,
): RequestBody => ({ length: to - from, bytes: () => counted(source.piecesTo(to), onBytes) });

/** Nothing is compared where a server does not tell. */
export function requireSameHash(told: string | undefined, { name, sha256 }: DeliveryFile, { where }: ServiceWords): void {
  if (told !== undefined && told.toLowerCase() !== sha256)
    throw new RetryableError(
      'content-corrupted',
      `Bytes of ${name} have changed on their way: ${where} counts others; they are sent again`,
    );
}
