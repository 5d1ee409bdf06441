import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem, invalid } from '../../kit/http/problems/problem.js';

/** "The Server MUST support at least the SHA1 algorithm". With the bytes of each digest. */
const ALGORITHMS: Readonly<Record<string, number>> = { sha1: 20, sha256: 32 };
export const CHECKSUM_ALGORITHMS: readonly string[] = Object.keys(ALGORITHMS);

export interface Checksum {
  readonly algorithm: string;
  readonly sum: Buffer;
}

const HEADER = /^(?<algorithm>[a-z0-9-]+) (?<sum>(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

/** "The name of the used checksum algorithm and the Base64 encoded checksum separated by a space." */
export function readChecksum(request: FastifyRequest): Checksum | undefined {
  const header = request.headers['upload-checksum'];
  if (header === undefined) return undefined;
  const { algorithm = '', sum = '' } = (typeof header === 'string' ? HEADER.exec(header)?.groups : undefined) ?? {};
  const bytes = Buffer.from(sum, 'base64');
  if (bytes.length > 0 && bytes.length === (Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined))
    return { algorithm, sum: bytes };
  throw invalid([
    {
      pointer: '/headers/upload-checksum',
      message: `must be ${CHECKSUM_ALGORITHMS.join(' or ')}, a space, and the sum of the body in Base64`,
    },
  ]);
}

/** A hash over passing bytes, compared with the expected digest at the end. */
export class ChecksumVerifier {
  readonly #hash;

  constructor(private readonly checksum: Checksum) {
    this.#hash = createHash(checksum.algorithm);
  }

  async *through(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  requireMatch(): void {
    if (!timingSafeEqual(this.#hash.digest(), this.checksum.sum)) throw new Problem('checksum-mismatch');
  }
}
