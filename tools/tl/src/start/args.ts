import { parseArgs } from 'node:util';
import { errorCode, messageOf } from '@throughline/stack';
import { CliError } from '../exit.js';

export interface RunnerArgs {
  readonly help: boolean;
  readonly once: boolean;
  /** Rebuild changed code and restart the services that use it. */
  readonly watch: boolean;
  readonly sample: boolean;
  /** Accept a log that was restored from an older copy, and rebuild the tables from it. */
  readonly acceptLog: boolean;
  readonly simulate: boolean;
  readonly language: string | undefined;
  /** A path or an address. */
  readonly file: string | undefined;
}

export const USAGE = `Usage: npm start -- [FILE|URL] [options]

  FILE               process this recording (default: the bundled sample, once)
  URL                process the recording at this address (https://…)
  --once             exit when the recording has ended: with 0 if it is READY, else with 1 and the reason
  --language LANG    language of the recording (BCP 47; default: auto)
  --no-sample        start without a recording
  --accept-log       accept an event log that was restored from an older copy
  --simulate         enable simulated connectors and add simulated outputs (docs/simulation.md)
  --watch            rebuild changed code and restart the services that use it (npm run dev)
  --help

Environment: docs/operating.md`;

/** Without `--`, npm takes `npm start --once` as its own option and does not pass it on. */
export function requireOwnOptions(names: readonly string[]): void {
  if (names.length === 0) return;
  const [options, they] = [names.map((name) => `--${name}`).join(' '), names.length === 1 ? 'it' : 'them'];
  throw new CliError('usage', `npm did not pass ${options} on: write ${they} after \`--\`\n  npm start -- ${options}`);
}

const OPTIONS = {
  help: { type: 'boolean', default: false },
  once: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  sample: { type: 'boolean', default: true },
  'accept-log': { type: 'boolean', default: false },
  simulate: { type: 'boolean', default: false },
  language: { type: 'string' },
} as const;

const nameOf = (argument: string): string => argument.replace(/^--?(?:no-)?/, '').replace(/=.*$/s, '');

function describeArgumentError(argv: readonly string[], error: unknown): string {
  if (errorCode(error) !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return messageOf(error);
  const unknown = argv.find((each) => each.startsWith('-') && !Object.hasOwn(OPTIONS, nameOf(each)));
  if (unknown === undefined) return messageOf(error);
  const meant = Object.keys(OPTIONS).find((name) => nameOf(unknown).length >= 3 && name.startsWith(nameOf(unknown)));
  return `there is no option ${unknown.replace(/=.*$/s, '')}${meant === undefined ? '' : `; did you mean --${meant}?`}`;
}

export function readArgs(argv: readonly string[]): RunnerArgs {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: OPTIONS,
    });
    const [file, ...more] = positionals;
    if (more.length > 0) throw new CliError('usage', 'give at most one FILE (put a name with spaces in quotes)');
    return {
      help: values.help,
      once: values.once,
      watch: values.watch,
      sample: values.sample,
      acceptLog: values['accept-log'],
      simulate: values.simulate,
      language: values.language,
      file,
    };
  } catch (error) {
    throw new CliError('usage', `${describeArgumentError(argv, error)}\n\n${USAGE}`, { cause: error });
  }
}
