import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import type { FetchModelOptions } from './fetch-model.js';
import type { ListEnginesOptions } from './list-engines.js';
import { describeLocalCommand } from './local-command.js';
import type { TestEngineOptions } from './test-engine.js';
import type { UseModelOptions } from './use-model.js';

const MODELS = 'tiny, base, base.en, small or medium';
const FETCHED_MODEL = `${MODELS}; default: the selected model`;

export function addEngine(
  program: Command,
  context: CliContext,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  const engine = program
    .command('engine')
    .description('list, test and choose engines, and download speech models and languages of scans');
  describeLocalCommand(engine, 'list', 'list the engines of the workers and the models on this machine')
    .option('--language <tag>', 'show the grade of this language')
    .option('--languages', 'list the languages of each model by grade')
    .action(async (options: ListEnginesOptions) => {
      const { listEngines } = await import('./list-engines.js');
      await listEngines(context, options);
    });
  describeLocalCommand(engine, 'test', 'transcribe ten seconds, show the words and measure the speed')
    .argument('[file]', 'a recording; default: the sample')
    .option('--engine <name>', 'whisper-cpp or pocketsphinx; default: the first that is ready')
    .option('--model <name>', `a model of the list (${MODELS}), or a file`)
    .option('--language <tag>', 'the language of the recording')
    .option('--seconds <count>', 'the length of the part that is transcribed', whole(1, 3_600), 10)
    .action(async (file: string | undefined, options: Omit<TestEngineOptions, 'file'>) => {
      const { testEngine } = await import('./test-engine.js');
      await testEngine(context, { ...options, ...(file === undefined ? {} : { file }) });
    });
  describeLocalCommand(engine, 'use', 'choose the model of this machine, and download it if needed')
    .argument('<model>', `${MODELS}; auto: the best that is fast enough here`)
    .action(async (model: string, options: UseModelOptions) => {
      const { useModel } = await import('./use-model.js');
      await useModel(context, model, options);
    });
  addFetch(program, engine, context);
}

function addFetch(program: Command, engine: Command, context: CliContext): void {
  const fetchWith = async (options: FetchModelOptions): Promise<void> => {
    const { fetchModel } = await import('./fetch-model.js');
    await fetchModel(context, options);
  };
  const fetch = describeLocalCommand(engine, 'fetch', 'download a model for whisper.cpp, or continue its download');
  addFetchOcr(fetch, context);
  addSource(fetch)
    .argument('[model]', FETCHED_MODEL)
    .action((model: string | undefined, options: Omit<FetchModelOptions, 'model'>) => fetchWith({ ...options, model }));
  const setup = program.command('setup').description('download optional parts');
  addSource(describeLocalCommand(setup, 'whisper', 'the earlier name of `tl engine fetch`'))
    .option('--model <name>', FETCHED_MODEL)
    .action(fetchWith);
}

function addFetchOcr(fetch: Command, context: CliContext): void {
  describeLocalCommand(fetch, 'ocr', 'download data for reading scans in more languages')
    .argument('<language...>', "in tesseract's spelling or as a tag: deu, rus, chi_sim, de")
    .action(async (languages: readonly string[], _own: unknown, command: Command) => {
      const { fetchOcr } = await import('./fetch-ocr.js');
      await fetchOcr(context, languages, command.optsWithGlobals());
    });
}

const addSource = (command: Command): Command =>
  command.option('--url <address>', 'another model; requires --sha256').option('--sha256 <sum>', 'expected checksum of the file');
