import { parseUrl } from '@throughline/contracts';
import { DEFAULT_SPEECH_MODEL, modelPath } from '@throughline/media/speech-models';
import {
  fetchWhisperModel,
  isStackProblem,
  readStackConfig,
  toPublicAddress,
  whisperModel,
  type ModelFile,
  type StackConfig,
  type WhisperModelChoice,
} from '@throughline/stack';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError, EXIT } from '../exit.js';
import { percent } from '../output/table.js';
import { listenForEnd } from '../start/shutdown.js';
import { toCliError } from './running-stack.js';

export interface FetchModelOptions {
  readonly json?: boolean;
  /** Default: the selected model, if it is one of the list. */
  readonly model?: string | undefined;
  readonly url?: string;
  readonly sha256?: string;
}

type NamedModelOptions = FetchModelOptions & { readonly model: string };

const SUM = /^[0-9a-f]{64}$/;

/** Requires a checksum for a file from another address. */
function choiceOf({ model, url, sha256 }: NamedModelOptions, mirror: string | undefined): WhisperModelChoice {
  if (url === undefined && sha256 === undefined) return whisperModel(model, mirror);
  if (url === undefined || sha256 === undefined || !SUM.test(sha256))
    throw new CliError('usage', '--url and --sha256 must be given together, and the checksum must have 64 hexadecimal digits', {
      tryInstead: 'Use the checksum that the publisher of the model names, not one of the file itself.',
    });
  if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '')) throw new CliError('usage', '--url must be an http or https address');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(model))
    throw new CliError('usage', 'the name of the model must consist of letters, digits, dots and dashes');
  return { model, pinned: { url, sha256 } };
}

/** `tl engine fetch`: downloads a whisper.cpp model and prints the setting that selects it. Changes no settings. */
export async function fetchModel(context: CliContext, options: FetchModelOptions, config?: StackConfig): Promise<void> {
  const fetched = await download(context, options, config).catch((error: unknown) => {
    throw toCliError(error);
  });
  if (options.json === true) await printJson(context, fetched);
  else await context.terminal.data(`TL_WHISPER_MODEL=${fetched.path}\n`);
  context.terminal.say(`${fetched.found ? 'Already downloaded' : 'Downloaded'}; the checksum is correct.`);
  context.terminal.say(
    options.url === undefined
      ? `To transcribe with it on this machine: npx tl engine use ${fetched.model}`
      : 'To transcribe with it, set TL_WHISPER_MODEL as printed. See docs/engines.md.',
  );
}

/** Downloads a model of the list for another command. */
export const fetchListedModel = (context: CliContext, model: string, config: StackConfig): Promise<ModelFile> =>
  download(context, { model }, config).catch((error: unknown) => {
    throw toCliError(error);
  });

/** Adds how to bring the file without a network. */
function explainFailure(error: unknown, { model, pinned }: WhisperModelChoice, folder: string): unknown {
  if (!isStackProblem(error) || error.kind !== 'download-failed') return error;
  const path = modelPath(folder, model);
  return new CliError('failed', error.message, {
    cause: error,
    tryInstead: `Behind a proxy, set HTTPS_PROXY. Without a network, bring the file by hand: download ${toPublicAddress(pinned.url)} elsewhere, check that its SHA-256 is ${pinned.sha256}, and copy it to ${path}. A running Throughline uses the selected model within seconds.`,
  });
}

async function download({ terminal }: CliContext, options: FetchModelOptions, config?: StackConfig): Promise<ModelFile> {
  const { models, env } = config ?? readStackConfig();
  if (options.model === undefined && (options.url ?? options.sha256) !== undefined)
    throw new CliError('usage', 'A model from another address needs a name', {
      tryInstead: 'npx tl engine fetch NAME --url ADDRESS --sha256 SUM',
    });
  const model = options.model ?? models.selected.listed?.name ?? DEFAULT_SPEECH_MODEL;
  const choice = choiceOf({ ...options, model }, models.mirror);
  terminal.say(`${choice.model} from ${new URL(choice.pinned.url).host} …`);
  const stop = new AbortController();
  const end = (): void => {
    stop.abort(new CliError('failed', 'The download was stopped. The same command continues it'));
  };
  const forget = listenForEnd(process, { end, hurry: () => process.exit(EXIT.failed) });
  try {
    return await fetchWhisperModel(choice, {
      folder: models.folder,
      env,
      signal: stop.signal,
      onProgress: (fetched, total) => {
        if (total !== undefined && total > 0) terminal.progress(`${choice.model} ${percent(fetched / total)}`);
      },
      onHeld: () => {
        terminal.say('Another process fetches this model: waiting for it.');
      },
    });
  } catch (error) {
    throw explainFailure(error, choice, models.folder);
  } finally {
    forget();
    terminal.clear();
  }
}
