import { join, resolve } from 'node:path';
import { request } from '@throughline/api-client';
import { getRecording, runRecording as startRun } from '@throughline/api-client/operations';
import type { DataFolder } from '@throughline/stack';
import { parseJson, refusalOf } from '../client/answer.js';
import { LIVE_WAIT_S, isSettled, poll } from '../client/follow.js';
import type { HttpClient } from '../client/http-client.js';
import { read, type RecordingView } from '../client/views.js';
import { once } from '../client/requests.js';
import { RECORDINGS, itemAddress } from '../commands/context.js';
import { isAddress, registerAddress } from '../commands/push.js';
import { isCliError } from '../exit.js';
import { findSourceFile } from '../upload/source-file.js';
import { uploadForm } from '../upload/upload-form.js';
import { exitCodeOf } from './steps.js';

export interface RecordingChoice {
  /** A path or an address. Default: the bundled sample. */
  readonly file: string | undefined;
  readonly language: string | undefined;
  readonly projectRoot: string;
}

export interface RecordingListeners {
  readonly show: (recording: RecordingView) => void;
  /** Called if the recording existed before. */
  readonly known: (recording: RecordingView) => void;
}

interface Registration {
  readonly recording: RecordingView;
  /** The same content was registered before. */
  readonly before: boolean;
}

const SAMPLE = { path: 'assets/sample-talk.mp4', title: 'Sample talk', language: 'en' };
const RECORD = 'sample.json';

/** Rejects a missing file before anything starts. Addresses are only checked by the run. */
export async function checkFile(file: string): Promise<string> {
  return isAddress(file) ? file : (await findSourceFile(resolve(file))).path;
}

/** Runs the chosen recording and shows its progress. The sample runs once for each data folder. */
export async function runRecording(
  client: HttpClient,
  data: Pick<DataFolder, 'readJson' | 'writeJson'>,
  choice: RecordingChoice,
  { show, known: onKnown }: RecordingListeners,
): Promise<RecordingView> {
  const sample = choice.file === undefined ? await findSample(client, data) : undefined;
  const { recording, before } = sample === undefined ? await register(client, choice) : { recording: sample, before: true };
  if (choice.file === undefined && sample === undefined) await data.writeJson(RECORD, { recording: recording.id });
  if (before) onKnown(recording);
  // A failed or skipped step may work now, e.g. because an engine was installed.
  const isRepeated = before && isSettled(recording) && exitCodeOf(recording) !== 0;
  let last = isRepeated ? await runAgain(client, recording) : recording;
  for await (const item of poll(client, itemAddress({}, last.id), last, LIVE_WAIT_S)) {
    last = item;
    show(item);
  }
  return last;
}

const fetchRecording = async (client: HttpClient, id: string): Promise<RecordingView> =>
  read.recording(await client.json(request(getRecording, { path: { id } })));

async function findSample(client: HttpClient, data: Pick<DataFolder, 'readJson'>): Promise<RecordingView | undefined> {
  const stored = await data.readJson(RECORD);
  const id = typeof stored === 'object' && stored !== null && 'recording' in stored ? stored.recording : undefined;
  if (typeof id !== 'string') return undefined;
  const answer = await client.answer(request(getRecording, { path: { id } }));
  if (answer.status === 404) return undefined;
  if (answer.status >= 400) throw refusalOf(answer);
  return read.recording(parseJson(answer.body));
}

/** Registers the choice and starts its run. Content that was registered before returns its recording. */
async function register(client: HttpClient, choice: RecordingChoice): Promise<Registration> {
  try {
    return { recording: read.recording(await sendRegistration(client, choice)), before: false };
  } catch (error) {
    const id = isCliError(error) ? error.details.existingId : undefined;
    if (id === undefined) throw error;
    return { recording: await fetchRecording(client, id), before: true };
  }
}

async function sendRegistration(client: HttpClient, { file, language, projectRoot }: RecordingChoice): Promise<unknown> {
  const options = { run: true, ...(language === undefined ? {} : { language }) };
  if (file !== undefined && isAddress(file)) return registerAddress(RECORDINGS, file, { client, options, settings: {} });
  const fields =
    file === undefined
      ? { title: SAMPLE.title, language: language ?? SAMPLE.language }
      : { ...(language === undefined ? {} : { language }) };
  const upload = {
    file: await findSourceFile(file ?? join(projectRoot, SAMPLE.path)),
    fields: { ...fields, run: 'true' },
    key: undefined,
    onProgress: () => undefined,
  };
  return uploadForm(client, upload, client.newPatience());
}

/** Runs the missing steps. Ignores 409: the recording is running or complete. */
async function runAgain(client: HttpClient, { id }: RecordingView): Promise<RecordingView> {
  const answer = await client.answer(once(request(startRun, { path: { id }, body: {} })));
  if (answer.status >= 400 && answer.status !== 409) throw refusalOf(answer);
  return fetchRecording(client, id);
}
