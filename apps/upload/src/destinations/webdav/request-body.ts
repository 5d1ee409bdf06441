import { RetryableError } from '@throughline/contracts';
import type { RequestBody } from '@throughline/outgoing';
import type { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../../kit/destination.js';
import type { ServiceTerms } from '../../kit/http-errors.js';

async function* countBytes(
  pieces: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) {
    yield piece;
    // The consumer requests the next piece once it has taken this one.
    onBytes(piece.length);
  }
}

/** Wraps a part of a file as a request body, to be sent once. */
export const createBody = (
  source: SourceBytes,
  { from, to }: { readonly from: number; readonly to: number },
  onBytes: (bytes: number) => void,
): RequestBody => ({ length: to - from, bytes: () => countBytes(source.piecesTo(to), onBytes) });

export function requireSameHash(hash: string | undefined, { name, sha256 }: DeliveryFile, { where }: ServiceTerms): void {
  if (hash !== undefined && hash.toLowerCase() !== sha256)
    throw new RetryableError('content-corrupted', `${where} has received changed bytes of ${name}; they are sent again`);
}
