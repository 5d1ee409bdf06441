import { codeOf, kindOf, type Artifact } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { toSourceError } from '../url/refusals.js';
import type { RecordingClient } from './recording-client.js';
import type { StoredFile } from './recordings.js';
import { readBytes } from './zoom-api.js';
import { toBusyError } from './zoom-errors.js';

/** The chat of a long meeting has about a megabyte. */
const MAX_BYTES = 10 * 2 ** 20;
const MAX_FILES = 20;

interface SideFileKind {
  readonly name: string;
  readonly extension: string;
  readonly mediaType: string;
}

const vtt = { extension: 'vtt', mediaType: 'text/vtt; charset=utf-8' };
const json = { extension: 'json', mediaType: 'application/json' };

/** The files beside the views that are kept, by Zoom's `file_type`. */
const KINDS: ReadonlyMap<string, SideFileKind> = new Map([
  ['CHAT', { name: 'zoom-chat', extension: 'txt', mediaType: 'text/plain; charset=utf-8' }],
  ['TRANSCRIPT', { name: 'zoom-transcript', ...vtt }],
  ['CC', { name: 'zoom-captions', ...vtt }],
  ['TIMELINE', { name: 'zoom-timeline', ...json }],
  ['SUMMARY', { name: 'zoom-summary', ...json }],
]);

export interface StoredSideFile {
  readonly file: StoredFile;
  readonly artifact: Artifact;
}

type SideFileContext = Pick<StepContext, 'log' | 'output' | 'signal'>;

/**
 * Stores chats, transcripts, captions, timelines and summaries of Zoom. The recording matters more: one that cannot be fetched
 * is left out.
 */
export async function storeSideFiles(client: RecordingClient, context: SideFileContext): Promise<readonly StoredSideFile[]> {
  const stored: StoredSideFile[] = [];
  const used = new Map<string, number>();
  for (const file of client.access.sideFiles.slice(0, MAX_FILES)) {
    const kind = KINDS.get(file.type);
    const bytes = kind === undefined ? undefined : await fetchOrLeaveOut(client, file, context);
    if (kind === undefined || bytes === undefined) continue;
    const number = (used.get(kind.name) ?? 0) + 1;
    used.set(kind.name, number);
    const name = `${kind.name}${number === 1 ? '' : `-${String(number)}`}.${kind.extension}`;
    const artifact = await context.output({ role: 'side_file', name, mediaType: kind.mediaType }, bytes);
    stored.push({ file, artifact });
  }
  return stored;
}

async function fetchOrLeaveOut(client: RecordingClient, file: StoredFile, context: SideFileContext): Promise<Buffer | undefined> {
  for (const isLast of [false, true]) {
    try {
      return await fetchBytes(client, file, context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      // Zoom limits requests: the recording has to wait as well.
      if (kindOf(error) === 'waiting') throw error;
      if (kindOf(error) === 'retryable' && !isLast) continue;
      context.log.warn({ file: file.name, code: codeOf(error) }, 'left out a file of Zoom that could not be fetched');
      return undefined;
    }
  }
  return undefined;
}

async function fetchBytes(client: RecordingClient, file: StoredFile, signal: AbortSignal): Promise<Buffer> {
  const answer = await client.fetchSideFile(file, { signal, maxBytes: MAX_BYTES });
  if (answer.status !== 200) {
    answer.discard();
    throw toBusyError(answer) ?? toSourceError(answer);
  }
  return readBytes(answer);
}
