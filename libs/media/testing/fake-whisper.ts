import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaTools, Tool } from '#src/tools.js';

export interface FakeWhisper {
  readonly tool: Tool;
  readonly modelPath: string;
  asked(): Promise<readonly Readonly<Record<string, string | true>>[]>;
}

export interface FakeWhisperOptions {
  readonly mode?: 'hear' | 'hang' | 'garbage' | 'fail';
  readonly multilingual?: boolean;
  readonly layers?: number;
  /** Knows `--carry-initial-prompt`, as newer programs do. */
  readonly carriesPrompt?: boolean;
  /** The probability of the detected language. */
  readonly probability?: number;
}

export function modelHead({ multilingual = true, layers = 6 }: FakeWhisperOptions = {}): Buffer {
  const head = Buffer.alloc(48);
  const numbers = [0x67676d6c, multilingual ? 51_865 : 51_864, 1_500, 512, 8, layers];
  for (const [at, value] of numbers.entries()) head.writeUInt32LE(value, at * 4);
  return head;
}

export async function fakeWhisper(tools: MediaTools, folder: string, options: FakeWhisperOptions = {}): Promise<FakeWhisper> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'whisper-cli');
  const program = await readFile(new URL('whisper-cli.mjs', import.meta.url), 'utf8');
  // The extension makes it a module, whatever package.json lies above it.
  await writeFile(`${path}.mjs`, program);
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${path}.mjs' "$@"\n`);
  await chmod(path, 0o755);
  const { mode = 'hear', probability = 0.97, carriesPrompt = false } = options;
  await writeFile(`${path}.mjs.json`, JSON.stringify({ mode, probability, carriesPrompt, sphinx: tools.pocketsphinx }));
  const modelPath = join(folder, 'ggml-base.bin');
  await writeFile(modelPath, modelHead(options));
  return {
    tool: { path, env: {} },
    modelPath,
    asked: async () => {
      const lines = await readFile(`${path}.mjs.asked`, 'utf8').catch(() => '');
      return lines
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, string | true>);
    },
  };
}
