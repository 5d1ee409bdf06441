import { UnusablePathValue } from '@throughline/api-client';
import { CommanderError, type Command } from 'commander';
import type { CliContext } from './commands/context.js';
import { DashError, withDashAdvice } from './dash-advice.js';
import { CliError, EXIT, isCliError } from './exit.js';
import { problemLines } from './output/problem-lines.js';
import { createProgram } from './program.js';

const withSubcommands = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withSubcommands)];

/** Checks for `--json`, even if the rest of the line is invalid. Arguments after `--` are not options. */
const wantsJson = (args: readonly string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');

/** Routes Commander's output: help is data, errors are not. */
const routeOutput = (program: Command, context: CliContext, asJson: boolean): void => {
  for (const command of withSubcommands(program))
    command
      .exitOverride((error) => {
        const advised = withDashAdvice(error, command);
        if (advised instanceof DashError && !asJson) context.terminal.say(advised.tryInstead);
        throw advised;
      })
      .configureOutput({
        writeOut: (text) => void context.terminal.data(text),
        writeErr: (text) => {
          if (asJson) return;
          // Line by line, because `say` removes line breaks within a text.
          for (const line of text.trimEnd().split('\n')) context.terminal.say(line);
        },
      });
};

/** Explains an argument that the path of a request cannot contain. */
const explainUnusable = (error: unknown): unknown =>
  error instanceof UnusablePathValue
    ? new CliError(
        'usage',
        `An argument is ${error.value === '' ? 'empty' : `'${error.value}'`}: the request needs its ${error.part}`,
        {
          tryInstead: '--help lists the arguments of a command.',
          cause: error,
        },
      )
    : error;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  return isCliError(error) ? EXIT[error.exit] : EXIT.failed;
};

const detailsOf = (error: unknown): CliError['details'] => {
  if (error instanceof DashError) return { tryInstead: error.tryInstead };
  return isCliError(error) ? error.details : {};
};

/** Prints the error as the last line of stderr. stdout keeps only data. */
function printJsonError({ terminal }: CliContext, error: unknown): void {
  const message = (error instanceof Error ? error.message : String(error)).replace(/^error: /, '');
  const { code, tryInstead, items } = detailsOf(error);
  const report = {
    message,
    code: code ?? null,
    try_instead: tryInstead ?? null,
    exit_code: exitCodeOf(error),
    ...(items === undefined ? {} : { items }),
  };
  terminal.say(JSON.stringify({ error: report }));
}

function printError({ terminal }: CliContext, error: unknown): void {
  // Commander has already printed it.
  if (error instanceof CommanderError) return;
  if (!isCliError(error)) {
    terminal.say(`tl: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return;
  }
  const [first = '', ...rest] = problemLines(error);
  for (const line of [`tl: ${first}`, ...rest]) terminal.say(line);
}

/** Runs one command line. `program` is that of the context, and can run several lines one after the other. */
export async function runCli(args: readonly string[], context: CliContext, program = createProgram(context)): Promise<number> {
  const asJson = wantsJson(args);
  routeOutput(program, context, asJson);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (thrown) {
    const error = explainUnusable(thrown);
    const exitCode = exitCodeOf(error);
    if (exitCode !== EXIT.done) (asJson ? printJsonError : printError)(context, error);
    return exitCode;
  } finally {
    context.terminal.clear();
  }
}
