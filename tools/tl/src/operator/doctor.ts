import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { examine } from './examination.js';
import { findProblems } from './problems.js';
import { leftovers } from './processes.js';
import { doctorText } from './doctor-text.js';
import type { OperatorOptions } from './rebuild.js';
import { lookAround, notRunning } from './running-stack.js';

/** `tl doctor`: what there is, what answers, and what is wrong. Changes nothing. */
export async function doctor(context: CliContext, options: OperatorOptions): Promise<void> {
  const examination = await examine(await lookAround());
  const problems = findProblems(examination);
  const isHealthy = problems.length === 0;
  if (options.json === true) await printJson(context, { healthy: isHealthy, problems, ...examination });
  else await context.terminal.data(doctorText(examination));
  if (isHealthy) return;
  // That no stack runs is what the command ends with.
  for (const problem of examination.runner === null ? leftovers(examination) : problems) context.terminal.say(`- ${problem}`);
  if (examination.runner === null) throw notRunning(examination.data_folder.path);
  throw new CliError('failed', `${String(problems.length)} thing(s) are not as they should be`);
}
