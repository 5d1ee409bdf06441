import { parsePosition, type Position } from '@throughline/event-store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid } from '../http/problems/problem.js';
import type { ClientPositions } from './client-positions.js';

export const POSITION_HEADER = 'throughline-position';

/** Returns the position that the client has seen, if it sends one. Throws `invalid`. */
export function readPosition(request: FastifyRequest): Position | undefined {
  const given = request.headers[POSITION_HEADER];
  if (given === undefined) return undefined;
  try {
    return parsePosition(String(given));
  } catch {
    throw invalid([{ pointer: `/headers/${POSITION_HEADER}`, message: 'must be a position from an earlier answer' }]);
  }
}

/** Adds to every answer the highest log position that this gateway has shown. */
export function addPositionHeader(instance: FastifyInstance, shown: ClientPositions): void {
  instance.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header(POSITION_HEADER, shown.highest);
    done(null, payload);
  });
}
