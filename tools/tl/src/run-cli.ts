import { CommanderError, type Command } from 'commander';
import type { CliContext } from './commands/context.js';
import { EXIT, isCliError } from './exit.js';
import { programFor } from './program.js';

const withSubcommands = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withSubcommands)];

/** Commander's own words: help was asked for and is data, complaints are not. */
const speakThrough = (program: Command, context: CliContext): void => {
  for (const command of withSubcommands(program))
    command.exitOverride().configureOutput({
      writeOut: (text) => void context.terminal.data(text),
      writeErr: (text) => {
        // Line by line: a line break within one line would be made harmless.
        for (const line of text.trimEnd().split('\n')) context.terminal.say(line);
      },
    });
};

function complain(context: CliContext, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (!isCliError(error)) {
    context.terminal.say(`tl: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return EXIT.failed;
  }
  const { code, tryInstead } = error.details;
  context.terminal.say(`tl: ${error.message}${code === undefined ? '' : ` [${code}]`}`);
  if (tryInstead !== undefined) context.terminal.say(`    ${tryInstead}`);
  return EXIT[error.exit];
}

/** Runs one command line; resolves with the exit code. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  const program = programFor(context);
  speakThrough(program, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return complain(context, error);
  } finally {
    context.terminal.clear();
  }
}
