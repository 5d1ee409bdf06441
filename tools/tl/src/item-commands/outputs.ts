import { request } from '@throughline/api-client';
import { retryFollowUp } from '@throughline/api-client/operations';
import { Option, type Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import type { PreviewOptions } from '../commands/preview.js';
import { CliError } from '../exit.js';
import { collectNames, createChangeCommands } from '../options.js';
import type { ActionLines } from './action-lines.js';
import { sendCommand } from './send-command.js';

export const outputLines = {
  publish: (id) => `publish ${id}`,
  skip_output: (id, output) => `skip ${id} --output ${output}`,
  settle: (id, output) => `settle ${id} ${output} --delivered yes|no`,
  redeliver: (id, output) => `redeliver ${id} ${output}`,
  update_texts: (id, output) => `redeliver ${id} ${output} --metadata`,
} satisfies ActionLines;
export const recordingOutputLines = {
  retry: (id, followUp) => `retry ${id} ${followUp}`,
} satisfies ActionLines;

interface PublishOptions extends PreviewOptions {
  /** Names of outputs; all if there are none. */
  readonly output?: readonly string[];
}

const publish = (context: CliContext, id: string, options: PublishOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) => {
    const body = { outputs: options.output };
    return request(operations.publish, { ...item, body });
  });

interface SettleOptions extends PreviewOptions {
  readonly delivered: 'yes' | 'no';
  readonly link?: string;
}

const settle = (context: CliContext, id: string, output: string, options: SettleOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, path, query }) =>
    request(operations.settle, {
      path: { ...path, name: output },
      query,
      body: { delivered: options.delivered === 'yes', ...(options.link === undefined ? {} : { url: options.link }) },
    }),
  );

async function retry(context: CliContext, id: string, target: string, options: PreviewOptions): Promise<void> {
  const [output = '', followUp = ''] = target.split('/');
  if (followUp === '')
    throw new CliError('usage', `'${target}' names no follow-up`, {
      tryInstead: 'Give the output and the name: library/thumbnail.',
    });
  await sendCommand(context, id, options, ({ path, query }) =>
    request(retryFollowUp, { path: { ...path, name: output, followUp }, query }),
  );
}

interface RedeliverOptions extends PreviewOptions {
  readonly metadata?: true;
}

const redeliver = (context: CliContext, id: string, output: string, options: RedeliverOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, path, query }) => {
    const body = options.metadata === undefined ? undefined : { metadata_only: true };
    return request(operations.redeliver, { path: { ...path, name: output }, query, body });
  });

const deliver = (context: CliContext, id: string, outputs: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, ({ operations, ...item }) =>
    request(operations.deliver, { ...item, body: { outputs: outputs.split(',').filter((name) => name !== '') } }),
  );

export const addOutputs = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('publish', 'publish what waits for a review')
    .option('--output <name>', 'only this output; can be repeated', collectNames)
    .action((id: string, options: PublishOptions) => publish(context, id, options));
  change('settle', 'record whether an unconfirmed delivery has arrived')
    .argument('<output>', 'name of the output, e.g. library')
    .addOption(
      new Option('--delivered <yes|no>', 'whether the files are at the destination').choices(['yes', 'no']).makeOptionMandatory(),
    )
    .option('--link <url>', 'https link of the files that are there, for people; only with --delivered yes')
    .action((id: string, output: string, options: SettleOptions) => settle(context, id, output, options));
  change('redeliver', 'deliver the newest version to an output')
    .argument('<output>', 'name of the output, e.g. library')
    .option('--metadata', 'send only the changed title and description; for outputs at YouTube and VK')
    .action((id: string, output: string, options: RedeliverOptions) => redeliver(context, id, output, options));
  change('deliver', 'deliver to more outputs, even after the run has started')
    .argument('<outputs>', 'names of the outputs, separated by commas, e.g. library,archive')
    .action((id: string, outputs: string, options: PreviewOptions) => deliver(context, id, outputs, options));
};

export const addRecordingOutputs = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('retry', 'retry only a failed follow-up of an output')
    .argument('<follow-up>', 'output and name, e.g. library/thumbnail')
    .action((id: string, followUp: string, options: PreviewOptions) => retry(context, id, followUp, options));
};
