import { parseArgs } from 'node:util';
import { errorCode, messageOf, StackProblem } from './problem.js';

export interface RunnerArgs {
  readonly help: boolean;
  /** Ends when the recording is done. */
  readonly once: boolean;
  /** Rebuilds changed code and restarts what uses it. */
  readonly watch: boolean;
  readonly sample: boolean;
  /** Takes a log that was put back to an older copy for the truth: the tables are rebuilt from it. */
  readonly acceptLog: boolean;
  /** Switches simulated connectors on. */
  readonly simulate: boolean;
  readonly language: string | undefined;
  /** A file, or the address of one. */
  readonly file: string | undefined;
}

export const USAGE = `Usage: npm start -- [FILE|URL] [options]

  FILE               put this recording through the pipeline (otherwise the bundled sample, once)
  URL                the same, fetched from an address (https://…)
  --once             end when the recording is done: 0 when it is READY, 1 with the reason otherwise
  --language LANG    language of the recording (BCP 47), otherwise auto
  --no-sample        start without a recording
  --accept-log       take an event log that was put back to an older copy for the truth
  --simulate         switch simulated connectors on, and add simulated outputs (docs/simulation.md)
  --watch            rebuild changed code and restart what uses it (npm run dev)
  --help

Environment: docs/operating.md`;

/** `npm start --once` gives the option to npm, which keeps it to itself. */
export function requireOwnOptions(taken: readonly string[]): void {
  if (taken.length === 0) return;
  const [options, they] = [taken.map((name) => `--${name}`).join(' '), taken.length === 1 ? 'it' : 'them'];
  throw new StackProblem('bad-usage', `npm has kept ${options} to itself: write ${they} after \`--\`\n  npm start -- ${options}`);
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

/** What Node's parser complains about, in words of this program. */
function complaint(argv: readonly string[], error: unknown): string {
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
    if (more.length > 0) throw new StackProblem('bad-usage', 'give one FILE at most (a name with blanks needs quotes)');
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
    throw new StackProblem('bad-usage', `${complaint(argv, error)}\n\n${USAGE}`, { cause: error });
  }
}
