import { DetailedError, Upload } from 'tus-js-client';
import { API, ask, csrfHeaders } from '../api/client.js';
import { ApiProblem, GatewayAway, problemFrom } from '../api/problem.js';
import { isPassing } from './passing.js';
import type { Change, UploadKind, UploadResult } from './upload.js';

export const ENDPOINT = `${API}/uploads`;
const AGAIN_MS = 3_000;

/** What the answer to a failed request said, or that there was none. */
function refusalFrom(error: unknown): ApiProblem | GatewayAway {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (response === null || isPassing(status)) return new GatewayAway('no answer', { cause: error });
  try {
    const problem = problemFrom(JSON.parse(response.getBody()));
    // Another tab has sent meanwhile: the next try asks for the place first.
    if (problem?.code === 'upload-conflict') return new GatewayAway('the upload has gone on elsewhere', { cause: error });
    if (problem !== undefined) return problem;
  } catch {
    // Not a word that could be read; the status alone has to do.
  }
  return new ApiProblem({ title: `HTTP ${String(status)}`, status, code: 'unknown' });
}

/** One file on its way. A cut line and a gateway that starts again are no failures: it goes on from what has arrived. */
export class ResumableUpload {
  readonly #tus: Upload;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWanted = true;

  constructor(
    file: File,
    kind: UploadKind,
    private readonly onChange: (change: Change) => void,
  ) {
    this.#tus = new Upload(file, {
      endpoint: ENDPOINT,
      // Decided here, without an end: a line may be away for an hour.
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      metadata: {
        filename: file.name,
        filetype: file.type,
        run: 'true',
        ...(kind === 'documents' ? { pipeline: 'document' } : {}),
      },
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(csrfHeaders())) request.setHeader(name, value);
      },
      onAfterResponse: (request, response) => {
        // Whoever is refused its place begins anew, by the client's own rule: of a gateway that only starts that would cost what has come.
        if (request.getMethod() === 'HEAD' && isPassing(response.getStatus())) throw new GatewayAway('the place is not told now');
      },
      onProgress: (sent, total) => {
        if (this.#isWanted) this.onChange({ sent, state: sent >= total ? 'finishing' : 'sending' });
      },
      onSuccess: () => void this.finish(),
      onError: (error) => {
        this.fail(refusalFrom(error));
      },
    });
  }

  /** From the beginning, or from where an earlier page has left off. */
  async start(): Promise<void> {
    const [before] = (await this.#tus.findPreviousUploads()).toSorted((a, b) => b.creationTime.localeCompare(a.creationTime));
    if (before !== undefined) this.#tus.resumeFromPreviousUpload(before);
    if (this.#isWanted) this.#tus.start();
  }

  async pause(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    await this.#tus.abort();
    this.onChange({ state: 'paused' });
  }

  resume(): void {
    this.#isWanted = true;
    clearTimeout(this.#timer);
    this.onChange({ state: 'sending' });
    this.#tus.start();
  }

  /** Ends it, and what has arrived is thrown away. */
  async cancel(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    // Where nobody answers the upload expires by itself.
    await this.#tus.abort(true).catch(() => undefined);
  }

  private fail(error: ApiProblem | GatewayAway): void {
    if (!this.#isWanted) return;
    if (error.kind === 'problem') {
      const existingId = error.document.existing_id;
      this.onChange(
        error.code === 'duplicate' && existingId !== undefined ? { state: 'duplicate', existingId } : { state: 'failed', error },
      );
      return;
    }
    this.onChange({ state: 'waiting' });
    this.#timer = setTimeout(() => {
      this.#tus.start();
    }, AGAIN_MS);
  }

  /** All bytes are there; what they have become is asked of the upload itself, since the answer to the last byte may be lost. */
  private async finish(): Promise<void> {
    this.onChange({ state: 'finishing' });
    try {
      const result = await readResult(this.#tus.url ?? '');
      this.onChange(
        result.kind === 'registered'
          ? { state: 'done', recordingId: result.recordingId }
          : { state: 'duplicate', existingId: result.existingId },
      );
    } catch (error) {
      if (error instanceof ApiProblem && !isPassing(error.status)) {
        this.fail(error);
        return;
      }
      this.#timer = setTimeout(() => void this.finish(), AGAIN_MS);
    }
  }
}

async function readResult(url: string): Promise<UploadResult> {
  const path = new URL(url, window.location.href).pathname;
  const result = await ask<{ recording_id?: string; existing_id?: string }>(`${path}/result`);
  const existingId = result.existing_id;
  if (result.recording_id !== undefined) return { kind: 'registered', recordingId: result.recording_id };
  if (existingId !== undefined) return { kind: 'duplicate', existingId };
  throw new GatewayAway('the result of an upload says nothing');
}
