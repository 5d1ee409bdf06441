import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { environment, projectRoot } from '../config.js';
import type { MediaTools } from '@throughline/media';

/** Runs the script as a process of its own. Returns its milliseconds, without the start of Node. */
export async function runScript(tools: MediaTools, file: string, folder: string): Promise<number> {
  const child = spawn(process.execPath, [join(projectRoot, 'tools/bench/dist/pipeline/script.main.js')], {
    env: { ...environment, BENCH_FILE: file, BENCH_FOLDER: folder, BENCH_TOOLS: JSON.stringify(tools) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The script ended with ${String(code)}`);
  return Number(output);
}
