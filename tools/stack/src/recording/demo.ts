import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename, join, parse, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DataFolder } from '../data-folder/data-folder.js';
import { StackProblem } from '../problem.js';
import type { GatewayClient, Pushed, Upload } from './gateway-client.js';
import { followRecording, type FollowOptions } from './follow.js';
import { exitCodeOf, type RecordingView } from './recording.js';

export interface Choice {
  /** A file of the user's, or an address; otherwise the bundled sample. */
  readonly file: string | undefined;
  readonly language: string | undefined;
  readonly projectRoot: string;
}

const SAMPLE = 'assets/sample-talk.mp4';
const RECORD = 'sample.json';

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text);

const OTHER_SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** Before anything is started: a file that is not there is better said at once. What is at an address, the run finds out. */
export async function checkFile(file: string): Promise<string> {
  if (isAddress(file)) return file;
  const scheme = OTHER_SCHEME.exec(file)?.[0];
  if (scheme !== undefined)
    throw new StackProblem('bad-usage', `addresses of the kind ${scheme} are not supported: only https:// and http:// are`);
  const path = resolve(file);
  const usable = await access(path, constants.R_OK).then(
    async () => (await stat(path)).isFile(),
    () => false,
  );
  if (!usable) throw new StackProblem('bad-usage', `${path} is not a file that can be read`);
  return path;
}

/** Puts the chosen recording through the pipeline and shows it. The sample goes through once for a data folder. */
export async function runRecording(
  client: GatewayClient,
  data: DataFolder,
  choice: Choice,
  follow: FollowOptions,
): Promise<RecordingView> {
  const known = choice.file === undefined ? await knownSample(client, data, follow.signal) : undefined;
  const { recording, before } = known ? { recording: known, before: true } : await pushChoice(client, choice, follow.signal);
  if (choice.file === undefined && !known) await data.writeJson(RECORD, { recording: recording.id });
  if (before) follow.known?.(recording);
  // What could not be done then may be possible now: an engine may have come since.
  if (before && recording.settled && exitCodeOf(recording) !== 0) await client.run(recording.id, follow.signal);
  return followRecording(client, recording.id, follow);
}

/** What is at an address may be another thing each time: every start brings it anew. */
async function pushChoice(client: GatewayClient, choice: Choice, signal: AbortSignal): Promise<Pushed> {
  const { file, language } = choice;
  if (file !== undefined && isAddress(file))
    return client.pushAddress({ url: file, language, key: `start-${randomUUID()}` }, signal);
  return client.push(await uploadOf(choice), signal);
}

async function knownSample(client: GatewayClient, data: DataFolder, signal: AbortSignal): Promise<RecordingView | undefined> {
  const stored = await data.readJson(RECORD);
  const id = typeof stored === 'object' && stored !== null && 'recording' in stored ? stored.recording : undefined;
  return typeof id === 'string' ? client.recording(id, signal) : undefined;
}

async function uploadOf({ file, language, projectRoot }: Choice): Promise<Upload> {
  const path = file ?? join(projectRoot, SAMPLE);
  const title = file === undefined ? 'Sample talk' : parse(basename(path)).name || undefined;
  const spoken = language ?? (file === undefined ? 'en' : undefined);
  // All that is sent: the same key with another title or language would be another request, and refused.
  const hash = createHash('sha256').update(JSON.stringify([basename(path), title, spoken]));
  await pipeline(createReadStream(path), hash);
  return {
    file: path,
    title,
    language: spoken,
    key: `start-${hash.digest('hex').slice(0, 40)}`,
  };
}
