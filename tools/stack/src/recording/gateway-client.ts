import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, StackProblem } from '../problem.js';
import { recordingView, type RecordingView } from './recording.js';

export interface Upload {
  readonly file: string;
  readonly title: string | undefined;
  readonly language: string | undefined;
  /** The same upload again, after a lost answer or a restart, is the same recording. */
  readonly key: string;
}

/** A recording that the server fetches. */
export interface Address {
  readonly url: string;
  readonly language: string | undefined;
  readonly key: string;
}

export interface Pushed {
  readonly recording: RecordingView;
  /** The same content is there since before. */
  readonly before: boolean;
}

const TRIES = 5;
const POSITION = 'throughline-position';

/** The few calls of the API that the runner makes, as any client would. */
export class GatewayClient {
  /** The highest position of the log that an answer has shown: what is read after it shows at least as much. */
  #position = 0n;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Registers and runs a file; one that is known already is the recording that it became then. */
  async push(upload: Upload, signal: AbortSignal): Promise<Pushed> {
    const form = new FormData();
    if (upload.title !== undefined) form.set('title', upload.title);
    if (upload.language !== undefined) form.set('language', upload.language);
    form.set('run', 'true');
    form.set('file', await openAsBlob(upload.file), basename(upload.file));
    const headers = { 'idempotency-key': upload.key };
    return this.register({ body: form, headers, signal });
  }

  /** Registers and runs what is at an address. */
  async pushAddress({ url, language, key }: Address, signal: AbortSignal): Promise<Pushed> {
    const headers = { 'idempotency-key': key, 'content-type': 'application/json' };
    const body = JSON.stringify({ url, run: true, ...(language === undefined ? {} : { language }) });
    return this.register({ body, headers, signal });
  }

  private async register(init: {
    body: FormData | string;
    headers: Record<string, string>;
    signal: AbortSignal;
  }): Promise<Pushed> {
    const { signal } = init;
    const answer = await this.call('/api/v1/recordings', { method: 'POST', ...init });
    const { status, body } = answer;
    if (status === 409) return { recording: await this.existing(body, signal), before: true };
    if (status >= 300) throw refusal(status, body);
    if (!answer.replayed) return { recording: recordingView(body), before: false };
    // The first answer again: what has become of it since?
    const first = recordingView(body);
    return { recording: (await this.recording(first.id, signal)) ?? first, before: true };
  }

  async recording(id: string, signal: AbortSignal): Promise<RecordingView | undefined> {
    const { status, body } = await this.call(`/api/v1/recordings/${encodeURIComponent(id)}`, { signal });
    if (status === 404) return undefined;
    if (status >= 300) throw refusal(status, body);
    return recordingView(body);
  }

  /** Names of the files that there are. */
  async artifacts(id: string, signal: AbortSignal): Promise<string[]> {
    const { status, body } = await this.call(`/api/v1/recordings/${encodeURIComponent(id)}/artifacts`, { signal });
    if (status >= 300) throw refusal(status, body);
    const items: unknown = typeof body === 'object' && body !== null && 'items' in body ? body.items : undefined;
    return (Array.isArray(items) ? items : []).flatMap((item: unknown) => (isNamed(item) ? [item.name] : []));
  }

  /** Starts what is left to do; a recording that is running or complete says so itself. */
  async run(id: string, signal: AbortSignal): Promise<void> {
    const { status, body } = await this.call(`/api/v1/recordings/${encodeURIComponent(id)}/run`, { method: 'POST', signal });
    if (status >= 300 && status !== 409) throw refusal(status, body);
  }

  /** Opens the page signed in as whoever's token this is, once. */
  async signInLink(signal: AbortSignal): Promise<string> {
    const { status, body } = await this.call('/api/v1/auth/links', { method: 'POST', signal });
    if (status >= 300) throw refusal(status, body);
    const url: unknown = typeof body === 'object' && body !== null && 'url' in body ? body.url : undefined;
    if (typeof url !== 'string') throw new StackProblem('run-failed', 'the gateway gave no link to sign in with');
    return url;
  }

  private see(position: string | null): void {
    if (position !== null && BigInt(position) > this.#position) this.#position = BigInt(position);
  }

  private async existing(body: unknown, signal: AbortSignal): Promise<RecordingView> {
    const id = typeof body === 'object' && body !== null && 'existing_id' in body ? body.existing_id : undefined;
    const found = typeof id === 'string' ? await this.recording(id, signal) : undefined;
    if (!found) throw refusal(409, body);
    return found;
  }

  /** Tries again while the gateway is away: it may be restarting. */
  private async call(path: string, init: RequestInit): Promise<{ status: number; body: unknown; replayed: boolean }> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const headers = {
          authorization: `Bearer ${this.token}`,
          [POSITION]: String(this.#position),
          ...(init.headers as Record<string, string> | undefined),
        };
        const response = await fetch(`${this.url}${path}`, { ...init, headers });
        this.see(response.headers.get(POSITION));
        const body: unknown = await response.json().catch(() => undefined);
        const replayed = response.headers.get('idempotency-replayed') === 'true';
        if (response.status !== 503 || attempt === TRIES) return { status: response.status, body, replayed };
      } catch (error) {
        init.signal?.throwIfAborted();
        if (attempt === TRIES)
          throw new StackProblem('run-failed', `the gateway does not answer (${messageOf(error)})`, { cause: error });
      }
      await pause(300 * attempt, undefined, { signal: init.signal ?? undefined });
    }
  }
}

const isNamed = (item: unknown): item is { readonly name: string } =>
  typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string';

function refusal(status: number, body: unknown): StackProblem {
  const { title, detail } = (typeof body === 'object' && body !== null ? body : {}) as { title?: unknown; detail?: unknown };
  const words = [...new Set([title, detail])].filter((part) => typeof part === 'string').join(': ');
  return new StackProblem('run-failed', `the gateway refused it (${status}${words ? `, ${words}` : ''})`);
}
