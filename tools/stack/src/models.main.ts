import { constants, setPriority } from 'node:os';
import { parseOcrLanguage } from '@throughline/documents/ocr-languages';
import { readModelState } from '@throughline/media/speech-models';
import { provisionContext, readStackConfig, type StackConfig } from './config.js';
import { whisperModel } from './models/fetch-model.js';
import { keepFetching } from './models/keep-fetching.js';
import { fetchOcrLanguage } from './ocr-languages/fetch-language.js';
import { messageOf, StackProblem } from './problem.js';

/**
 * Fetches the selected speech model, by itself or for `npm start`; or with `--model` another model of the list. With `--background` it goes on trying, and ends
 * with the process that started it. With `--measure` it measures how fast the fetched model is on this machine, and fetches the
 * model that is selected for that speed. With `--ocr` it fetches the OCR languages that follow instead, e.g. in a container.
 */
const isBackground = process.argv.includes('--background');
const isMeasuring = process.argv.includes('--measure');
const namedAt = process.argv.indexOf('--model');
const namedModel = namedAt < 0 ? undefined : process.argv[namedAt + 1];
const ocrAt = process.argv.indexOf('--ocr');
const ocrLanguages = ocrAt < 0 ? undefined : process.argv.slice(ocrAt + 1);
const ending = new AbortController();
const end = (): void => {
  ending.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
if (isBackground) process.stdin.once('close', end).resume();

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Returns false if the model could not be fetched. */
async function fetchSelected(config: StackConfig): Promise<boolean> {
  const { models } = config;
  const { listed, path } = models.selected;
  if (listed === undefined) say(`TL_WHISPER_MODEL names the file ${path}: nothing is fetched`);
  else if (!models.downloads) say('TL_MODEL_DOWNLOADS is off: nothing is fetched');
  else return fetchNamed(config, listed.name);
  return true;
}

const fetchNamed = ({ models, env }: StackConfig, model: string): Promise<boolean> =>
  keepFetching(whisperModel(model, models.mirror), {
    folder: models.folder,
    env,
    say,
    signal: ending.signal,
    untilStopped: !isBackground,
  });

async function fetchOcr(config: StackConfig, languages: readonly string[]): Promise<boolean> {
  for (const text of languages) {
    const choice = parseOcrLanguage(text);
    if (!('language' in choice)) throw new StackProblem('bad-usage', `${text} is no language that tesseract knows`);
    const context = provisionContext(config, say, ending.signal);
    const { language, from } = await fetchOcrLanguage(choice.language, { folders: config.ocr, context });
    say(`${language}: ${from === null ? 'already there' : `from ${from}`}`);
  }
  return true;
}

function run(config: StackConfig): Promise<boolean> {
  if (ocrLanguages !== undefined) return fetchOcr(config, ocrLanguages);
  if (namedModel !== undefined) return fetchNamed(config, namedModel);
  return isMeasuring ? measureAndFetch(config) : fetchSelected(config);
}

const isReady = async ({ models }: StackConfig): Promise<boolean> => (await readModelState(models.selected)).phase === 'ready';

async function measureAndFetch(config: StackConfig): Promise<boolean> {
  if (!(await isReady(config))) return true;
  setPriority(constants.priority.PRIORITY_LOW);
  // Loaded on demand: a download needs none of the media tools.
  const { measureDefaultModel } = await import('./models/measure-model.js');
  await measureDefaultModel(config, { say, signal: ending.signal });
  const selectedNow = readStackConfig();
  return ending.signal.aborted || (await isReady(selectedNow)) || fetchSelected(selectedNow);
}

try {
  if (!(await run(readStackConfig()))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`models: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
// Ends the wait for the parent's pipe.
process.stdin.destroy();
