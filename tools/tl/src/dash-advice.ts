import { CommanderError, type Argument, type Command } from 'commander';

/** Names of arguments that may be any words. */
const FREE_TEXT: ReadonlySet<string> = new Set(['words', 'term', 'text', 'title', 'name', 'speaker']);

/** A command line with an unknown option, which may be words that begin with a dash. */
export class DashError extends CommanderError {
  constructor(
    { exitCode, code, message }: CommanderError,
    readonly tryInstead: string,
  ) {
    super(exitCode, code, message);
  }
}

const pathOf = (command: Command | null): readonly string[] =>
  command === null ? [] : [...pathOf(command.parent), command.name()];

const placeholderOf = (argument: Argument): string => `<${argument.name()}>`;

/** A long option is hardly a name or a title. As words of a search it may be meant. */
const isMistyped = (option: string, argument: Argument | undefined): boolean =>
  /^--\S+$/.test(option) && argument?.variadic !== true;

/** Says how a command takes words that begin with a dash, if they are the unknown option. */
export function withDashAdvice(error: CommanderError, command: Command): CommanderError {
  const option = /unknown option '(?<option>[^']+)'/.exec(error.message)?.groups?.['option'];
  const place = command.registeredArguments.findLastIndex((argument) => FREE_TEXT.has(argument.name()));
  if (error.code !== 'commander.unknownOption' || option === undefined || place === -1) return error;
  if (error.message.includes('Did you mean') || isMistyped(option, command.registeredArguments[place])) return error;
  const before = command.registeredArguments.slice(0, place).map(placeholderOf);
  const line = [...pathOf(command), ...before, '--', /\s/.test(option) ? `'${option}'` : option].join(' ');
  return new DashError(error, `Words that begin with a dash stand after --, behind all options: ${line}`);
}
