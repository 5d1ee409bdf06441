import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const KIB_OF_MIB = 1_024;
const PRELOAD = pathToFileURL(fileURLToPath(new URL('report-peak.js', import.meta.url))).href;

/** Arguments for Node and variables that make a process write its largest resident memory to a file when it ends. */
export const reportPeak = (file: string): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } => ({
  args: ['--import', PRELOAD],
  env: { BENCH_PEAK_FILE: file },
});

export const readPeakMib = async (file: string): Promise<number> => Number(await readFile(file, 'utf8')) / KIB_OF_MIB;
