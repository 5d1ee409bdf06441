import { request } from '@throughline/api-client';
import { Option, type Command } from 'commander';
import { DOCUMENTS, kindOf, type CliContext } from '../commands/context.js';
import type { PreviewOptions } from '../commands/preview.js';
import { CliError } from '../exit.js';
import { createChangeCommands, parseDuration, parseInstant } from '../options.js';
import type { ActionLines } from './action-lines.js';
import { sendCommand } from './send-command.js';

export const controlLines = {
  pause: (id) => `pause ${id}`,
  cancel: (id) => `cancel ${id}`,
  reset: (id) => `reset ${id}`,
  unstick: (id) => `unstick ${id}`,
  skip: (id, stage) => `skip ${id} ${stage}`,
} satisfies ActionLines;

interface ReasonOptions extends PreviewOptions {
  readonly reason?: string;
}
interface PauseOptions extends ReasonOptions {
  readonly for?: number;
  readonly until?: string;
}

const pause = (context: CliContext, id: string, options: PauseOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) => {
    const body = { reason: options.reason, for_ms: options.for, until: options.until };
    return request(operations.pause, { ...item, body });
  });

const cancel = (context: CliContext, id: string, options: ReasonOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) =>
    request(operations.cancel, { ...item, body: { reason: options.reason } }),
  );

const reset = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) => request(operations.reset, item));

interface UnstickOptions extends PreviewOptions {
  readonly then?: 'retry' | 'fail';
  readonly step?: string;
}

const unstick = (context: CliContext, id: string, options: UnstickOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) => {
    const body = { then: options.then ?? 'retry', step: options.step };
    return request(operations.unstick, { ...item, body });
  });

interface SkipOptions extends PreviewOptions {
  readonly output?: string;
}

const skip = async (context: CliContext, id: string, stage: string | undefined, options: SkipOptions): Promise<void> => {
  const { output: name } = options;
  if ((stage === undefined) === (name === undefined))
    throw new CliError('usage', 'skip needs one stage or one output', {
      tryInstead: 'Name a stage, or an output with --output NAME.',
    });
  await sendCommand(context, id, options, ({ operations, path, query }) => {
    if (stage === undefined) return request(operations.skipOutput, { path: { ...path, name: name ?? '' }, query });
    const type = kindOf(context) === DOCUMENTS ? stage : stage.toUpperCase();
    return request(operations.skip, { path: { ...path, type }, query });
  });
};

export const addControl = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  change('pause', 'pause the run: running steps finish, no new ones start')
    .option('--reason <text>', 'reason, shown to users')
    .addOption(
      new Option('--for <duration>', 'resume automatically after 90s, 30m, 2h or 1d').argParser(parseDuration).conflicts('until'),
    )
    .addOption(new Option('--until <time>', 'resume automatically at this time').argParser(parseInstant))
    .action((id: string, options: PauseOptions) => pause(context, id, options));
  change('cancel', 'stop the run; finished steps are kept')
    .option('--reason <text>', 'reason, shown to users')
    .action((id: string, options: ReasonOptions) => cancel(context, id, options));
  change('reset', 'stop the run and reset the item to its initial state').action((id: string, options: PreviewOptions) =>
    reset(context, id, options),
  );
  change('unstick', 'restart stuck steps, whose worker no longer responds')
    .addOption(new Option('--then <what>', 'what to do with these steps').choices(['retry', 'fail']).default('retry'))
    .option('--step <step>', `only this step, e.g. ${isAboutDocuments ? 'extract_text' : 'TRANSCRIBE'}`)
    .action((id: string, options: UnstickOptions) => unstick(context, id, options));
  change('skip', 'skip a stage, or give up the delivery to an output')
    .argument('[stage]', `e.g. ${isAboutDocuments ? 'extract_metadata_with_gpt' : 'EXTRACT_TOPICS'}`)
    .option('--output <name>', 'the output to skip, instead of a stage')
    .action((id: string, stage: string | undefined, options: SkipOptions) => skip(context, id, stage, options));
};
