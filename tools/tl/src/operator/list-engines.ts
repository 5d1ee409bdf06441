import { printJson, type CliContext } from '../commands/context.js';
import { listing } from '../output/table.js';
import { engineRows, enginesState } from './engines.js';
import { reportModels, type ModelReport } from './models.js';
import type { OperatorOptions } from './rebuild.js';
import { findLocalInstallation } from './running-stack.js';

/** `tl engine list`: the engines that the workers report, and the speech models on this machine. */
export async function listEngines(context: CliContext, options: OperatorOptions): Promise<void> {
  const { config, pid, access } = await findLocalInstallation();
  const engines = pid === undefined || access === undefined ? null : await enginesState(access);
  const models = await reportModels(config.models);
  if (options.json === true) {
    await printJson(context, { engines, models_folder: config.models.folder, models });
    return;
  }
  if (engines === null)
    context.terminal.say('The engines are unknown: no stack is running, or its workers have not announced themselves yet.');
  else await context.terminal.data(`${listing(['KIND', 'ENGINE', 'MODEL', 'LANGUAGES'], engineRows(engines))}\n`);
  await context.terminal.data(listing(['MODEL', '', 'STATE', 'FILE'], models.map(modelRow)));
}

const modelRow = ({ name, selected, says, path, phase }: ModelReport): string[] => [
  name,
  selected ? 'selected' : '',
  says,
  phase === 'missing' ? '' : path,
];
