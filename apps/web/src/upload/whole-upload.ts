import { API, csrfHeaders, newKey } from '../api/client.js';
import { GatewayAway, problemFrom, type ApiProblem } from '../api/problem.js';
import type { Change, RunningUpload } from './upload.js';
import { isPassing } from './passing.js';

const AGAIN_MS = 3_000;
/** The gateway has not noticed yet that an earlier sending was cut. */
const IN_PROGRESS = 'request-in-progress';

const bodyOf = (request: XMLHttpRequest): unknown => {
  try {
    return JSON.parse(request.responseText) as unknown;
  } catch {
    // Not the gateway's words.
    return undefined;
  }
};

/**
 * One file in one request, for a gateway that takes none in parts. After a cut line it is sent again from its beginning, under
 * the same key: however often that happens, it is registered once.
 */
export class WholeUpload implements RunningUpload {
  readonly #key = newKey();
  #request: XMLHttpRequest | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly file: File,
    private readonly onChange: (change: Change) => void,
  ) {}

  start(): Promise<void> {
    const form = new FormData();
    form.set('run', 'true');
    form.set('file', this.file);
    const request = new XMLHttpRequest();
    this.#request = request;
    request.open('POST', `${API}/recordings`);
    for (const [name, value] of Object.entries({ ...csrfHeaders(), 'Idempotency-Key': this.#key, Accept: 'application/json' }))
      request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      // The form around the file has some bytes of its own.
      this.onChange({ sent: Math.min(loaded, this.file.size), state: loaded >= total ? 'finishing' : 'sending' });
    });
    request.addEventListener('load', () => {
      this.answered(request);
    });
    request.addEventListener('error', () => {
      this.again();
    });
    request.send(form);
    return Promise.resolve();
  }

  pause(): Promise<void> {
    this.end();
    this.onChange({ state: 'paused', sent: 0 });
    return Promise.resolve();
  }

  resume(): void {
    this.onChange({ state: 'sending', sent: 0 });
    void this.start();
  }

  cancel(): Promise<void> {
    this.end();
    return Promise.resolve();
  }

  private end(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = undefined;
  }

  private again(): void {
    this.onChange({ state: 'waiting', sent: 0 });
    this.#timer = setTimeout(() => void this.start(), AGAIN_MS);
  }

  private answered(request: XMLHttpRequest): void {
    const body = bodyOf(request);
    const problem = problemFrom(body);
    if (isPassing(request.status) || problem?.code === IN_PROGRESS) this.again();
    else this.onChange(request.status < 300 ? taken(body, this.file) : refused(problem, request.status));
  }
}

function taken(body: unknown, { size }: File): Change {
  const id = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : undefined;
  return id === undefined ? refused(undefined, 200) : { state: 'done', recordingId: id, sent: size };
}

function refused(problem: ApiProblem | undefined, status: number): Change {
  const existingId = problem?.document.existing_id;
  if (existingId !== undefined) return { state: 'duplicate', existingId };
  return { state: 'failed', error: problem ?? new GatewayAway(`HTTP ${String(status)}`) };
}
