import { nameOcrLanguage, parseOcrLanguage } from '@throughline/documents/ocr-languages';
import {
  fetchOcrLanguage,
  isOcrLanguageMissing,
  isStackProblem,
  provisionContext,
  type OcrFetchOptions,
  type OcrLanguageFile,
  type StackConfig,
} from '@throughline/stack';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError, EXIT } from '../exit.js';
import { bytes } from '../output/table.js';
import { listenForEnd } from '../start/shutdown.js';
import { readConfig, toCliError } from './running-stack.js';

export interface FetchOcrOptions {
  readonly json?: boolean;
}

type FetchContext = OcrFetchOptions['context'];

const describeLanguage = (language: string): string => `${language} (${nameOcrLanguage(language)})`;

interface Failure {
  readonly language: string;
  readonly error: CliError;
}

const refuseUnknown = (text: string, nearest: readonly string[]): CliError =>
  new CliError('usage', `'${text.slice(0, 40)}' is no language that tesseract knows`, {
    tryInstead:
      nearest.length === 0
        ? 'Use its spelling, such as eng, deu, rus, chi_sim, or a language tag such as de. Data of your own goes to the folder of TL_OCR_DATA.'
        : `Similar: ${nearest.map(describeLanguage).join(', ')}.`,
  });

/** Reads all names before the first download. An unknown one keeps none of the others away. */
function readLanguages(texts: readonly string[]): {
  readonly languages: readonly string[];
  readonly unknown: readonly Failure[];
} {
  const languages = new Set<string>();
  const unknown: Failure[] = [];
  for (const text of texts) {
    const choice = parseOcrLanguage(text);
    if ('language' in choice) languages.add(choice.language);
    else unknown.push({ language: text, error: refuseUnknown(text, choice.nearest) });
  }
  return { languages: [...languages], unknown };
}

/** Adds how to bring the file by hand. */
function explainFailure(error: unknown): unknown {
  if (!isStackProblem(error)) return error;
  if (!isOcrLanguageMissing(error)) return toCliError(error);
  const { language, file } = error;
  return new CliError(
    'failed',
    `${describeLanguage(language)} cannot be fetched. Tried:\n${error.tried.map((line) => `  ${line}`).join('\n')}`,
    {
      cause: error,
      tryInstead: `Behind a proxy, set HTTPS_PROXY and HTTP_PROXY. Otherwise bring the file by hand: copy ${language}.traineddata (for tesseract 4 or later) to ${file}. A running Throughline finds it within seconds.`,
    },
  );
}

interface Fetched {
  readonly files: readonly OcrLanguageFile[];
  readonly failures: readonly Failure[];
}

/** One language that nobody has does not keep the others away. Anything else ends the command. */
async function fetchAll(
  languages: readonly string[],
  config: StackConfig,
  { terminal, context }: { readonly terminal: CliContext['terminal']; readonly context: FetchContext },
): Promise<Fetched> {
  const files: OcrLanguageFile[] = [];
  const failures: Failure[] = [];
  for (const language of languages) {
    const onBytes = (fetched: number): void => {
      terminal.progress(`${describeLanguage(language)} ${bytes(fetched)}`);
    };
    try {
      const file = await fetchOcrLanguage(language, { folders: config.ocr, context, onBytes });
      files.push(file);
      terminal.say(`${describeLanguage(language)}: ${file.from === null ? 'already there' : `from ${file.from}`}`);
    } catch (error) {
      const explained = explainFailure(error);
      if (!(explained instanceof CliError) || !isOcrLanguageMissing(error)) throw explained;
      failures.push({ language, error: explained });
    }
  }
  return { files, failures };
}

/** `tl engine fetch ocr`: downloads data for recognising languages, and prints its files. */
export async function fetchOcr(
  { terminal, ...cli }: CliContext,
  texts: readonly string[],
  options: FetchOcrOptions,
  { config = readConfig(), changes = {} }: { readonly config?: StackConfig; readonly changes?: Partial<FetchContext> } = {},
): Promise<void> {
  const { languages, unknown } = readLanguages(texts);
  const stop = new AbortController();
  const end = (): void => {
    stop.abort(new CliError('failed', 'The download was stopped. The same command starts it again'));
  };
  const forget = listenForEnd(process, { end, hurry: () => process.exit(EXIT.failed) });
  const say = (line: string): void => {
    terminal.say(line);
  };
  try {
    const context = { ...provisionContext(config, say, stop.signal), ...changes };
    const { files, failures } = await fetchAll(languages, config, { terminal, context });
    await report({ terminal, ...cli }, options, { files, failures: [...unknown, ...failures] });
  } finally {
    forget();
    terminal.clear();
  }
}

async function report(context: CliContext, { json }: FetchOcrOptions, { files, failures }: Fetched): Promise<void> {
  const { terminal } = context;
  const failed = failures.map(({ language, error }) => ({
    language,
    message: error.message,
    try_instead: error.details.tryInstead,
  }));
  if (json === true)
    await printJson(context, { languages: files.map((file) => ({ ...file, name: nameOcrLanguage(file.language) })), failed });
  else await terminal.data(files.map(({ path }) => `${path}\n`).join(''));
  if (files.some(({ from }) => from !== null))
    terminal.say(
      'A running Throughline finds new languages within seconds. Then run the documents that lack them again: npx tl documents run ID',
    );
  const [first, ...others] = failures;
  if (first === undefined) return;
  for (const { error } of others) terminal.say(`${error.message}\n${error.details.tryInstead ?? ''}`);
  throw first.error;
}
