import {
  gradeEngine,
  identifyFile,
  listModelLanguages,
  parseModelName,
  readSpeeds,
  type GradedLanguages,
  type MeasuredSpeed,
} from '@throughline/media/speech-models';
import type { ModelConfig } from '@throughline/stack';
import { bytes, listing } from '../output/table.js';
import { countLanguages, findGrade, speedText } from './grade-text.js';
import { reportModels, type ModelReport } from './models.js';

/** A model in `tl engine list`. */
export interface ListedModelReport extends ModelReport {
  readonly languages: readonly string[];
  /** null if the publisher names no error rates. */
  readonly grades: GradedLanguages | null;
  /** The speed on this machine; null if it was not measured. */
  readonly speed: Pick<MeasuredSpeed, 'speed' | 'seconds' | 'threads' | 'program'> | null;
}

export async function listModels(config: ModelConfig): Promise<readonly ListedModelReport[]> {
  const speeds = readSpeeds(config.folder);
  return Promise.all((await reportModels(config)).map((report) => describeModel(report, speeds)));
}

async function describeModel(report: ModelReport, speeds: readonly MeasuredSpeed[]): Promise<ListedModelReport> {
  const name = parseModelName(report.path);
  const languages = listModelLanguages(name);
  const file = await identifyFile(report.path);
  const latest = speeds.find((speed) => speed.engine === 'whisper-cpp' && speed.model === name && speed.file === file);
  return {
    ...report,
    languages,
    grades: gradeEngine('whisper-cpp', name, languages) ?? null,
    speed:
      latest === undefined
        ? null
        : { speed: latest.speed, seconds: latest.seconds, threads: latest.threads, program: latest.program },
  };
}

/** Formats the models. With a language, its grade replaces the numbers of languages. Below, each unfinished download. */
export const modelTable = (models: readonly ListedModelReport[], language: string | undefined): string =>
  listModelRows(models, language) + describeDownloads(models);

const describeDownloads = (models: readonly ListedModelReport[]): string =>
  models.flatMap(({ name, state, says }) => (says === state ? [] : [`${name}: ${says}\n`])).join('');

const listModelRows = (models: readonly ListedModelReport[], language: string | undefined): string =>
  listing(
    ['MODEL', '', 'STATE', language === undefined ? 'LANGUAGES' : language, 'SPEED', 'DISK', 'FILE'],
    models.map(({ name, selected, state, path, phase, languages, grades, speed, fetched_bytes: onDisk }) => [
      name,
      selected ? 'selected' : '',
      state,
      language === undefined ? countLanguages(languages, grades ?? undefined) : gradeOf({ languages, grades }, language),
      phase === 'ready' ? modelSpeedText(speed, name) : '',
      onDisk === 0 ? '' : bytes(onDisk),
      phase === 'missing' ? '' : path,
    ]),
  );

const modelSpeedText = (speed: ListedModelReport['speed'], name: string): string =>
  speed === null ? `not measured: run \`tl engine test --model ${name}\`` : speedText(speed.speed);

const gradeOf = ({ languages, grades }: Pick<ListedModelReport, 'languages' | 'grades'>, language: string): string =>
  languages.includes(language) ? findGrade(grades ?? undefined, language) : 'not supported';

/** Lists the languages of each model by grade. */
export const languageTable = (models: readonly ListedModelReport[]): string =>
  listing(
    ['MODEL', 'GRADE', 'LANGUAGES'],
    models.flatMap(({ name, grades }) =>
      grades === null ? [] : (['good', 'draft', 'poor'] as const).map((grade) => [name, grade, grades[grade].join(', ')]),
    ),
  );
