import { createHash } from 'node:crypto';
import { assetIdForKey, newAssetId, newId } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem.js';
import { principalOf } from '../tokens/auth.guard.js';
import type { StoredAnswer } from './idempotency-store.js';
import type { KeyedRequest } from './idempotent-requests.js';

/** Printable ASCII; quotes are part of the key, as most clients send none. */
const KEY = /^[\x20-\x7e]{1,255}$/;

const keyOf = (request: FastifyRequest): string | undefined => {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !KEY.test(given))
    throw invalid([{ pointer: '/headers/idempotency-key', message: 'must be 1 to 255 printable ASCII characters' }]);
  return given;
};

export const keyedRequest = (request: FastifyRequest): KeyedRequest => ({
  by: principalOf(request).userId,
  owner: principalOf(request).ownerId,
  key: keyOf(request),
  route: `${request.method} ${request.url.split('?')[0] ?? ''}`,
  requestId: request.id,
});

/**
 * The command behind a request. With a key it is the same for every sending, so that its commit is found again;
 * the key itself is the client's text and stays out of the log.
 */
export const commandIdOf = ({ by, key, route }: KeyedRequest): string =>
  key === undefined
    ? `request:${newId()}`
    : `key:${createHash('sha256')
        .update(JSON.stringify([by, key, route]))
        .digest('hex')}`;

/** The recording that a registration makes: with a key the same for every sending. In the library of another each has keys of his own. */
export const registrationIdOf = ({ by, owner, key }: KeyedRequest): string =>
  key === undefined ? newAssetId() : assetIdForKey(by === owner ? owner : `${owner}/${by}`, key);

/** Keys in order, so that equal bodies have equal hashes however they are written. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, canonical(member)]),
  );
};

export const hashOfJson = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(value ?? null)))
    .digest('hex');

export const jsonAnswer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): StoredAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export function sendAnswer(reply: FastifyReply, answer: StoredAnswer): void {
  for (const [name, value] of Object.entries(answer.headers)) void reply.header(name, value);
  void reply.status(answer.status).send(Buffer.from(answer.body));
}
