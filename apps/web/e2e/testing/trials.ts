import type { Reader } from './reader.js';

/** What a simulated recording does; see docs/simulation.md. */
export interface Trial {
  readonly title: string;
  readonly stages?: Readonly<Record<string, object>>;
  readonly retry?: object;
  readonly outputs?: readonly string[];
}

/** Registers a simulated recording and runs it; its stages take no time unless something else is said. */
export async function startTrial(reader: Reader, { title, stages = {}, retry, outputs = ['library'] }: Trial): Promise<string> {
  const { id } = (await reader.api('POST', 'recordings', {
    source: { kind: 'simulated', settings: { seconds: 3, silence_seconds: 0.5, seed: Math.floor(Math.random() * 1e6) } },
    title,
    run: true,
    processing_config: {
      ...(retry === undefined ? {} : { retry }),
      simulation: { DOWNLOAD: {}, TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {}, ...stages },
    },
    output_config: { outputs },
  })) as { id: string };
  return id;
}

/** At work for long, with progress in between. */
export const slowly = (ms: number, progress: readonly number[] = [0.2, 0.4, 0.6, 0.8]): object => ({ takes_ms: ms, progress });
