import { listDocuments } from '@throughline/api-client/operations';
import {
  documentRows,
  documentStatusOf,
  fold,
  isPresent,
  migrateLog,
  type MigratedCommit,
  type MigrationProblem,
  type OldLog,
} from '@throughline/domain';
import {
  migratedAssetIdOf,
  toCloudEvents,
  type CloudEvent,
  type DocumentStatus,
  type DocumentStepStatus,
} from '@throughline/contracts';
import type { SourceFile } from './row-spool.js';

/** The settings that all files of a migration share. */
export interface MigrationContext {
  readonly library: string;
  readonly system: string;
  readonly table: string;
  readonly names: OldLog['names'];
  /** ISO 8601. */
  readonly latest: string;
}

/** A file of the older system, and the history that it becomes. */
export interface MigratedFile {
  readonly fileId: string;
  readonly assetId: string;
  readonly rows: number;
  readonly fileName?: string;
  /** The path of the file in the older system. */
  readonly filePath?: string;
  readonly commits: readonly MigratedCommit[];
  /** The final status of each step by its name, as a plain reading of the rows gives it (DOC-19). */
  readonly statuses: ReadonlyMap<string, DocumentStepStatus>;
  /** Nothing is written of a file with problems. */
  readonly problems: readonly MigrationProblem[];
}

/** Returns the history of a file. A row that its reader could not use keeps the whole file out. */
export function migrateFile(file: SourceFile, { library, system, ...shared }: MigrationContext): MigratedFile {
  const { fileId, fileName, filePath, rows, unusable, excess } = file;
  const assetId = migratedAssetIdOf({ library, system, externalId: fileId });
  const named = fileName === undefined ? { title: `File ${fileId}` } : { title: fileName, fileName };
  const base = {
    fileId,
    assetId,
    rows: rows.length,
    ...(fileName === undefined ? {} : { fileName }),
    ...(filePath === undefined ? {} : { filePath }),
  };
  const problems = excess === undefined ? unusable : [{ row: '?', problem: excess, tryInstead: 'Leave it in the older system.' }];
  if (problems.length > 0) return { ...base, commits: [], statuses: new Map(), problems };
  return { ...base, ...migrateLog({ assetId, library, ...named, ...shared, rows }) };
}

export interface StepTable {
  readonly status: DocumentStatus;
  readonly steps: ReadonlyMap<string, DocumentStepStatus>;
}

/** Returns the steps as they will show, before the import stops what the log left open. */
export function stepTableOf({ assetId, commits }: MigratedFile): StepTable | undefined {
  const state = fold(commits.map(({ at, events }) => ({ assetId, commit: { at, events } })));
  if (!isPresent(state)) return undefined;
  return {
    status: documentStatusOf(state),
    steps: new Map(documentRows(state).map(({ step_name, status }) => [step_name, status])),
  };
}

/** An event of an import: the mark of its origin is an extension attribute. */
export type ImportEvent = CloudEvent & { readonly originref: string };

/** Yields the events of each commit in the form of an export. The commits are numbered from 1. */
export function* toImportEvents({ assetId, commits }: MigratedFile): Generator<readonly ImportEvent[], void> {
  for (const [index, { at, actor, ref, events }] of commits.entries()) {
    const commit = { id: ref, at, actor, causationId: ref, correlationId: ref, events };
    const written = toCloudEvents({ assetId, commit, position: String(index + 1) }, listDocuments.path);
    yield written.map((event) => ({ ...event, originref: ref }));
  }
}
