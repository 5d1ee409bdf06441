import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { normalizeWords, SAMPLE_TALK } from '@throughline/media';
import { projectRoot } from '../config.js';
import { UsageError } from '../options.js';

/** A recording and the words that are said in it. */
export interface Reference {
  readonly file: string;
  readonly words: readonly string[];
}

export interface SpeechBenchOptions {
  readonly references: readonly Reference[];
  readonly language: string;
  /** Stores calibrations of the engines' scores. */
  readonly calibrates: boolean;
}

/** Reads `[FOLDER] [--language TAG] [--calibrate]`. Without a folder, the sample is the reference. */
export async function readSpeechOptions(args: readonly string[]): Promise<SpeechBenchOptions> {
  const { positionals, values } = parse(args);
  const [folder, more] = positionals;
  if (more !== undefined)
    throw new UsageError('Name one folder: npm run bench -- speech [FOLDER] [--language TAG] [--calibrate]');
  const calibrates = values.calibrate === true;
  if (folder !== undefined)
    return { references: await readReferences(resolve(folder)), language: values.language ?? 'auto', calibrates };
  if (calibrates) throw new UsageError('A calibration needs a folder: the sample is one clear voice, and too short');
  return { references: [await readReference(join(projectRoot, SAMPLE_TALK.path))], language: SAMPLE_TALK.language, calibrates };
}

function parse(args: readonly string[]): { positionals: readonly string[]; values: { language?: string; calibrate?: boolean } } {
  try {
    const options = { language: { type: 'string' }, calibrate: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError(
      `${cause instanceof Error ? cause.message : 'Wrong use'}; there are a folder, --language TAG, --calibrate and --json`,
      {
        cause,
      },
    );
  }
}

const textOf = (file: string): string => join(file, '..', `${basename(file, extname(file))}.txt`);

const readReference = async (file: string): Promise<Reference> => ({
  file,
  words: normalizeWords(await readFile(textOf(file), 'utf8')),
});

/** Returns the recordings of a folder that have a text of the same name beside them. */
async function readReferences(folder: string): Promise<readonly Reference[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new UsageError(`${folder} cannot be read`, { cause });
  });
  const texts = new Set(names.filter((name) => name.endsWith('.txt')));
  const recordings = names
    .filter((name) => !/\.(txt|json|md)$/.test(name) && texts.has(basename(textOf(name))))
    .sort()
    .map((name) => join(folder, name));
  if (recordings.length === 0)
    throw new UsageError(`${folder} has no recording with its text beside it, such as talk.mp3 and talk.txt`);
  return Promise.all(recordings.map(readReference));
}
