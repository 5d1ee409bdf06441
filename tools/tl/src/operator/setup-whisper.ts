import { join } from 'node:path';
import {
  fetchWhisperModel,
  httpGet,
  readStackConfig,
  whisperModel,
  type FetchedModel,
  type StackConfig,
  type WhisperModelChoice,
} from '@throughline/stack';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { asCliError } from './running-stack.js';

export interface SetupWhisperOptions {
  readonly json?: boolean;
  readonly model: string;
  readonly url?: string;
  readonly sha256?: string;
}

const SUM = /^[0-9a-f]{64}$/;

/** A file from elsewhere is taken only with a sum that whoever asks for it vouches for. */
function choiceOf({ model, url, sha256 }: SetupWhisperOptions, mirror: string | undefined): WhisperModelChoice {
  if (url === undefined && sha256 === undefined) return whisperModel(model, mirror);
  if (url === undefined || sha256 === undefined || !SUM.test(sha256))
    throw new CliError('usage', '--url and --sha256 belong together, and the sum has 64 hexadecimal digits', {
      tryInstead: 'Take the sum from where the model is published, not from the file itself.',
    });
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new CliError('usage', '--url must be an http or https address');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(model))
    throw new CliError('usage', '--model must be a name of letters, digits, dots and dashes');
  return { model, pinned: { url, sha256 } };
}

/** `tl setup whisper`: fetches a model for whisper.cpp, and says how it is used. Nothing else is changed. */
export async function setupWhisper(context: CliContext, options: SetupWhisperOptions, config?: StackConfig): Promise<void> {
  const fetched = await fetchModel(context, options, config).catch((error: unknown) => {
    throw asCliError(error);
  });
  if (options.json === true) await printJson(context, fetched);
  else await context.terminal.data(`TL_WHISPER_MODEL=${fetched.path}\n`);
  context.terminal.say(
    `${fetched.found ? 'It was there already' : 'Fetched'}, and its sum is right. Start with TL_WHISPER_MODEL set to it, and with TL_WHISPER_PATH`,
  );
  context.terminal.say('where whisper-cli is not on the PATH: docs/engines.md has the rest.');
}

async function fetchModel(context: CliContext, options: SetupWhisperOptions, config?: StackConfig): Promise<FetchedModel> {
  const { dataDir, env } = config ?? readStackConfig();
  const choice = choiceOf(options, env['TL_WHISPER_MODELS'] || undefined);
  context.terminal.say(`${choice.model} from ${new URL(choice.pinned.url).host} …`);
  return fetchWhisperModel(choice, { folder: join(dataDir, 'models'), get: httpGet, env });
}
