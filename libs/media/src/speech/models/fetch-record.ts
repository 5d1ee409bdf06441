import { readFile } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { replaceFile } from './replace-file.js';

/**
 * - `fetching`: bytes arrive.
 * - `retrying`: the last attempt failed, and the next one is planned.
 * - `stopped`: attempts have failed for so long, or in such a way, that nothing should wait for the model.
 * - `paused`: the process that fetched it was told to stop.
 */
export const FETCH_PHASES = ['fetching', 'retrying', 'stopped', 'paused'] as const;

const time = Type.String({ format: 'date-time' });
const Stored = Type.Object({
  v: Type.Literal(1),
  phase: Type.Enum(FETCH_PHASES),
  since: time,
  updatedAt: time,
  attempts: Type.Integer({ minimum: 0 }),
  /** Attempts in a row that brought no bytes. */
  failures: Type.Integer({ minimum: 0 }),
  failingSince: Type.Optional(time),
  nextAttemptAt: Type.Optional(time),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String(), at: time })),
  /** The server's facts about the partial file. */
  source: Type.Optional(
    Type.Object({
      url: Type.String(),
      total: Type.Optional(Type.Integer({ minimum: 0 })),
      validator: Type.Optional(Type.String()),
    }),
  ),
});

/** The state of an unfinished download, in a file beside it. Fetched bytes are the size of the partial file. */
export type FetchRecord = Static<typeof Stored>;
const stored = Compile(Stored);

export interface FetchFiles {
  readonly partial: string;
  readonly record: string;
  readonly lock: string;
}

export const fetchFiles = (path: string): FetchFiles => ({
  partial: `${path}.partial`,
  record: `${path}.fetch.json`,
  lock: `${path}.lock`,
});

/** Returns nothing if there is no record, or none that can be read: it holds no fact that cannot be found again. */
export async function readFetchRecord(path: string): Promise<FetchRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(fetchFiles(path).record, 'utf8'));
    return stored.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const writeFetchRecord = (path: string, record: FetchRecord): Promise<void> =>
  replaceFile(fetchFiles(path).record, record);
