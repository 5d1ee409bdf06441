import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { PROJECT_ROOT } from '../settings/project.js';
import type { SetupWhisperOptions } from './setup-whisper.js';

interface WithJson {
  readonly json?: boolean;
}

const describe = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .option('--json', 'print data as JSON')
    .description(`${description} [this machine]`)
    .hook('preAction', () => {
      requireClone(name);
    });

/** Programs and drivers that these commands use lie in the clone, beside the installation that they look at. */
export function requireClone(name: string, root: string | undefined = PROJECT_ROOT): void {
  if (root !== undefined) return;
  throw new CliError('usage', `tl ${name} looks at an installation from inside its clone, and this tl was installed elsewhere`, {
    code: 'not-in-clone',
    tryInstead: `In the clone: npx tl ${name}`,
  });
}

/**
 * What the operator of an embedded installation does, on its machine. Loaded when asked for: whoever lists recordings
 * should not wait for drivers of databases.
 */
export function addOperator(
  program: Command,
  context: CliContext,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  describe(program, 'doctor', 'what there is, what answers, and what is wrong').action(async (options: WithJson) => {
    const { doctor } = await import('./doctor.js');
    await doctor(context, options);
  });
  describe(program, 'verify', 'compare every row with what the log gives').action(async (options: WithJson) => {
    const { verify } = await import('./rebuild.js');
    await verify(context, options);
  });
  describe(program, 'rebuild', 'make the tables anew from the log, and say what was different')
    .option('--dry-run', 'compare only')
    .action(async (options: WithJson & { readonly dryRun?: boolean }) => {
      const { rebuild } = await import('./rebuild.js');
      await rebuild(context, options);
    });
  describe(program, 'dead-letters', 'messages that no service could read, the oldest first')
    .option('--service <name>', 'ingest, processing or upload')
    .option('--after <id>', 'only those after this one')
    .option('--limit <count>', 'at most so many', whole(1, 100_000), 100)
    .action(async (options: WithJson & { readonly service?: string; readonly after?: string; readonly limit: number }) => {
      const { deadLetters } = await import('./dead-letters.js');
      await deadLetters(context, options);
    });
  const setup = program.command('setup').description('what the product can do without, fetched when you ask for it');
  describe(setup, 'whisper', 'fetch a model for whisper.cpp, with its sum checked')
    .option('--model <name>', 'tiny, base, base.en, small or medium', 'base')
    .option('--url <address>', 'another model, together with --sha256')
    .option('--sha256 <sum>', 'what its file must have')
    .action(async (options: SetupWhisperOptions) => {
      const { setupWhisper } = await import('./setup-whisper.js');
      await setupWhisper(context, options);
    });
}
