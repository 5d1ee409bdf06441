import type { FastifyRequest } from 'fastify';
import type { Visitors } from '../sign-in/visitors.js';
import { grants } from '../tokens/scope.js';
import type { Principal } from '../tokens/token.js';

/**
 * Whether whoever began to read may still do so: a stream is one request that lasts, and the guard saw only its beginning.
 * Another library is another stream: whoever was given one comes back and begins there.
 */
export async function isStillWelcome(
  visitors: Pick<Visitors, 'look'>,
  request: FastifyRequest,
  { userId, ownerId }: Principal,
): Promise<boolean> {
  const now = await visitors.look(request);
  return now?.userId === userId && now.ownerId === ownerId && grants(now.scopes, 'read');
}
