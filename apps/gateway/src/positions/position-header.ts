import { parsePosition, type Position } from '@throughline/event-store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem.js';
import type { ShownPositions } from './shown-positions.js';

export const POSITION_HEADER = 'throughline-position';

/** The position that the client has seen, if it sends one. Throws `invalid`. */
export function positionOf(request: FastifyRequest): Position | undefined {
  const given = request.headers[POSITION_HEADER];
  if (given === undefined) return undefined;
  try {
    return parsePosition(String(given));
  } catch {
    throw invalid([{ pointer: `/headers/${POSITION_HEADER}`, message: 'must be a position that an answer gave' }]);
  }
}

/** Says in every answer how much of the log this gateway has shown by then. */
export function tellPositions(instance: FastifyInstance, shown: ShownPositions): void {
  instance.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header(POSITION_HEADER, shown.highest);
    done(null, payload);
  });
}
