import type { Command } from 'commander';
import { CliError } from '../exit.js';
import { PROJECT_ROOT } from '../settings/project.js';

/** Adds a command for the operator of an embedded installation on its own machine. */
export const describeLocalCommand = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .option('--json', 'print data as JSON')
    .description(`${description} [this machine]`)
    .hook('preAction', () => {
      requireClone(name);
    });

/** Throws outside a clone: these commands need its programs and database drivers. */
export function requireClone(name: string, root: string | undefined = PROJECT_ROOT): void {
  if (root !== undefined) return;
  throw new CliError('usage', `tl ${name} works only inside the clone of an installation, but this tl was installed elsewhere`, {
    code: 'not-in-clone',
    tryInstead: `In the clone: npx tl ${name}`,
  });
}
