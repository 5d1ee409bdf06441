import { maxPosition, parsePosition, positionOfRevision, START, type Position, type Revision } from '@throughline/event-store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { invalid } from '../../kit/http/problems/problem.js';

const POSITION_HEADER = 'throughline-position';

/** Returns the position that the client has seen, if it sends one. Throws `invalid`. */
export function readPosition(request: FastifyRequest): Position | undefined {
  const header = request.headers[POSITION_HEADER];
  if (header === undefined) return undefined;
  try {
    return parsePosition(String(header));
  } catch {
    throw invalid([{ pointer: `/headers/${POSITION_HEADER}`, message: 'must be a position from an earlier answer' }]);
  }
}

/**
 * Adds the highest log position that this gateway has shown to the answers for signed-in people and tokens. Strangers could
 * watch by it how much the whole server writes.
 */
export function addPositionHeader(instance: FastifyInstance, shown: ClientPositions): void {
  instance.addHook('onSend', (request, reply, payload, done) => {
    if (request.visitor !== undefined) void reply.header(POSITION_HEADER, shown.highest);
    done(null, payload);
  });
}

const REMEMBERED = limitEntries(20_000);

/**
 * The log positions that clients have seen, here or by their own account. A read of a library shows at least as much, so a
 * client never sees an older state.
 */
export class ClientPositions {
  readonly #ofOwner = new LRUCache<string, Position>(REMEMBERED);
  #highest = START;

  /** The highest position shown to any client: the `Throughline-Position` of answers. */
  get highest(): Position {
    return this.#highest;
  }

  /** Returns the position that reads of this library must show. */
  of(owner: string): Position {
    return this.#ofOwner.get(owner) ?? START;
  }

  /** Notes that a row was shown. Rows never go backwards, so later reads need not wait. */
  ofRow(revision: Revision): void {
    this.reached(positionOfRevision(revision));
  }

  /** Notes that the log itself was shown or written to: the rows may be behind it. */
  ofLog(owner: string, revision: Revision): void {
    const position = positionOfRevision(revision);
    this.reached(position);
    this.claim(owner, position);
  }

  /** Notes that a client of the library has seen this position, here or on another gateway. */
  claim(owner: string, position: Position): void {
    this.#ofOwner.set(owner, maxPosition(this.of(owner), position));
  }

  reached(position: Position): void {
    this.#highest = maxPosition(this.#highest, position);
  }
}
