import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RowFreshness } from '../../adapters/projection/index.js';
import type { Visitor } from '../../kit/http/access.js';
import type { AuthGuard } from '../../people/index.js';
import { unlessUnchanged, type TaggedItem } from './item-reader.js';
import { isReadOnly } from './reader-view.js';

/** Reads an item of a library, without the parameters that the operation has. */
export type DirectRead = (owner: string, id: string) => Promise<TaggedItem>;

export interface DirectReadPorts {
  readonly guard: Pick<AuthGuard, 'known' | 'admit'>;
  readonly fresh: Pick<RowFreshness, 'staleSince'>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** The bytes of answers. A resting item is the same object until it changes, and is written once. */
class WrittenAnswers {
  readonly #bytes = new WeakMap<object, Buffer>();

  of(item: object): Buffer {
    const known = this.#bytes.get(item);
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(item));
    this.#bytes.set(item, bytes);
    return bytes;
  }
}

/**
 * Answers reads of single items before the framework's pipes, which cost several times as much as the reads. The route's own method
 * serves all other requests: with parameters, of senders who were not here a moment ago, or while rows may be stale.
 */
export function answerDirectly(
  instance: FastifyInstance,
  reads: ReadonlyMap<string, DirectRead>,
  { guard, fresh }: DirectReadPorts,
): void {
  const written = new WrittenAnswers();

  const findRead = ({ method, url, routeOptions }: FastifyRequest): DirectRead | undefined =>
    method === 'GET' && !url.includes('?') && fresh.staleSince() === undefined ? reads.get(routeOptions.url ?? '') : undefined;

  /** The hooks that change an answer see objects only. */
  const send = (item: object | undefined, isChanged: boolean, reply: FastifyReply): void => {
    if (item === undefined || isChanged) void reply.send(item);
    else void reply.header('content-type', JSON_TYPE).send(written.of(item));
  };

  const answer = async (read: DirectRead, visitor: Visitor, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    guard.admit(visitor, 'read', { request, reply });
    const { ownerId, scopes } = visitor.principal;
    const found = await read(ownerId, (request.params as { readonly id: string }).id);
    // The read may have missed its deadline, and is answered then.
    if (!reply.sent) send(unlessUnchanged(found, request, reply), isReadOnly(scopes) || fresh.staleSince() !== undefined, reply);
  };

  instance.addHook('onRequest', (request, reply, done) => {
    const read = findRead(request);
    const visitor = read === undefined ? undefined : guard.known(request);
    if (read === undefined || visitor === undefined) done();
    else
      answer(read, visitor, request, reply).catch((error: unknown) => {
        if (!reply.sent) done(error as Error);
      });
  });
}
