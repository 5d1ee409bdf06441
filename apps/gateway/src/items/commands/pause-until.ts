import { invalid } from '../../http/problems/problem.js';
import { hasValue } from '../../http/requests/has-value.js';
import type { PauseBody } from './commands.dto.js';

/** Returns the end of a pause in UTC, or `undefined` if only a person ends it. */
export function resolvePauseEnd({ until, for_ms: forMs }: PauseBody, now: string): string | undefined {
  if (hasValue(until) && hasValue(forMs))
    throw invalid([{ pointer: '/for_ms', message: 'is a second end of the pause; send either until or for_ms' }]);
  if (hasValue(forMs)) return new Date(Date.parse(now) + forMs).toISOString();
  return hasValue(until) ? new Date(until).toISOString() : undefined;
}
