import { randomUUID } from 'node:crypto';
import { refusalOf, type Answer } from '../client/answer.js';
import { HttpClient } from '../client/http-client.js';
import type { RetryLimit } from '../client/retry-limit.js';
import { CliError, isCliError } from '../exit.js';
import { bytes } from '../output/table.js';
import { computeFingerprint, type UnfinishedUploads } from './unfinished-uploads.js';
import { hashFile, requireUnchanged } from './source-file.js';
import { canResume, createUpload, fetchOffset, fetchResult, sendRest, uploadIdOf } from './tus.js';
import type { Upload } from './upload.js';

export interface UploadContext {
  readonly client: HttpClient;
  readonly unfinished: UnfinishedUploads;
  /** Limits retries without progress. */
  readonly retryLimit: RetryLimit;
  readonly say: (text: string) => void;
}

/** Checks for a refusal that would repeat. */
const isFinalRefusal = (error: unknown): boolean => isCliError(error) && ['refused', 'usage'].includes(error.exit);

/**
 * Sends a file and resumes after any interruption: the next request, or the next command for the same file, continues at the
 * server's offset. Only bytes in transit are sent again.
 */
class ResumableUpload {
  #place = 0;
  #isBegun = false;

  constructor(
    private readonly ports: UploadContext,
    private readonly upload: Upload,
    private readonly fingerprint: string,
  ) {}

  get isBegun(): boolean {
    return this.#isBegun;
  }

  async run(): Promise<string> {
    const first = await this.first();
    if (await this.sendAll(first)) return this.concluded(first);
    const second = await this.anew(first);
    if (await this.sendAll(second)) return this.concluded(second);
    throw new CliError('refused', 'The server ended the upload', { tryInstead: 'Push the file again.' });
  }

  private async concluded(path: string): Promise<string> {
    const { client, unfinished, say } = this.ports;
    try {
      const { recordingId, runRefusal } = await fetchResult(client, uploadIdOf(path));
      await unfinished.forget(this.fingerprint);
      if (runRefusal !== undefined) say(runRefusal);
      return recordingId;
    } catch (error) {
      if (isFinalRefusal(error)) await unfinished.forget(this.fingerprint);
      throw error;
    }
  }

  /** Returns the unfinished upload of an earlier command, or a new one. */
  private async first(): Promise<string> {
    const { key, path } = await this.ports.unfinished.take(this.fingerprint, { key: this.upload.key ?? randomUUID() });
    return path ?? (await this.createUpload(key));
  }

  /** Starts over: the server has expired or deleted the upload. */
  private async anew(endedPath: string): Promise<string> {
    const path = await this.createUpload(this.upload.key ?? randomUUID());
    if (path !== endedPath) return path;
    throw new CliError('refused', 'The upload with this key has already ended', { tryInstead: 'Use another --key, or none.' });
  }

  private async createUpload(key: string): Promise<string> {
    const { client, unfinished } = this.ports;
    await unfinished.keep(this.fingerprint, { key });
    const sha256 = this.#needsHash() ? { sha256: await hashFile(this.upload.file) } : {};
    try {
      const path = await createUpload(client, this.upload, { key, ...sha256 });
      await unfinished.keep(this.fingerprint, { key, path });
      return path;
    } catch (error) {
      if (isFinalRefusal(error)) await unfinished.forget(this.fingerprint);
      throw error;
    }
  }

  /**
   * The server refuses a duplicate before its bytes are sent, if it knows their hash. With a key chosen by the user, a file with
   * other content would count as the earlier one: the hash detects that too.
   */
  #needsHash(): boolean {
    const { key, isVerified = false, fields } = this.upload;
    return key !== undefined || isVerified || (fields['replaces'] === undefined && fields['allow_duplicate'] !== 'true');
  }

  private async sendAll(path: string): Promise<boolean> {
    const { client, retryLimit, say } = this.ports;
    const id = uploadIdOf(path);
    const { file } = this.upload;
    for (;;) {
      this.#isBegun = true;
      const place = await fetchOffset(client, id);
      if (place === undefined) return false;
      if (place >= file.size) return true;
      if (place > this.#place) {
        say(`resuming at ${bytes(place)} of ${bytes(file.size)}`);
        retryLimit.reset();
      }
      this.#place = place;
      await requireUnchanged(file);
      const outcome = await client.attempt(() => sendRest(client, id, this.upload, place));
      if ('answer' in outcome && !canResume(outcome.answer)) this.requireTaken(outcome.answer);
      else await HttpClient.waitOrThrow(retryLimit, outcome);
    }
  }

  private requireTaken(answer: Answer): void {
    if (answer.status >= 400) throw refusalOf(answer);
    this.#place = this.upload.file.size;
  }
}

/** Uploads a file with retries and resume. Returns the id of the resulting recording. */
export async function uploadInParts(ports: UploadContext, upload: Upload): Promise<string> {
  const parts = new ResumableUpload(ports, upload, await computeFingerprint(ports.client.url, upload));
  try {
    return await parts.run();
  } catch (error) {
    if (parts.isBegun && isCliError(error) && error.exit === 'unreachable')
      ports.say('The server keeps the received part for a day: repeat the command to resume.');
    throw error;
  }
}
