import { randomUUID, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { refusalOf, wantsRetry, type Answer } from '../client/answer.js';
import { HttpClient } from '../client/http-client.js';
import type { Patience } from '../client/patience.js';
import { CliError, isCliError } from '../exit.js';
import { bytes } from '../output/table.js';
import { fingerprintOf, type LeftUploads } from './left-uploads.js';
import { requireUnchanged, type SourceFile } from './source-file.js';
import { beginUpload, placeOf, recordingOf, sendRest } from './tus.js';
import type { Upload } from './upload.js';

export interface PartsPorts {
  readonly client: HttpClient;
  readonly left: LeftUploads;
  /** Of one that sends and gets nowhere. */
  readonly patience: Patience;
  readonly say: (text: string) => void;
}

async function sha256Of({ path }: SourceFile): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** After these the upload stands where HEAD says: a line that was too slow, and another one who has sent meanwhile. */
const goesOn = (answer: Answer): boolean => wantsRetry(answer) || [404, 408, 409].includes(answer.status);

/** The server has said no, and would say it again. */
const isOver = (error: unknown): boolean => isCliError(error) && ['refused', 'usage'].includes(error.exit);

/**
 * Sends a file so that whatever breaks it off, here, there or in between, costs what was on the line and no more: the next
 * request, or the next command for the same file, goes on where the server has got to.
 */
class UploadInParts {
  #place = 0;
  #isBegun = false;

  constructor(
    private readonly ports: PartsPorts,
    private readonly upload: Upload,
    private readonly fingerprint: string,
  ) {}

  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Returns the recording that it has become. */
  async run(): Promise<string> {
    const first = await this.first();
    if (await this.sendAll(first)) return this.concluded(first);
    const second = await this.anew(first);
    if (await this.sendAll(second)) return this.concluded(second);
    throw new CliError('refused', 'The upload was ended while it was sent', { tryInstead: 'Push the file again.' });
  }

  private async concluded(path: string): Promise<string> {
    const { client, left } = this.ports;
    try {
      const recording = await recordingOf(client, path);
      await left.forget(this.fingerprint);
      return recording;
    } catch (error) {
      if (isOver(error)) await left.forget(this.fingerprint);
      throw error;
    }
  }

  /** What an earlier command has left; else what is begun now. */
  private async first(): Promise<string> {
    const { key, path } = await this.ports.left.take(this.fingerprint, { key: this.upload.key ?? randomUUID() });
    return path ?? (await this.begun(key));
  }

  /** The server has none there any more: a day without a byte, or somebody has ended it. */
  private async anew(gone: string): Promise<string> {
    const path = await this.begun(this.upload.key ?? randomUUID());
    if (path !== gone) return path;
    throw new CliError('refused', 'The upload of this key is over', { tryInstead: 'Use another --key, or none.' });
  }

  private async begun(key: string): Promise<string> {
    const { client, left } = this.ports;
    await left.keep(this.fingerprint, { key });
    // Under a key that a person has chosen another content would be taken for the one that was sent before.
    const sha256 = this.upload.key === undefined ? {} : { sha256: await sha256Of(this.upload.file) };
    try {
      const path = await beginUpload(client, this.upload, { key, ...sha256 });
      await left.keep(this.fingerprint, { key, path });
      return path;
    } catch (error) {
      if (isOver(error)) await left.forget(this.fingerprint);
      throw error;
    }
  }

  /** False where the server does not know the upload. */
  private async sendAll(path: string): Promise<boolean> {
    const { client, patience, say } = this.ports;
    const { file } = this.upload;
    for (;;) {
      this.#isBegun = true;
      const place = await placeOf(client, path);
      if (place === undefined) return false;
      if (place >= file.size) return true;
      if (place > this.#place) {
        say(`going on at ${bytes(place)} of ${bytes(file.size)}`);
        patience.reset();
      }
      this.#place = place;
      await requireUnchanged(file);
      const outcome = await client.attempt(() => sendRest(client, path, this.upload, place));
      if ('answer' in outcome && !goesOn(outcome.answer)) this.requireTaken(outcome.answer);
      else await HttpClient.waitOrThrow(patience, outcome);
    }
  }

  private requireTaken(answer: Answer): void {
    if (answer.status >= 400) throw refusalOf(answer);
    this.#place = this.upload.file.size;
  }
}

/** Returns the recording that a file has become. */
export async function uploadInParts(ports: PartsPorts, upload: Upload): Promise<string> {
  const parts = new UploadInParts(ports, upload, await fingerprintOf(ports.client.url, upload));
  try {
    return await parts.run();
  } catch (error) {
    if (parts.isBegun && isCliError(error) && error.exit === 'unreachable')
      ports.say('What has come is kept for a day: the same command goes on with it.');
    throw error;
  }
}
