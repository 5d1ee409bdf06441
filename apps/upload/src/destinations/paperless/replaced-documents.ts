import { readStoredDocument } from './documents.js';
import type { FileProgress } from './paperless-note.js';
import type { PaperlessOutput } from './paperless-output.js';
import { readTaskState } from './tasks.js';

export interface ReplacedDocument {
  readonly sending: FileProgress;
  readonly ids: readonly number[];
}

/**
 * Moves a replaced document to the trash, where users can restore it. Keeps documents that this delivery did not create, and
 * all of them if the output says so.
 */
export async function removeReplaced(
  { client, keepOlder }: PaperlessOutput,
  { sending, ids }: ReplacedDocument,
  signal: AbortSignal,
): Promise<'done' | 'running'> {
  if (keepOlder) return 'done';
  const { document, made } = await resolveUpload(client, sending, signal);
  if (document === 'running') return 'running';
  if (document === undefined || made !== true || ids.includes(document)) return 'done';
  if ((await readStoredDocument(client, document, signal)) !== undefined)
    await client.remove(`documents/${String(document)}/`, signal);
  return 'done';
}

/** Resolves an older upload that was still being processed when newer content arrived. */
async function resolveUpload(
  client: PaperlessOutput['client'],
  sending: FileProgress,
  signal: AbortSignal,
): Promise<{ readonly document: number | 'running' | undefined; readonly made: boolean | undefined }> {
  if (sending.document !== undefined || sending.task === undefined) return { document: sending.document, made: sending.made };
  const found = await readTaskState(client, sending.task, signal);
  if (found.kind === 'running') return { document: 'running', made: undefined };
  return found.kind === 'taken' ? { document: found.id, made: true } : { document: undefined, made: undefined };
}
