import { stat } from 'node:fs/promises';
import { fetchFiles, FETCH_PHASES, readFetchRecord, type FetchRecord } from './fetch-record.js';
import type { SelectedModel } from './model-location.js';

/** `ready`: the file is complete. `missing`: nobody has begun to fetch it. */
export type ModelPhase = 'ready' | 'missing' | (typeof FETCH_PHASES)[number];

/** A model on this machine, for everything that shows it or waits for it. */
export interface ModelState {
  readonly path: string;
  readonly phase: ModelPhase;
  readonly fetchedBytes: number;
  /** Undefined until a server has told it. */
  readonly totalBytes: number | undefined;
  readonly since: string | undefined;
  /** The last change of an unfinished download. */
  readonly updatedAt: string | undefined;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly message: string; readonly at: string } | undefined;
  readonly nextAttemptAt: string | undefined;
}

/** Longer than a download stays silent before it fails: after that, the process that fetched the model was killed. */
const SILENT_MS = 3 * 60_000;

interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
}

const factsOf = (path: string): Promise<FileFacts | undefined> => stat(path).catch(() => undefined);

/** Reads files only: any process may call it, whoever fetches the model. */
export async function readModelState({ path }: SelectedModel, now: number = Date.now()): Promise<ModelState> {
  const none = { path, since: undefined, updatedAt: undefined, attempts: 0, error: undefined, nextAttemptAt: undefined };
  const file = await factsOf(path);
  if (file !== undefined) return { ...none, phase: 'ready', fetchedBytes: file.size, totalBytes: file.size };
  const [record, partial] = await Promise.all([readFetchRecord(path), factsOf(fetchFiles(path).partial)]);
  const fetchedBytes = partial?.size ?? 0;
  if (record === undefined) return { ...none, phase: 'missing', fetchedBytes, totalBytes: undefined };
  const { since, updatedAt, attempts, error, nextAttemptAt, source } = record;
  const phase = isSilent(record, partial, now) ? 'paused' : record.phase;
  return { path, phase, fetchedBytes, totalBytes: source?.total, since, updatedAt, attempts, error, nextAttemptAt };
}

const isSilent = ({ phase, updatedAt, nextAttemptAt }: FetchRecord, partial: FileFacts | undefined, now: number): boolean => {
  if (phase !== 'fetching' && phase !== 'retrying') return false;
  const signs = [Date.parse(updatedAt), nextAttemptAt === undefined ? 0 : Date.parse(nextAttemptAt), partial?.mtimeMs ?? 0];
  return now - Math.max(...signs) > SILENT_MS;
};

/** Returns true while the model can be expected, so that work may wait for it. */
export const isModelExpected = ({ phase }: ModelState): boolean => phase === 'fetching' || phase === 'retrying';

const BYTES_OF_MEGABYTE = 1_000_000;

/** Says how much of the model has been fetched: "62 % fetched", "3 MB fetched", "not fetched". */
export function describeFetched({ phase, fetchedBytes, totalBytes }: ModelState): string {
  if (phase === 'ready') return 'fetched';
  if (fetchedBytes === 0) return 'not fetched';
  return totalBytes === undefined || totalBytes === 0
    ? `${String(Math.floor(fetchedBytes / BYTES_OF_MEGABYTE))} MB fetched`
    : `${String(Math.floor((100 * Math.min(fetchedBytes, totalBytes)) / totalBytes))} % fetched`;
}
