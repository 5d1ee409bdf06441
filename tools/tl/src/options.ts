import { InvalidArgumentError, Option, type Command } from 'commander';
import { STAGES } from './commands/overrides.js';
import { parseDurationMs, parseLocalInstant } from './settings/duration.js';

export const parseWholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`must be a whole number from ${String(min)} to ${String(max)}`);
    return value;
  };

/** Returns milliseconds. */
export const parseDuration = (text: string): number => {
  const ms = parseDurationMs(text);
  if (ms === undefined) throw new InvalidArgumentError('must be a number with a unit: 90s, 30m, 2h, 1d');
  return ms;
};

const HOUR_MS = 3_600_000;

/** Parses the validity of a link, in hours. */
export const parseExpiryHours =
  (longestDays: number) =>
  (text: string): number => {
    const hours = parseDuration(text) / HOUR_MS;
    if (!Number.isInteger(hours) || hours < 1 || hours > longestDays * 24)
      throw new InvalidArgumentError(`must be whole hours or days, from 1h to ${String(longestDays)}d`);
    return hours;
  };

/** Returns ISO 8601. */
export const parseInstant = (text: string): string => {
  const time = parseLocalInstant(text);
  if (time === undefined)
    throw new InvalidArgumentError('must be a date or time: 05/02/2026 or 2026-02-05T18:00 (local time, or with Z or +01:00)');
  return time;
};

/** Collects the numbers of templates or sources. */
export const collectNumbers = (text: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  parseWholeNumber(1, Number.MAX_SAFE_INTEGER)(text),
];
export const collectNames = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
const collectStages = (text: string, before: readonly string[] = []): readonly string[] => {
  if (STAGES.includes(text.toUpperCase())) return [...before, text];
  throw new InvalidArgumentError(`must be one of ${STAGES.join(', ')}`);
};

const A_DAY_S = 86_400;
/** Filters recordings without a transcript. */
export const transcriptOption = (): Option =>
  new Option(
    '--transcript <state>',
    'recordings without the transcript that they were to get (missing), or whose transcription was off (off)',
  ).choices(['missing', 'off']);

export const ID = 'id, or at least its first eight characters if no other id has them';

export const addCommonOptions = (command: Command): Command =>
  command
    .option('--json', 'print data as JSON')
    .option(
      '--patience <seconds>',
      'how long to wait for an unavailable server (default: 5, and 60 after its first answer)',
      parseWholeNumber(0, A_DAY_S),
    );

/** Adds the settings that can be saved for documents. Each takes one value: one with several values would swallow the id. */
export const addSavedOptions = (command: Command): Command =>
  command
    .option('--output <name>', 'deliver only to this output; can be repeated', collectNames)
    .option('--auto-upload', 'deliver as soon as the content is ready')
    .option('--no-auto-upload', 'deliver only after `publish`')
    .option(
      '--config <file>',
      'JSON file with processing_config, metadata_config and output_config, as in a request; templates also have retention_config',
    );

const addStages = (command: Command): Command =>
  command.option('--disable <stage>', `skip this stage (${STAGES.join(', ')}); can be repeated`, collectStages);

export const addTemplateOptions = (command: Command): Command => addStages(addSavedOptions(command));

/** Adds the settings of a run, with its template. */
export const addConfigOptions = (command: Command): Command =>
  addSavedOptions(command)
    .option('--template <id>', 'use this template for the run', parseWholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--bind', 'also bind the template to the item');

/** Adds the settings of the run of a document. */
export const addDocumentOptions = (command: Command): Command =>
  addConfigOptions(command).option(
    '--ocr-language <code>',
    'read scans in this language, in the spelling of tesseract (deu, chi_sim); can be repeated',
    collectNames,
  );

/** Adds the settings of the run and of recording stages, which documents do not have. */
export const addOverrideOptions = (command: Command): Command => addStages(addConfigOptions(command));

export const createItemCommands =
  (program: Command) =>
  (name: string, description: string): Command =>
    addCommonOptions(program.command(name).argument('<id>', ID).description(description));

export const createChangeCommands =
  (program: Command) =>
  (name: string, description: string): Command =>
    createItemCommands(program)(name, description).option('--dry-run', 'show the effect, change nothing');
