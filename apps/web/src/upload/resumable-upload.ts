import type { DetailedError, Upload } from 'tus-js-client';
import { beginUpload, getUploadResult } from '@throughline/api-client/operations';
import { addressOf, callApi, csrfHeaders } from '../api/client.js';
import { ApiProblem, GatewayUnreachable, parseProblem } from '../api/problem.js';
import { fingerprintOf, kindOfStored } from './abandoned-uploads.js';
import { hashFile } from './hash-file.js';
import { isTransient } from './passing.js';
import type { UploadChange, UploadResult, UploadTarget } from './upload.js';
import { loadUploadClient, PageOutdated } from './upload-client.js';
import { uploadMetadata } from './upload-metadata.js';

export const ENDPOINT = addressOf(beginUpload);
const AGAIN_MS = 3_000;

function toUploadError(error: Error | DetailedError): ApiProblem | GatewayUnreachable {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (response === null || isTransient(status)) return new GatewayUnreachable('no answer', { cause: error });
  try {
    const problem = parseProblem(JSON.parse(response.getBody()));
    // Another tab has sent bytes. The retry asks for the upload offset first.
    if (problem?.code === 'upload-conflict') return new GatewayUnreachable('the upload has gone on elsewhere', { cause: error });
    if (problem !== undefined) return problem;
  } catch {
    // The body is unreadable, so the status code is used.
  }
  return new ApiProblem({ title: `HTTP ${String(status)}`, status });
}

/** Uploads one file. Resumes after lost connections and restarts of the gateway. */
export class ResumableUpload {
  #tus: Upload | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWanted = true;
  #isOpening = false;

  constructor(
    private readonly file: File,
    private readonly target: UploadTarget & { readonly library: string },
    private readonly onChange: (change: UploadChange) => void,
    private readonly loadClient = loadUploadClient,
    private readonly hash = hashFile,
  ) {}

  /** Starts from the beginning, or continues where this or an earlier page stopped. */
  async start(): Promise<void> {
    if (this.#isOpening) return;
    this.#isOpening = true;
    try {
      this.#tus ??= await this.#open();
      if (this.#isWanted) this.#tus.start();
    } catch (error) {
      if (error instanceof PageOutdated) this.onChange({ state: 'outdated' });
      // Without the gateway the page cannot fetch the client of uploads either.
      else this.fail(new GatewayUnreachable('the upload cannot begin now'));
    } finally {
      this.#isOpening = false;
    }
  }

  async #open(): Promise<Upload> {
    const { file, target } = this;
    const { Upload: TusUpload } = await this.loadClient();
    const tus = new TusUpload(file, {
      endpoint: ENDPOINT,
      // This class retries by itself and without a limit, because a connection may be down for an hour.
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      // By default it depends on the file alone, and would continue the upload of the same file elsewhere.
      fingerprint: () => Promise.resolve(fingerprintOf(file, target)),
      metadata: { ...uploadMetadata(file, target) },
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(csrfHeaders())) request.setHeader(name, value);
      },
      onAfterResponse: (request, response) => {
        // The tus client starts over if HEAD fails. While the gateway is starting this would discard the received bytes, so it
        // counts as no answer.
        if (request.getMethod() === 'HEAD' && isTransient(response.getStatus()))
          throw new GatewayUnreachable('the gateway does not say how much it has');
      },
      onProgress: (sent, total) => {
        if (this.#isWanted) this.onChange({ sent, state: sent >= total ? 'finishing' : 'sending' });
      },
      onSuccess: () => void this.finish(),
      onError: (error) => {
        this.fail(toUploadError(error));
      },
    });
    // A file may have an unfinished upload of each kind, and the server keeps the kind of an upload from its start.
    const [before] = (await tus.findPreviousUploads())
      .filter(({ metadata }) => kindOfStored(metadata) === target.kind)
      .toSorted((a, b) => b.creationTime.localeCompare(a.creationTime));
    if (before === undefined) tus.options.metadata = { ...tus.options.metadata, ...(await this.#readHash()) };
    else tus.resumeFromPreviousUpload(before);
    return tus;
  }

  /** A file that the library has already is refused before its bytes are sent. The file of an item may be that of another. */
  async #readHash(): Promise<{ readonly sha256?: string }> {
    if (this.target.replaces !== undefined) return {};
    if (this.#isWanted) this.onChange({ state: 'checking' });
    const sha256 = await this.hash(this.file);
    if (this.#isWanted) this.onChange({ state: 'sending' });
    return sha256 === undefined ? {} : { sha256 };
  }

  async pause(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    await this.#tus?.abort();
    this.onChange({ state: 'paused' });
  }

  resume(): void {
    this.#isWanted = true;
    clearTimeout(this.#timer);
    this.onChange({ state: 'sending' });
    void this.start();
  }

  /** Stops the upload and deletes the received bytes. */
  async cancel(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    // If the gateway does not answer, the upload expires on the server.
    await this.#tus?.abort(true).catch(() => undefined);
  }

  private fail(error: ApiProblem | GatewayUnreachable): void {
    if (!this.#isWanted) return;
    if (error.kind === 'problem') {
      const existingId = error.document.existing_id;
      this.onChange(
        error.code === 'duplicate' && existingId !== undefined ? { state: 'duplicate', existingId } : { state: 'failed', error },
      );
      return;
    }
    this.onChange({ state: 'waiting' });
    this.#timer = setTimeout(() => void this.start(), AGAIN_MS);
  }

  /** Asks the upload for its result after the last byte, because the answer to the last request may be lost. */
  private async finish(): Promise<void> {
    this.onChange({ state: 'finishing' });
    try {
      const result = await readResult(this.#tus?.url ?? '');
      this.onChange(
        result.kind === 'registered'
          ? { state: 'done', recordingId: result.recordingId, runRefusal: result.runRefusal }
          : { state: 'duplicate', existingId: result.existingId },
      );
    } catch (error) {
      if (error instanceof ApiProblem && !isTransient(error.status)) {
        this.fail(error);
        return;
      }
      this.#timer = setTimeout(() => void this.finish(), AGAIN_MS);
    }
  }
}

async function readResult(url: string): Promise<UploadResult> {
  const { pathname } = new URL(url, window.location.href);
  const result = await callApi(getUploadResult, { path: { id: decodeURIComponent(pathname.split('/').at(-1) ?? '') } });
  if ('recording_id' in result)
    return { kind: 'registered', recordingId: result.recording_id, runRefusal: result.run_refused ?? undefined };
  if ('existing_id' in result) return { kind: 'duplicate', existingId: result.existing_id };
  throw new GatewayUnreachable('the result of an upload says nothing');
}
