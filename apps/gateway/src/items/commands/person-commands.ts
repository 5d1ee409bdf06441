import type { AssetState, CancelRun, PauseRun, UnstickRun } from '@throughline/domain';
import { invalid } from '../../http/problems/problem.js';
import { hasValue } from '../../http/requests/has-value.js';
import type { CancelBody, PauseBody, UnstickBody } from './commands.dto.js';
import type { CommandContext } from './owned-items.js';

/** Returns the end of a pause in UTC, or `undefined` if only a person ends it. */
export function resolvePauseEnd({ until, for_ms: forMs }: PauseBody, now: string): string | undefined {
  if (hasValue(until) && hasValue(forMs))
    throw invalid([{ pointer: '/for_ms', message: 'is a second end of the pause; send either until or for_ms' }]);
  if (hasValue(forMs)) return new Date(Date.parse(now) + forMs).toISOString();
  return hasValue(until) ? new Date(until).toISOString() : undefined;
}

const optionalField = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  hasValue(value) ? ({ [key]: value } as { [P in K]: V }) : {};

export const pauseRun =
  (body: PauseBody) =>
  (context: CommandContext): PauseRun => ({
    type: 'PauseRun',
    ...context,
    ...optionalField('reason', body.reason),
    ...optionalField('until', resolvePauseEnd(body, context.now)),
  });

export const cancelRun =
  (body: CancelBody) =>
  (context: CommandContext): CancelRun => ({ type: 'CancelRun', ...context, ...optionalField('reason', body.reason) });

/** `progressOf` returns the progress from the last heartbeats of the running attempts. */
export const unstickRun =
  (body: UnstickBody, progressOf: (state: AssetState) => Readonly<Record<string, number>>) =>
  (context: CommandContext, { state }: { readonly state: AssetState }): UnstickRun => ({
    type: 'UnstickRun',
    ...context,
    then: body.then ?? 'retry',
    ...optionalField('step', body.step),
    progress: progressOf(state),
  });
