import { testSeed } from '@throughline/contracts/testing';
import type { Reader } from './reader.js';

/** Behaviour of a simulated recording; see docs/simulation.md. */
export interface SimulatedRun {
  readonly title: string;
  readonly stages?: Readonly<Record<string, object>>;
  readonly retry?: object;
  readonly outputs?: readonly string[];
  /** False: the outputs wait until a person publishes them. */
  readonly isAutomatic?: boolean;
  readonly transcription?: object;
}

let recordings = 0;

/** Returns a seed for each recording, because recordings of one seed are duplicates. */
function nextSeed(): number {
  recordings += 1;
  return (testSeed + recordings) >>> 0;
}

/** Registers a simulated recording and runs it. Stages take no time by default. */
export async function startSimulatedRun(
  reader: Reader,
  { title, stages = {}, retry, outputs = ['library'], isAutomatic = true, transcription }: SimulatedRun,
): Promise<string> {
  const { id } = (await reader.api('POST', 'recordings', {
    source: { kind: 'simulated', settings: { seconds: 3, silence_seconds: 0.5, seed: nextSeed() } },
    title,
    run: true,
    processing_config: {
      ...(retry === undefined ? {} : { retry }),
      ...(transcription === undefined ? {} : { transcription }),
      simulation: { DOWNLOAD: {}, TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {}, ...stages },
    },
    output_config: { outputs, ...(isAutomatic ? {} : { auto_upload: false }) },
  })) as { id: string };
  return id;
}

/** Makes a stage take `ms` milliseconds and report progress. */
export const simulateSlowStage = (ms: number, progress: readonly number[] = [0.2, 0.4, 0.6, 0.8]): object => ({
  takes_ms: ms,
  progress,
});
