import { deliveryStep, type Artifact, type ExternalData, type ExternalEvent, type ExternalType } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import type { CommandContext } from '../../items/index.js';

type Completed = ExternalData<'step.completed'>;

const toArtifacts = (reported: Completed['artifacts'] = []): readonly Artifact[] =>
  reported.map(({ media_type: mediaType, ...file }) => ({ ...file, mediaType }));

type Builders = { readonly [T in ExternalType]: (data: ExternalData<T>, context: CommandContext) => Command };

/** The command of each accepted type. There is no other way from an event to a command. */
const builders: Builders = {
  'step.completed': ({ step, attempt_id: attemptId, facts = {}, artifacts }, context) => ({
    type: 'CompleteElsewhere',
    ...context,
    step,
    attemptId,
    result: facts,
    artifacts: toArtifacts(artifacts),
  }),
  'step.skipped': ({ step, attempt_id: attemptId }, context) => ({ type: 'SkipElsewhere', ...context, step, attemptId }),
  'step.failed': ({ step, attempt_id: attemptId, code, message, retryable = false }, context) => ({
    type: 'FailElsewhere',
    ...context,
    of: 'step',
    step,
    attemptId,
    code,
    message,
    retryable,
  }),
  'delivery.confirmed': ({ output, attempt_id: attemptId, external_id: externalId, url }, context) => ({
    type: 'DeliverElsewhere',
    ...context,
    step: deliveryStep(output),
    attemptId,
    ...(externalId === undefined ? {} : { externalId }),
    ...(url === undefined ? {} : { url }),
  }),
  'delivery.failed': ({ output, attempt_id: attemptId, code, message, retryable = false }, context) => ({
    type: 'FailElsewhere',
    ...context,
    of: 'delivery',
    step: deliveryStep(output),
    attemptId,
    code,
    message,
    retryable,
  }),
  'delivery.settled': ({ output, delivered }, context) => ({
    type: 'SettleDelivery',
    ...context,
    step: deliveryStep(output),
    delivered,
  }),
};

export const toCommand = ({ type, data }: ExternalEvent, context: CommandContext): Command =>
  // The table pairs each type with its data; TypeScript cannot follow the pairing through the union.
  (builders[type] as (data: ExternalEvent['data'], context: CommandContext) => Command)(data, context);

export const artifactsOf = (event: ExternalEvent): readonly Artifact[] =>
  event.type === 'step.completed' ? toArtifacts(event.data.artifacts) : [];
