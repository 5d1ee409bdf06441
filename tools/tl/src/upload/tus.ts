import { parseUrl } from '@throughline/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from '@throughline/api-client';
import { beginUpload, getUpload, getUploadResult, sendUpload } from '@throughline/api-client/operations';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { adviceFor } from '../client/advice.js';
import { parseJson, refusalOf, shouldRetry, type Answer } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { once } from '../client/requests.js';
import { sendBody } from './send-body.js';
import { readBytes } from './source-file.js';
import type { Upload } from './upload.js';

const VERSION = { 'tus-resumable': '1.0.0' };
const OFFSET_TYPE = 'application/offset+octet-stream';
/** The server joins the parts and looks for duplicates, which takes minutes for many gigabytes. */
const JOINING_MS = 15 * 60_000;

const unexpectedAnswerError = (what: string): CliError =>
  new CliError('failed', `The answer of the server lacks ${what}: check that the address is the gateway`, {
    tryInstead: '--no-resume sends the file as one request.',
  });

function numberIn(headers: IncomingHttpHeaders, name: string): number {
  const value = headers[name];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  if (number === undefined) throw unexpectedAnswerError('the upload offset');
  return number;
}

const metadataOf = ({ file, fields }: Upload, sha256: string | undefined): string =>
  Object.entries({
    filename: file.name,
    filetype: file.mediaType,
    ...fields,
    ...(sha256 === undefined ? {} : { sha256 }),
  })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** Returns the id of the upload at a path of this server. Throws if the path has none. */
export function uploadIdOf(path: string): string {
  const id = /\/([\w-]+)$/.exec(path)?.[1];
  if (id === undefined) throw unexpectedAnswerError('where the upload is');
  return id;
}

/** Creates the upload. Returns its path on this server, even if the server names another address for itself. */
export async function createUpload(client: HttpClient, upload: Upload, begin: { key: string; sha256?: string }): Promise<string> {
  const { headers } = await client.call({
    ...once(request(beginUpload), begin.key),
    headers: { ...VERSION, 'upload-length': String(upload.file.size), 'upload-metadata': metadataOf(upload, begin.sha256) },
  });
  if (headers.location === undefined || parseUrl(headers.location, client.url) === undefined)
    throw unexpectedAnswerError('where the upload is');
  const path = client.pathOf(headers.location);
  // An unusable path is never kept for a later command.
  uploadIdOf(path);
  return path;
}

export async function fetchOffset(client: HttpClient, id: string): Promise<number | undefined> {
  const upload = request(getUpload, { path: { id } });
  const answer = await client.answer({ ...upload, method: 'HEAD', headers: VERSION });
  if (answer.status === 404) return undefined;
  // An answer to HEAD has no body, so GET the error.
  if (answer.status >= 400) await client.call(upload);
  if (answer.status >= 400) throw refusalOf(answer);
  return numberIn(answer.headers, 'upload-offset');
}

export interface SentBytes {
  /** The upload offset of the first byte. */
  readonly from: number;
  readonly length: number;
  readonly body: () => AsyncIterable<Buffer>;
  readonly onSent: (sent: number) => void;
}

export const sendBytes = (client: HttpClient, id: string, { from, length, body, onSent }: SentBytes): Promise<Answer> =>
  sendBody(client, {
    request: request(sendUpload, { path: { id } }),
    headers: { ...VERSION, 'content-type': OFFSET_TYPE, 'content-length': length, 'upload-offset': from },
    body,
    onSent,
    thinkMs: JOINING_MS,
  });

export const sendRest = (client: HttpClient, id: string, { file, onProgress }: Upload, from: number): Promise<Answer> =>
  sendBytes(client, id, {
    from,
    length: file.size - from,
    body: () => readBytes(file, from),
    onSent: (sent) => {
      onProgress(from + sent, file.size);
    },
  });

/** Answers after which HEAD returns the valid offset, e.g. after a slow connection or a concurrent sender. */
export const canResume = (answer: Answer): boolean => shouldRetry(answer) || [404, 408, 409].includes(answer.status);

const runRefusal = Type.Object({ detail: Type.String(), try_instead: Type.Union([Type.String(), Type.Null()]) });

const resultSchema = Compile(
  Type.Union([
    Type.Object({
      recording_id: Type.String(),
      /** Absent in answers of earlier servers. */
      run_refused: Type.Optional(Type.Union([runRefusal, Type.Null()])),
    }),
    Type.Object({ problem: Type.Literal('duplicate'), existing_id: Type.String() }),
  ]),
);

export interface FinishedUpload {
  readonly recordingId: string;
  /** A sentence about the requested run, if it has not started. */
  readonly runRefusal?: string;
}

const describeRunRefusal = ({ detail, try_instead: advice }: Static<typeof runRefusal>): string =>
  `the run has not started: ${detail}${advice === null ? '' : ` ${advice}`}`;

/** Returns the recording that the upload became. Throws the server's refusal. */
export async function fetchResult(client: HttpClient, id: string): Promise<FinishedUpload> {
  const { body } = await client.call({ ...request(getUploadResult, { path: { id } }), timeoutMs: JOINING_MS });
  const result = parseJson(body);
  if (!resultSchema.Check(result)) throw unexpectedAnswerError('the result of the upload');
  if ('recording_id' in result) {
    const { recording_id: recordingId, run_refused: refused } = result;
    return { recordingId, ...(refused === undefined || refused === null ? {} : { runRefusal: describeRunRefusal(refused) }) };
  }
  const advice = adviceFor({ code: result.problem, existing_id: result.existing_id });
  throw new CliError('refused', `This content is already registered as ${result.existing_id}`, {
    code: result.problem,
    ...(advice === undefined ? {} : { tryInstead: advice }),
  });
}
