import { heldAs } from './documents.js';
import type { Sending } from './noted.js';
import type { PaperlessPlace } from './place.js';
import { lookAtTask } from './tasks.js';

export interface Older {
  readonly sending: Sending;
  /** The documents that stay. */
  readonly ids: readonly number[];
}

/**
 * Moves a document that was delivered before to the trash, where people can restore it. What was there before us stays, and what the settings
 * of the output keep.
 */
export async function makeWay(
  { client, keepOlder }: PaperlessPlace,
  { sending, ids }: Older,
  signal: AbortSignal,
): Promise<'done' | 'running'> {
  if (keepOlder) return 'done';
  const { document, made } = await resolved(client, sending, signal);
  if (document === 'running') return 'running';
  if (document === undefined || made !== true || ids.includes(document)) return 'done';
  if ((await heldAs(client, document, signal)) !== undefined) await client.remove(`documents/${String(document)}/`, signal);
  return 'done';
}

/** What was handed over, and not yet taken in when newer content came. */
async function resolved(
  client: PaperlessPlace['client'],
  sending: Sending,
  signal: AbortSignal,
): Promise<{ readonly document: number | 'running' | undefined; readonly made: boolean | undefined }> {
  if (sending.document !== undefined || sending.task === undefined) return { document: sending.document, made: sending.made };
  const found = await lookAtTask(client, sending.task, signal);
  if (found.kind === 'running') return { document: 'running', made: undefined };
  return found.kind === 'taken' ? { document: found.id, made: true } : { document: undefined, made: undefined };
}
