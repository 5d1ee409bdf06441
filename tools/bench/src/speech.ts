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
import type { Bench } from './run-bench.js';
import { readSpeechOptions, type Reference, type SpeechBenchOptions } from './speech/references.js';
import { StatusReads } from './speech/status-reads.js';

interface EngineResult {
  readonly name: string;
  readonly errors: number;
  readonly words: number;
  readonly seconds: number;
  readonly tookMs: number;
  readonly peakBytes: number | undefined;
  /** The 95th percentile of status reads during the transcription, as a multiple of a quiet time before it. */
  readonly reads: number;
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
  say(`\n${references.map(({ file }) => basename(file)).join(', ')}: ${String(countWords(references))} words`);
  say(row(['', 'wrong words', 'speed', 'memory', 'p95 of status reads']));
  for (const engine of engines) {
    const result = await measure(tools, engine, { options, reads }).catch((error: unknown) => describe(error));
    say(typeof result === 'string' ? `  ${nameOf(engine)}: ${result}` : row(cellsOf(result)));
    if (options.calibrates && typeof result !== 'string') say(`  ${await storeCalibration(engine, result.scored)}`);
  }
  say('\nspeed: multiples of real time; memory: of the speech program; status reads: multiples of a quiet time before');
};

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
  const { result: trials, p95 } = await reads.during(transcribeAll(tools, engine, options));
  const peaks = trials.flatMap(({ trial }) => trial.peakBytes ?? []);
  return {
    name: nameOf(engine),
    errors: trials.reduce((sum, { trial, words }) => sum + countWordErrors(words, wordsOf(trial)), 0),
    words: countWords(options.references),
    seconds: trials.reduce((sum, { trial }) => sum + trial.seconds, 0),
    tookMs: trials.reduce((sum, { trial }) => sum + trial.tookMs, 0),
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
    reads: p95 / before,
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

const COLUMNS = [28, 14, 10, 12, 0] as const;
const row = (cells: readonly string[]): string =>
  `  ${cells.map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0)).join('')}`.trimEnd();

const cellsOf = ({ name, errors, words, seconds, tookMs, peakBytes, reads }: EngineResult): readonly string[] => [
  name,
  `${((100 * errors) / Math.max(words, 1)).toFixed(1)} %`,
  `${((seconds * MS) / tookMs).toFixed(1)} x`,
  peakBytes === undefined ? 'unknown' : `${String(Math.round(peakBytes / MEBIBYTE))} MiB`,
  `${reads.toFixed(2)} x`,
];
