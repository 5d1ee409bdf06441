import { measureFreeBytes, type FreeBytes } from '@throughline/artifact-store';
import { PermanentError } from '@throughline/contracts';
import { nounOf, type Source } from '@throughline/domain';
import { GuardedClient } from '@throughline/outgoing';
import type { SourceType } from '../../kit/source.js';
import { BRINGING, Download } from '../url/download.js';
import { DEFAULT_URL_SETTINGS, type UrlSettings } from '../url/settings.js';
import { parseAddress, toMeetingPath, type RecordingRef } from './recording-address.js';
import { RecordingClient, sizeError, type RecordingAccess } from './recording-client.js';
import {
  isProcessing,
  isUnplaced,
  namesOfFiles,
  parseMeeting,
  partsOf,
  rankViews,
  sideFilesOf,
  type View,
} from './recordings.js';
import { storeSideFiles } from './side-files.js';
import type { ZoomAccounts } from './zoom-accounts.js';
import type { ZoomApi } from './zoom-api.js';
import { notUnderstoodError, processingError } from './zoom-errors.js';
import { misconfiguredError } from '../../kit/read-settings.js';
import { readAccount, readView } from './zoom-settings.js';

/** Zoom's longest life of a download token, in seconds. A transfer may take days. */
const TOKEN_LIFE_S = 604_800;

export interface ZoomSourceSettings {
  readonly accounts: ZoomAccounts;
  readonly url?: UrlSettings | undefined;
  readonly freeBytes?: FreeBytes;
}

/** Fetches the details of a recording with a new download token. */
async function findAccess(api: ZoomApi, ref: RecordingRef, view: View, signal: AbortSignal): Promise<RecordingAccess> {
  const query = { include_fields: 'download_access_token', ttl: String(TOKEN_LIFE_S) };
  const details = await api.get(toMeetingPath(ref.uuid), query, signal);
  const [meeting, token] = [parseMeeting(details), details['download_access_token']];
  if (meeting === undefined || typeof token !== 'string' || !/^[\x21-\x7e]{1,10000}$/.test(token)) throw notUnderstoodError();
  if (isUnplaced(meeting)) throw processingError();
  const part = partsOf(meeting).find(({ start }) => start === ref.start);
  if (part !== undefined && isProcessing(part)) throw processingError();
  const views = part === undefined ? [] : rankViews(part, view);
  if (part === undefined || views.length === 0)
    throw new PermanentError('source-gone', 'Zoom no longer has the files of this recording: they were deleted there');
  return { views, sideFiles: sideFilesOf(part), names: namesOfFiles(part), token };
}

function readRef(address: string | undefined, noun: string): RecordingRef {
  if (address === undefined)
    throw new PermanentError('source-missing', `The address of the ${noun} no longer exists: it was erased`);
  const ref = parseAddress(address);
  if (ref === undefined) throw misconfiguredError('The address does not name a Zoom recording');
  return ref;
}

const settingsOf = (source: Source) => ('settings' in source ? source.settings : {});

/**
 * Downloads recordings of Zoom. Nothing that opens a recording is stored: the details are fetched just before each download.
 */
export function zoomSource({
  accounts,
  url: settings = DEFAULT_URL_SETTINGS,
  freeBytes = measureFreeBytes,
}: ZoomSourceSettings): SourceType {
  const client = new GuardedClient(settings);
  return {
    async fetch(source, context) {
      const { sourceUrl } = await context.personal();
      const ref = readRef(sourceUrl, nounOf(context.pipeline));
      const itemSettings = settingsOf(source);
      const [api, view] = [accounts.find(readAccount(itemSettings)), readView(itemSettings)];
      const renew = (): Promise<RecordingAccess> => findAccess(api, ref, view, context.signal);
      const recording = new RecordingClient(client, await renew(), { renew, apiUrl: api.access.url });
      const sideFiles = nounOf(context.pipeline) === 'recording' ? await storeSideFiles(recording, context) : [];
      const nameFile = (): string => recording.nameView();
      const fetched = await new Download({ settings, client: recording, freeBytes, nameFile }, context).run(sourceUrl ?? '');
      const { view: taken, access } = recording;
      if (fetched.file.size !== taken.size) throw sizeError(fetched.file.size, taken.size);
      context.progress({ fraction: BRINGING, phase: 'probing' });
      const usedNames = new Set([taken.name, ...sideFiles.map(({ file }) => file.name)]);
      return {
        ...fetched,
        sideFiles: sideFiles.map(({ artifact }) => artifact),
        files: access.names.map((name) => ({ name, taken: usedNames.has(name) })),
      };
    },
  };
}
