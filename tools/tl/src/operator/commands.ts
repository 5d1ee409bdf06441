import { DEFAULT_SPEECH_MODEL } from '@throughline/media/speech-models';
import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { PROJECT_ROOT } from '../settings/project.js';
import type { FetchModelOptions } from './fetch-model.js';

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

/** Throws outside a clone: these commands need its programs and database drivers. */
export function requireClone(name: string, root: string | undefined = PROJECT_ROOT): void {
  if (root !== undefined) return;
  throw new CliError('usage', `tl ${name} works only inside the clone of an installation, but this tl was installed elsewhere`, {
    code: 'not-in-clone',
    tryInstead: `In the clone: npx tl ${name}`,
  });
}

/**
 * Adds the commands for the operator of an embedded installation on its own machine. Loads their modules on demand: other
 * commands must not wait for database drivers.
 */
export function addOperator(
  program: Command,
  context: CliContext,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  describe(program, 'doctor', 'check tools, servers and processes, and report problems').action(async (options: WithJson) => {
    const { doctor } = await import('./doctor.js');
    await doctor(context, options);
  });
  describe(program, 'verify', 'compare every row of the tables with the log').action(async (options: WithJson) => {
    const { verify } = await import('./rebuild.js');
    await verify(context, options);
  });
  describe(program, 'rebuild', 'rebuild the tables from the log and report the differences')
    .option('--dry-run', 'compare only')
    .action(async (options: WithJson & { readonly dryRun?: boolean }) => {
      const { rebuild } = await import('./rebuild.js');
      await rebuild(context, options);
    });
  describe(program, 'dead-letters', 'list messages that no service could read, oldest first')
    .option('--service <name>', 'ingest, processing or upload')
    .option('--after <id>', 'only messages after this one')
    .option('--limit <count>', 'maximum number of lines', whole(1, 100_000), 100)
    .action(async (options: WithJson & { readonly service?: string; readonly after?: string; readonly limit: number }) => {
      const { deadLetters } = await import('./dead-letters.js');
      await deadLetters(context, options);
    });
  addEngine(program, context);
}

function addEngine(program: Command, context: CliContext): void {
  const engine = program.command('engine').description('list speech engines and download their models');
  describe(engine, 'list', 'list the engines of the workers and the models on this machine').action(async (options: WithJson) => {
    const { listEngines } = await import('./list-engines.js');
    await listEngines(context, options);
  });
  const fetchWith = async (options: FetchModelOptions): Promise<void> => {
    const { fetchModel } = await import('./fetch-model.js');
    await fetchModel(context, options);
  };
  addSource(describe(engine, 'fetch', 'download a model for whisper.cpp, or continue its download'))
    .argument('[model]', MODELS, DEFAULT_SPEECH_MODEL)
    .action((model: string, options: Omit<FetchModelOptions, 'model'>) => fetchWith({ ...options, model }));
  const setup = program.command('setup').description('download optional parts');
  addSource(describe(setup, 'whisper', 'the earlier name of `tl engine fetch`'))
    .option('--model <name>', MODELS, DEFAULT_SPEECH_MODEL)
    .action(fetchWith);
}

const MODELS = 'tiny, base, base.en, small or medium';

const addSource = (command: Command): Command =>
  command.option('--url <address>', 'another model; requires --sha256').option('--sha256 <sum>', 'expected checksum of the file');
