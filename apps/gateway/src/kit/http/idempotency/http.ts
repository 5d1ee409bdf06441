import { createHash } from 'node:crypto';
import { assetIdForKey, newAssetId, newId } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem.js';
import { principalOf } from '../access.js';
import type { StoredAnswer } from './idempotency-store.js';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface KeyedRequest {
  /** The user who sends the request and owns its key. */
  readonly by: string;
  /** The library that the user works in. The keys of its users do not collide. */
  readonly owner: string;
  readonly key: string | undefined;
  readonly route: string;
  readonly requestId: string;
}

/** Printable ASCII. Quotes are part of the key, because most clients send none. */
const KEY = /^[\x20-\x7e]{1,255}$/;

const readKey = (request: FastifyRequest): string | undefined => {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw invalid([{ pointer: '/headers/idempotency-key', message: 'must be 1 to 255 printable ASCII characters' }]);
  return key;
};

export const readKeyedRequest = (request: FastifyRequest): KeyedRequest => ({
  by: principalOf(request).userId,
  owner: principalOf(request).ownerId,
  key: readKey(request),
  route: `${request.method} ${request.url.split('?')[0] ?? ''}`,
  requestId: request.id,
});

/** Returns a text that differs for each user of each library. */
const holderOf = ({ by, owner }: Pick<KeyedRequest, 'by' | 'owner'>): string => (by === owner ? owner : `${owner}/${by}`);

/** Returns the key under which an answer is stored in the library. No client's key has a line break. */
export const storedKeyOf = (key: string, { by, owner }: Pick<KeyedRequest, 'by' | 'owner'>): string =>
  by === owner ? key : `${by}\n${key}`;

/**
 * Returns the id of a request's command. Equal keys give equal ids, so a repeated request finds its commit. The log never holds
 * the key, which is the client's text.
 */
export const commandIdOf = ({ by, owner, key, route }: KeyedRequest): string =>
  key === undefined
    ? `request:${newId()}`
    : `key:${createHash('sha256')
        .update(JSON.stringify([holderOf({ by, owner }), key, route]))
        .digest('hex')}`;

/**
 * Returns the id of the recording that a registration creates, equal for equal keys. A user's keys are separate for each
 * library.
 */
export const registrationIdOf = ({ by, owner, key }: KeyedRequest): string =>
  key === undefined ? newAssetId() : assetIdForKey(holderOf({ by, owner }), key);

/** Sorts keys, so that equal bodies have equal hashes whatever their order. */
const sortMembers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortMembers(member)]),
  );
};

export const hashOfJson = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sortMembers(value ?? null)))
    .digest('hex');

export const NO_STORE = { 'cache-control': 'no-store' };

export const jsonAnswer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): StoredAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export function sendAnswer(reply: FastifyReply, answer: StoredAnswer): void {
  for (const [name, value] of Object.entries(answer.headers)) void reply.header(name, value);
  void reply.status(answer.status).send(Buffer.from(answer.body));
}

export const NO_CONTENT: StoredAnswer = { status: 204, headers: {}, body: '' };
