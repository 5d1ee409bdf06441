import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  countWordErrors,
  fitCalibration,
  normalizeWords,
  openLocalPocketsphinx,
  openLocalWhisper,
  readWhisperSetting,
  scoreWords,
  textOfTrial,
  tryEngine,
  type LocalSpeechEngine,
  type MediaTools,
  type ScoredWord,
  type Trial,
} from '@throughline/media';
import {
  findModelsFolder,
  modelPath,
  readModelState,
  selectModel,
  SPEECH_MODELS,
  storeCalibrations,
} from '@throughline/media/speech-models';
import { mediaTools } from '@throughline/stack/testing';
import { environment, projectRoot } from './config.js';
import type { Figure } from './measure/figures.js';
import type { Bench } from './run-bench.js';
import { readSpeechOptions, type Reference, type SpeechBenchOptions } from './speech/references.js';
import { StatusReads } from './speech/status-reads.js';

interface EngineResult {
  readonly errors: number;
  readonly words: number;
  readonly seconds: number;
  readonly tookMs: number;
  readonly peakBytes: number | undefined;
  /** The 95th percentiles of status reads, in milliseconds: in a quiet time before the transcription, and during it. */
  readonly reads: { readonly before: number; readonly during: number };
  readonly scored: readonly ScoredWord[];
}

const MS = 1_000;
const MEBIBYTE = 1_048_576;

/** Transcribes reference recordings with each engine of this machine. */
export const run: Bench = async ({ args, closing, say }) => {
  const options = await readSpeechOptions(args);
  const tools = await mediaTools();
  const engines = await openEngines(tools, say);
  const reads = await StatusReads.open(closing);
  const { references } = options;
  const figures: Figure[] = [];
  for (const engine of engines) {
    const name = nameOf(engine);
    say(name);
    const result = await measure(tools, engine, { options, reads }).catch((error: unknown) => describe(error));
    if (typeof result === 'string') {
      say(`  ${result}`);
      continue;
    }
    figures.push(...engineFigures(name, result));
    if (options.calibrates) say(`  ${await storeCalibration(engine, result.scored)}`);
  }
  const recordings = references.map(({ file }) => basename(file)).join(', ');
  return { settings: { recordings, words: countWords(references) }, figures };
};

function engineFigures(group: string, { errors, words, seconds, tookMs, peakBytes, reads }: EngineResult): readonly Figure[] {
  const ratioTo = [{ name: 'in a quiet time before', value: reads.during / reads.before }];
  return [
    { group, name: 'wrong words', value: (100 * errors) / Math.max(words, 1), unit: '%' },
    { group, name: 'speed', value: (seconds * MS) / tookMs, unit: 'x real time' },
    ...(peakBytes === undefined
      ? []
      : [{ group, name: 'peak memory of the speech program', value: peakBytes / MEBIBYTE, unit: 'MiB' }]),
    { group, name: 'reads of a status during the transcription', value: reads.during, unit: 'ms, p95', ratioTo },
  ];
}

/** Returns the outcome for people. */
async function storeCalibration({ key: { engine, model } }: LocalSpeechEngine, scored: readonly ScoredWord[]): Promise<string> {
  const points = fitCalibration(scored);
  if (scored.length === 0) return 'not calibrated: this engine reports no scores';
  if (points === undefined) return `not calibrated: ${String(scored.length)} words are too few`;
  const measuredAt = new Date().toISOString();
  const folder = findModelsFolder(environment, projectRoot);
  await storeCalibrations(folder, [{ engine, model, words: scored.length, measuredAt, points }]);
  return `calibrated with ${String(scored.length)} words`;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const nameOf = ({ key }: LocalSpeechEngine): string => `${key.engine} ${key.model}`;
const countWords = (references: readonly Reference[]): number => references.reduce((sum, { words }) => sum + words.length, 0);

/** Opens pocketsphinx, and whisper.cpp with each model that is on this machine. */
async function openEngines(tools: MediaTools, say: (line: string) => void): Promise<readonly LocalSpeechEngine[]> {
  const folder = findModelsFolder(environment, projectRoot);
  const selected = selectModel(environment, projectRoot).path;
  const paths = new Set([selected, ...SPEECH_MODELS.map(({ name }) => modelPath(folder, name))]);
  const engines = [await openLocalPocketsphinx(tools)].filter((engine) => engine !== undefined);
  for (const path of paths) {
    if ((await readModelState({ path, listed: undefined })).phase !== 'ready') continue;
    await openLocalWhisper(tools, readWhisperSetting(environment, path)).then(
      (engine) => engines.push(engine),
      (error: unknown) => {
        say(`${path} is left out: ${describe(error)}`);
      },
    );
  }
  if (engines.every(({ key }) => key.engine !== 'whisper-cpp'))
    say('No model of whisper.cpp is on this machine: `npx tl engine fetch` downloads one.');
  return engines;
}

async function measure(
  tools: MediaTools,
  engine: LocalSpeechEngine,
  { options, reads }: { readonly options: SpeechBenchOptions; readonly reads: StatusReads },
): Promise<EngineResult> {
  const before = await reads.quiet();
  const { result: trials, p95: during } = await reads.during(transcribeAll(tools, engine, options));
  const peaks = trials.flatMap(({ trial }) => trial.peakBytes ?? []);
  return {
    errors: trials.reduce((sum, { trial, words }) => sum + countWordErrors(words, wordsOf(trial)), 0),
    words: countWords(options.references),
    seconds: trials.reduce((sum, { trial }) => sum + trial.seconds, 0),
    tookMs: trials.reduce((sum, { trial }) => sum + trial.tookMs, 0),
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
    reads: { before, during },
    scored: options.calibrates ? trials.flatMap(({ trial, words }) => scoreWords(words, trial.transcript)) : [],
  };
}

const wordsOf = (trial: Trial): readonly string[] => normalizeWords(textOfTrial(trial));

async function transcribeAll(
  tools: MediaTools,
  engine: LocalSpeechEngine,
  { references, language }: SpeechBenchOptions,
): Promise<readonly { readonly trial: Trial; readonly words: readonly string[] }[]> {
  const results: { readonly trial: Trial; readonly words: readonly string[] }[] = [];
  for (const { file, words } of references) {
    const trial = await tryEngine(tools, engine.create, {
      file,
      language,
      scratchFolder: join(tmpdir(), 'throughline-bench-speech'),
    });
    results.push({ trial, words });
  }
  return results;
}
