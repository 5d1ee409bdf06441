import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { counted } from '../output/counted.js';
import { examine } from './examination.js';
import { findProblems } from './problems.js';
import { describeLeftovers } from './processes.js';
import { reportSelectedModel } from './models.js';
import { doctorText } from './doctor-text.js';
import type { OperatorOptions } from './rebuild.js';
import { findLocalInstallation, notRunningError } from './running-stack.js';

/** `tl doctor`: reports tools, servers, processes and problems. Changes nothing. */
export async function doctor(context: CliContext, options: OperatorOptions): Promise<void> {
  const found = await findLocalInstallation();
  const examination = await examine(found, await reportSelectedModel(found.config.models));
  const problems = findProblems(examination);
  const isHealthy = problems.length === 0;
  if (options.json === true) await printJson(context, { healthy: isHealthy, problems, ...examination });
  else await context.terminal.data(doctorText(examination));
  if (isHealthy) return;
  // A missing stack is the error that ends the command, so it is not listed here.
  for (const problem of examination.runner === null ? describeLeftovers(examination) : problems)
    context.terminal.say(`- ${problem}`);
  if (examination.runner === null) throw notRunningError(examination.data_folder.path);
  throw new CliError('failed', `${counted(problems.length, 'problem')} found`);
}
