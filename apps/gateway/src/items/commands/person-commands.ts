import type { AssetState, CancelRun, PauseRun, UnstickRun } from '@throughline/domain';
import { hasValue } from '../../http/requests/has-value.js';
import type { CancelBody, PauseBody, UnstickBody } from './commands.dto.js';
import type { CommandContext } from './owned-items.js';
import { resolvePauseEnd } from './pause-until.js';

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
