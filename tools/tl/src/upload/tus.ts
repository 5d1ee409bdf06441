import type { IncomingHttpHeaders } from 'node:http';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { adviceFor } from '../client/advice.js';
import { parseJson, refusalOf, type Answer } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { sendBody } from './send-body.js';
import { bytesOf } from './source-file.js';
import type { Upload } from './upload.js';

const VERSION = { 'tus-resumable': '1.0.0' };
const OFFSET_TYPE = 'application/offset+octet-stream';
/** The server joins what has come, and looks whether it is known: of many gigabytes that takes minutes. */
const JOINING_MS = 15 * 60_000;

const strange = (what: string): CliError =>
  new CliError('failed', `The server does not say ${what}: is this address the gateway?`, {
    tryInstead: 'With --no-resume the file is sent in one piece.',
  });

function numberIn(headers: IncomingHttpHeaders, name: string): number {
  const value = headers[name];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  if (number === undefined) throw strange('how far the upload has come');
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

/** Where the upload is from now on, as a path of this server, whatever address it has for itself. */
export async function beginUpload(client: HttpClient, upload: Upload, begin: { key: string; sha256?: string }): Promise<string> {
  const { headers } = await client.call({
    method: 'POST',
    path: '/api/v1/uploads',
    idempotencyKey: begin.key,
    headers: { ...VERSION, 'upload-length': String(upload.file.size), 'upload-metadata': metadataOf(upload, begin.sha256) },
  });
  if (headers.location === undefined || !URL.canParse(headers.location, client.url)) throw strange('where the upload is');
  return new URL(headers.location, client.url).pathname;
}

/** How many bytes have come; undefined where there is no such upload any more. */
export async function placeOf(client: HttpClient, path: string): Promise<number | undefined> {
  const answer = await client.answer({ method: 'HEAD', path, headers: VERSION });
  if (answer.status === 404) return undefined;
  // An answer to HEAD has no words in it.
  if (answer.status >= 400) await client.call({ path });
  if (answer.status >= 400) throw refusalOf(answer);
  return numberIn(answer.headers, 'upload-offset');
}

/** Sends the rest from there, in one request. */
export function sendRest(client: HttpClient, path: string, { file, onProgress }: Upload, from: number): Promise<Answer> {
  return sendBody(client, {
    method: 'PATCH',
    path,
    headers: { ...VERSION, 'content-type': OFFSET_TYPE, 'content-length': file.size - from, 'upload-offset': from },
    body: () => bytesOf(file, from),
    onSent: (sent) => {
      onProgress(from + sent, file.size);
    },
    thinkMs: JOINING_MS,
  });
}

const resultSchema = Compile(
  Type.Union([
    Type.Object({ recording_id: Type.String() }),
    Type.Object({ problem: Type.Literal('duplicate'), existing_id: Type.String() }),
  ]),
);

/** The recording that it has become. Throws what the server says against it. */
export async function recordingOf(client: HttpClient, path: string): Promise<string> {
  const { body } = await client.call({ path: `${path}/result`, timeoutMs: JOINING_MS });
  const result = parseJson(body);
  if (!resultSchema.Check(result)) throw strange('what has come of the upload');
  if ('recording_id' in result) return result.recording_id;
  const advice = adviceFor({ code: result.problem, detail: '', existing_id: result.existing_id });
  throw new CliError('refused', `You have this content already: it is ${result.existing_id}`, {
    code: result.problem,
    ...(advice === undefined ? {} : { tryInstead: advice }),
  });
}
