import type { Command } from 'commander';
import { DOCUMENTS, kindOf, type CliContext } from '../commands/context.js';
import { plan } from '../commands/plan.js';
import { run, type RunOptions } from '../commands/recordings.js';
import { addDocumentOptions, addOverrideOptions, createChangeCommands, createItemCommands } from '../options.js';
import type { ActionLines } from './action-lines.js';

export const runLines = { run: (id) => `run ${id}` } satisfies ActionLines;

export const addRun = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  const { command: words } = kindOf(context);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  const withSettings = isAboutDocuments ? addDocumentOptions : addOverrideOptions;
  withSettings(change('run', 'run the steps that are not done; resumes a paused run'))
    .option('--wait', 'wait until the run has ended or needs an action')
    .action((id: string, options: RunOptions) => run(context, id, options));
  withSettings(createItemCommands(program)('plan', `show what \`${words} run\` would do; changes nothing`))
    .option('--settings', 'also list its settings, each with the layer that decides it')
    .action((id: string, options: Parameters<typeof plan>[2]) => plan(context, id, options));
};
