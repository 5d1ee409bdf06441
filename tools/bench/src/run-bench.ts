import { cpus, loadavg } from 'node:os';
import { kindOf } from '@throughline/contracts';
import { isBenchName, usage, type BenchName } from './benches.js';
import type { BenchFigures } from './measure/figures.js';
import { formatReport, type BenchReport } from './measure/report.js';
import { judgeRatios } from './measure/targets.js';
import { Cleanup } from './servers/cleanup.js';

export interface BenchRun {
  readonly args: readonly string[];
  /** Stops the servers and deletes the files of the bench, however it ends. */
  readonly closing: Cleanup;
  /** Reports progress. The figures are printed at the end. */
  readonly say: (line: string) => void;
}

export type Bench = (run: BenchRun) => Promise<BenchFigures>;

const INTERRUPTED = 130;
const WRONG_USE = 2;
/** Exit codes of errors whose message says what to do. Others are printed with their stack. */
const EXIT_CODES: ReadonlyMap<string | undefined, number> = new Map([
  ['usage', WRONG_USE],
  ['tool-missing', 1],
]);
const JSON_FLAG = '--json';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
/** Standard output belongs to the report. */
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const readLoad = (): number => Number((loadavg()[0] ?? Number.NaN).toFixed(1));

/** Runs a bench with the arguments of the command line. Returns the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || args.includes('--help')) {
    print(usage());
    return 0;
  }
  if (!isBenchName(name)) {
    say(`There is no bench ${name}.\n\n${usage()}`);
    return WRONG_USE;
  }
  const { run } = (await import(`./${name}.js`)) as { readonly run: Bench };
  try {
    const report = await measure(
      name,
      run,
      rest.filter((arg) => arg !== JSON_FLAG),
    );
    print(rest.includes(JSON_FLAG) ? JSON.stringify(report) : formatReport(report));
    return 0;
  } catch (error) {
    const code = EXIT_CODES.get(kindOf(error));
    if (code === undefined || !(error instanceof Error)) throw error;
    say(error.message);
    return code;
  }
}

/** Runs one bench and stops what it started, after Ctrl-C too. */
async function measure(name: BenchName, bench: Bench, args: readonly string[]): Promise<BenchReport> {
  const closing = new Cleanup();
  const interrupt = (): void => {
    void closing.close().finally(() => process.exit(INTERRUPTED));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const started = performance.now();
  const before = readLoad();
  try {
    const { settings, figures, ratio = {}, limited = {} } = await bench({ args, closing, say });
    const targets = judgeRatios(name, { ...ratio, ...limited });
    const [processor] = cpus();
    const machine = {
      node: process.versions.node,
      cpu: processor?.model ?? 'unknown',
      cpus: cpus().length,
      load: { before, after: readLoad() },
    };
    const seconds = Math.round((performance.now() - started) / 1_000);
    const medians = Object.fromEntries(Object.entries(ratio).map(([key, { value }]) => [key, value]));
    return { bench: name, machine, seconds, settings, figures, ratio: medians, targets };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await closing.close();
  }
}
