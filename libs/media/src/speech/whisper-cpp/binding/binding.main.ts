import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { bindingPackage, type WhisperBinding } from './package.js';
import { restoreTokens } from './tokens.js';

/*
 * whisper.cpp from npm, with the command line and the output of its own program `whisper-cli`. The worker runs both alike, and a
 * crash in the native library ends only this process.
 */

const requirePackage = createRequire(import.meta.url);

function loadModel(filePath: string): InstanceType<WhisperBinding['WhisperContext']> {
  const { WhisperContext } = requirePackage(bindingPackage) as WhisperBinding;
  try {
    // The program uses flash attention too. Its beams have no option here: the binding takes the most probable token.
    return new WhisperContext({ filePath, useFlashAttn: true });
  } catch (cause) {
    throw new Error('The model file cannot be loaded', { cause });
  }
}

interface TranscribeOptions {
  readonly model: string;
  readonly file: string;
  readonly language: string;
  readonly threads: string;
  readonly prompt: string | undefined;
  /** The output file, without its extension. */
  readonly to: string;
}

async function transcribe(options: TranscribeOptions): Promise<void> {
  const context = loadModel(options.model);
  const { promise } = context.transcribeFile(options.file, {
    language: options.language,
    maxThreads: Number(options.threads),
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
    maxLen: 1,
    tokenTimestamps: true,
    onProgress: (percent) => {
      process.stderr.write(`progress = ${String(percent)}%\n`);
    },
  });
  const result = await promise;
  const tokens = restoreTokens(result);
  const offsets = { from: 0, to: Math.max(0, ...tokens.map((token) => token.offsets.to)) };
  const text = tokens.map((token) => token.text).join('');
  const transcription = tokens.length === 0 ? [] : [{ offsets, text, tokens }];
  await writeFile(
    `${options.to}.json`,
    JSON.stringify({ result: { language: result.language ?? options.language }, transcription }),
    'latin1',
  );
}

/** Milliseconds. whisper.cpp transcribes nothing shorter than 100 ms, so it returns after the detection. */
const shortestMs = 10;

/** The library logs the language with its probability to stderr, as the program does. Its result has no probability. */
async function detectLanguage({ model, file, threads }: Pick<TranscribeOptions, 'model' | 'file' | 'threads'>): Promise<void> {
  const options = { language: 'auto', maxThreads: Number(threads), duration: shortestMs } as const;
  const { language } = await loadModel(model).transcribeFile(file, options).promise;
  // For a version of the library that logs nothing. The first line counts.
  if (language !== undefined) process.stderr.write(`auto-detected language: ${language}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      version: { type: 'boolean' },
      model: { type: 'string', default: '' },
      file: { type: 'string', default: '' },
      language: { type: 'string', default: 'auto' },
      'detect-language': { type: 'boolean' },
      threads: { type: 'string', default: '1' },
      prompt: { type: 'string' },
      'output-file': { type: 'string', default: '' },
      'output-json-full': { type: 'boolean' },
      'print-progress': { type: 'boolean' },
    },
  });
  if (values.version !== true) {
    const to = values['output-file'];
    await (values['detect-language'] === true ? detectLanguage(values) : transcribe({ ...values, prompt: values.prompt, to }));
    return;
  }
  // Loads the library too: its package may be installed on a system that lacks a library or an instruction that it needs.
  requirePackage(bindingPackage);
  const { version } = requirePackage(`${bindingPackage}/package.json`) as { version: string };
  process.stdout.write(`${bindingPackage} ${version}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
