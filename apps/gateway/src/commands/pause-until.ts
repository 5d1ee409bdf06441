import { invalid } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import type { PauseBody } from './commands.dto.js';

/** When a pause ends by itself, in UTC; undefined where a person has to end it. */
export function pauseUntil({ until, for_ms: forMs }: PauseBody, now: string): string | undefined {
  if (isSaid(until) && isSaid(forMs))
    throw invalid([{ pointer: '/for_ms', message: 'says the end a second time; send until or for_ms' }]);
  if (isSaid(forMs)) return new Date(Date.parse(now) + forMs).toISOString();
  return isSaid(until) ? new Date(until).toISOString() : undefined;
}
