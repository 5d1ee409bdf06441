import type { AssetState, LibraryConfig, PersonalData, CommandOf } from '@throughline/domain';
import { invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { readLink } from '../../kit/http/requests/link.js';
import { requireTemplate } from '../runs/chosen-template.js';
import type { CancelBody, PauseBody, PublishBody, SettleBody, UnstickBody } from './commands.dto.js';
import { pickChanges, type Description } from './description.js';
import type { CommandContext } from './owned-items.js';
import { applyTagChange, readTagChange, type TagChangeBody } from './tags.js';

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
  (context: CommandContext): CommandOf<'PauseRun'> => ({
    type: 'PauseRun',
    ...context,
    ...optionalField('reason', body.reason),
    ...optionalField('until', resolvePauseEnd(body, context.now)),
  });

export const cancelRun =
  (body: CancelBody) =>
  (context: CommandContext): CommandOf<'CancelRun'> => ({
    type: 'CancelRun',
    ...context,
    ...optionalField('reason', body.reason),
  });

/** `progressOf` returns the progress from the last heartbeats of the running attempts. */
export const unstickRun =
  (body: UnstickBody, progressOf: (state: AssetState) => Readonly<Record<string, number>>) =>
  (context: CommandContext, { state }: { readonly state: AssetState }): CommandOf<'UnstickRun'> => ({
    type: 'UnstickRun',
    ...context,
    then: body.then ?? 'retry',
    ...optionalField('step', body.step),
    progress: progressOf(state),
  });

/** Only content that has arrived has a link. */
function readSettlementLink({ delivered, url }: SettleBody): string | undefined {
  if (!hasValue(url)) return undefined;
  if (delivered !== true) throw invalid([{ pointer: '/url', message: 'must not be sent for a delivery that did not arrive' }]);
  return readLink(url, '/url');
}

/** Records a person's answer about an unconfirmed delivery. */
export const settleOutput =
  (body: SettleBody, step: string) =>
  (context: CommandContext): CommandOf<'SettleDelivery'> => ({
    type: 'SettleDelivery',
    ...context,
    step,
    delivered: body.delivered === true,
    ...optionalField('url', readSettlementLink(body)),
  });

interface Binding {
  readonly templateId: number;
  readonly resetPreferences: boolean;
}

/** Throws if the library has no such template, or only a draft. */
export const bindTemplate =
  (config: LibraryConfig, { templateId, resetPreferences }: Binding) =>
  (context: CommandContext): CommandOf<'BindTemplate'> => ({
    type: 'BindTemplate',
    ...context,
    template: requireTemplate(config, templateId).id,
    resetPreferences,
  });

export const publishOutputs =
  ({ outputs }: PublishBody) =>
  (context: CommandContext): CommandOf<'Publish'> => ({ type: 'Publish', ...context, ...optionalField('outputs', outputs) });

/** The limit of the number of tags is decided with the item, as for single requests. */
export const changeTags = (
  body: TagChangeBody,
): ((context: CommandContext, personal: PersonalData) => CommandOf<'DescribeAsset'>) => {
  const change = readTagChange(body);
  return (context, personal) => {
    const tags = applyTagChange(change, personal);
    const description: Description = { fields: ['tags'], texts: tags.length === 0 ? {} : { tags: [...tags] } };
    return { type: 'DescribeAsset', ...context, ...pickChanges(description, personal) };
  };
};
