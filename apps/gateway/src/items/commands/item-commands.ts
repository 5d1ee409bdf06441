import { deliveryStep } from '@throughline/contracts';
import type { CancelBody, AddOutputsBody, PauseBody, PublishBody, SettleBody } from './commands.dto.js';
import {
  addOutputsOperation,
  cancelOperation,
  pauseOperation,
  publishOperation,
  resetOperation,
  restoreOperation,
  settleOperation,
  skipOperation,
  skipOutputOperation,
} from './commands.operations.js';
import {
  describeAddOutputs,
  describeCancel,
  describePause,
  describePublish,
  describeReset,
  describeRestore,
  describeSettle,
  describeSkip,
  describeSkipOutput,
  describeUnbinding,
} from './describe-outcome.js';
import { itemCommand, type ItemController } from './item-command.js';
import { cancelRun, pauseRun, publishOutputs, settleOutput } from './person-commands.js';
import { redeliverCommand } from './redeliver.js';
import { unbindOperation } from './settings.operations.js';

/** The commands of recordings and documents. */
export const itemCommands: readonly ItemController[] = [
  itemCommand<PauseBody>({
    path: 'pause',
    operation: pauseOperation,
    read: ({ body }) => ({ command: pauseRun(body), describer: describePause }),
  }),
  itemCommand<CancelBody>({
    path: 'cancel',
    operation: cancelOperation,
    read: ({ body }) => ({ command: cancelRun(body), describer: describeCancel }),
  }),
  itemCommand({
    path: 'reset',
    operation: resetOperation,
    read: () => ({ command: (context) => ({ type: 'ResetAsset', ...context }), describer: describeReset }),
  }),
  itemCommand({
    path: 'stages/:type/skip',
    operation: skipOperation,
    read: ({ params: { type: step = '' } }) => ({
      command: (context) => ({ type: 'SkipStage', ...context, step }),
      describer: describeSkip(step),
    }),
  }),
  itemCommand({
    path: 'outputs/:name/skip',
    operation: skipOutputOperation,
    read: ({ params: { name = '' } }) => ({
      command: (context) => ({ type: 'SkipStage', ...context, step: deliveryStep(name) }),
      describer: describeSkipOutput(name),
    }),
  }),
  itemCommand<SettleBody>({
    path: 'outputs/:name/settle',
    operation: settleOperation,
    read: ({ params: { name = '' }, body }) => ({
      command: settleOutput(body, deliveryStep(name)),
      describer: describeSettle,
    }),
  }),
  redeliverCommand,
  // During a run and after it (DOC-07).
  itemCommand<AddOutputsBody>({
    path: 'outputs',
    operation: addOutputsOperation,
    read: async ({ body, owner, services: { runs } }) => {
      const library = await runs.library(owner);
      return {
        command: (context) => ({ type: 'AddOutputs', ...context, ...runs.outputs(body.outputs, library) }),
        describer: describeAddOutputs,
      };
    },
  }),
  itemCommand<PublishBody>({
    path: 'publish',
    operation: publishOperation,
    read: ({ body }) => ({ command: publishOutputs(body), describer: describePublish }),
  }),
  // CFG-14, API-09.
  itemCommand({
    method: 'DELETE',
    path: 'template',
    operation: unbindOperation,
    read: () => ({ command: (context) => ({ type: 'UnbindTemplate', ...context }), describer: describeUnbinding }),
  }),
];

/** The command of items of every kind. */
export const restoreCommand: ItemController = itemCommand({
  path: 'restore',
  operation: restoreOperation,
  read: () => ({ command: (context) => ({ type: 'RestoreAsset', ...context }), describer: describeRestore }),
});
