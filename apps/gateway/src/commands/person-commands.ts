import type { AssetState, CancelRun, PauseRun, UnstickRun } from '@throughline/domain';
import { isSaid } from '../requests/is-said.js';
import type { CancelBody, PauseBody, UnstickBody } from './commands.dto.js';
import type { Asked } from './owned-items.js';
import { pauseUntil } from './pause-until.js';

const given = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  isSaid(value) ? ({ [key]: value } as { [P in K]: V }) : {};

export const pauseRun =
  (body: PauseBody) =>
  (asked: Asked): PauseRun => ({
    type: 'PauseRun',
    ...asked,
    ...given('reason', body.reason),
    ...given('until', pauseUntil(body, asked.now)),
  });

export const cancelRun =
  (body: CancelBody) =>
  (asked: Asked): CancelRun => ({ type: 'CancelRun', ...asked, ...given('reason', body.reason) });

/** `progressOf`: what the heartbeats of the attempts that are at work have told. */
export const unstickRun =
  (body: UnstickBody, progressOf: (state: AssetState) => Readonly<Record<string, number>>) =>
  (asked: Asked, { state }: { readonly state: AssetState }): UnstickRun => ({
    type: 'UnstickRun',
    ...asked,
    then: body.then ?? 'retry',
    ...given('step', body.step),
    progress: progressOf(state),
  });
