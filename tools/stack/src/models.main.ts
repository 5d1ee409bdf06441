import { readStackConfig } from './config.js';
import { whisperModel } from './models/fetch-model.js';
import { keepFetching } from './models/keep-fetching.js';
import { messageOf } from './problem.js';

/**
 * Fetches the selected speech model, as a job of its own or for `npm start`. With `--background` it goes on trying, and ends
 * with the process that started it.
 */
const isBackground = process.argv.includes('--background');
const ending = new AbortController();
const end = (): void => {
  ending.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
if (isBackground) process.stdin.once('close', end).resume();

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const { models, env } = readStackConfig();
  const { listed, path } = models.selected;
  if (listed === undefined) say(`TL_WHISPER_MODEL names the file ${path}: nothing is fetched`);
  else if (!models.downloads) say('TL_MODEL_DOWNLOADS is off: nothing is fetched');
  else {
    const isFetched = await keepFetching(whisperModel(listed.name, models.mirror), {
      folder: models.folder,
      env,
      say,
      signal: ending.signal,
      untilStopped: !isBackground,
    });
    if (!isFetched) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`models: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
// Ends the wait for the parent's pipe.
process.stdin.destroy();
