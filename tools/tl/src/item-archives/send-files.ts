import { Readable } from 'node:stream';
import { request } from '@throughline/api-client';
import { importFile } from '@throughline/api-client/operations';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ByteReader } from '../archive/byte-reader.js';
import { refusalOf, refusesEveryRequest } from '../client/answer.js';
import { HttpClient } from '../client/http-client.js';
import { CliError, isCliError } from '../exit.js';
import { canResume, fetchOffset, fetchResult, sendBytes } from '../upload/tus.js';

/** Held in memory until the server has it, because an archive from a pipe is read once. The server stores pieces of this size. */
const CHUNK_BYTES = 8 * 1_024 * 1_024;
const ANSWER_MS = 120_000;

export interface ArchivedFile {
  readonly item: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** `stored`: this command has sent it. `present`: it was here before. `not-needed`: the server would remove it again. */
export type FileOutcome = 'stored' | 'present' | 'not-needed';

const stateSchema = Compile(
  Type.Union([
    Type.Object({ state: Type.Literal('missing'), upload: Type.Object({ id: Type.String(), offset: Type.Integer() }) }),
    Type.Object({ state: Type.Union([Type.Literal('present'), Type.Literal('not-needed')]) }),
  ]),
);

export const isFileRefusal = (error: unknown): error is CliError =>
  isCliError(error) && ['refused', 'usage'].includes(error.exit) && !refusesEveryRequest(error);

async function* chunksOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const reader = new ByteReader(bytes);
  for (let chunk = await reader.take(CHUNK_BYTES); chunk.length > 0; chunk = await reader.take(CHUNK_BYTES)) yield chunk;
}

interface Chunk {
  readonly bytes: Buffer;
  /** Its place in the file. */
  readonly from: number;
}

/** Sends files of archives as resumable uploads. The server knows which of them it has, and how much of one has arrived. */
export class FileSender {
  constructor(
    private readonly client: HttpClient,
    private readonly onSent: (bytes: number) => void,
  ) {}

  /** Sends the bytes that the server lacks. Throws the refusal of the file, see {@link isFileRefusal}. */
  async send(file: ArchivedFile, bytes: AsyncIterable<Buffer>): Promise<FileOutcome> {
    const answer = await this.client.json({ ...request(importFile, { body: file }), timeoutMs: ANSWER_MS });
    if (!stateSchema.Check(answer))
      throw new CliError('failed', 'The answer of the server lacks the state of the file: check that the address is the gateway');
    if (answer.state !== 'missing') return answer.state;
    const { id } = answer.upload;
    let [from, offset] = [0, answer.upload.offset];
    for await (const chunk of chunksOf(bytes)) {
      offset = await this.#sendChunk(id, { bytes: chunk, from }, Math.max(offset, from));
      from += chunk.length;
    }
    await fetchResult(this.client, id);
    return 'stored';
  }

  /** Returns the offset, which is beyond the chunk if another command sends the same file. */
  async #sendChunk(id: string, { bytes, from }: Chunk, begin: number): Promise<number> {
    const patience = this.client.newPatience();
    const end = from + bytes.length;
    let offset = begin;
    while (offset < end) {
      const rest = bytes.subarray(offset - from);
      const sent = { from: offset, length: rest.length, body: () => Readable.from([rest]), onSent: this.onSent };
      const outcome = await this.client.attempt(() => sendBytes(this.client, id, sent));
      if ('answer' in outcome && !canResume(outcome.answer)) {
        if (outcome.answer.status >= 400) throw refusalOf(outcome.answer);
        return end;
      }
      await HttpClient.waitOrThrow(patience, outcome);
      const now = await fetchOffset(this.client, id);
      if (now === undefined || now < from)
        throw new CliError('refused', 'The server ended the upload', { tryInstead: 'Repeat the command.' });
      if (now > offset) patience.reset();
      offset = now;
    }
    return offset;
  }
}
