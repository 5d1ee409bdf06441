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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      version: { type: 'boolean' },
      model: { type: 'string', default: '' },
      file: { type: 'string', default: '' },
      language: { type: 'string', default: 'auto' },
      threads: { type: 'string', default: '1' },
      prompt: { type: 'string' },
      'output-file': { type: 'string', default: '' },
      'output-json-full': { type: 'boolean' },
      'print-progress': { type: 'boolean' },
    },
  });
  if (values.version !== true) {
    await transcribe({ ...values, prompt: values.prompt, to: values['output-file'] });
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
