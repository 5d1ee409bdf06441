import { CommanderError, type Command } from 'commander';
import type { CliContext } from './commands/context.js';
import { EXIT, isCliError } from './exit.js';
import { itemLines } from './output/item-lines.js';
import { programFor } from './program.js';

const withSubcommands = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withSubcommands)];

/** Whether a command line asks for JSON, also one that is wrong elsewhere. What follows `--` is no option. */
const wantsJson = (args: readonly string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');

/** Commander's own words: help was asked for and is data, complaints are not. */
const speakThrough = (program: Command, context: CliContext, asJson: boolean): void => {
  for (const command of withSubcommands(program))
    command.exitOverride().configureOutput({
      writeOut: (text) => void context.terminal.data(text),
      writeErr: (text) => {
        if (asJson) return;
        // Line by line: a line break within one line would be made harmless.
        for (const line of text.trimEnd().split('\n')) context.terminal.say(line);
      },
    });
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  return isCliError(error) ? EXIT[error.exit] : EXIT.failed;
};

/** One line, the last of stderr: stdout stays what the command has found out, or empty. */
function complainInJson({ terminal }: CliContext, error: unknown): void {
  const message = (error instanceof Error ? error.message : String(error)).replace(/^error: /, '');
  const { code, tryInstead, items } = isCliError(error) ? error.details : {};
  const told = {
    message,
    code: code ?? null,
    try_instead: tryInstead ?? null,
    exit_code: exitCodeOf(error),
    ...(items === undefined ? {} : { items }),
  };
  terminal.say(JSON.stringify({ error: told }));
}

function complain({ terminal }: CliContext, error: unknown): void {
  // Commander has said it already.
  if (error instanceof CommanderError) return;
  if (!isCliError(error)) {
    terminal.say(`tl: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return;
  }
  const { code, tryInstead, items = [] } = error.details;
  terminal.say(`tl: ${error.message}${code === undefined ? '' : ` [${code}]`}`);
  for (const line of itemLines(items)) terminal.say(`    ${line}`);
  if (tryInstead !== undefined) terminal.say(`    ${tryInstead}`);
}

/** Runs one command line; resolves with the exit code. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  const program = programFor(context);
  const asJson = wantsJson(args);
  speakThrough(program, context, asJson);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode !== EXIT.done) (asJson ? complainInJson : complain)(context, error);
    return exitCode;
  } finally {
    context.terminal.clear();
  }
}
