import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { randomUUID } from 'node:crypto';
import { PREVIEW } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';

export interface StageView {
  readonly stage_type: string;
  readonly status: string;
  readonly skip_reason: string | null;
}
export interface OutputView {
  readonly id: string;
  readonly status: string;
  readonly unconfirmed: boolean;
  readonly attempt: number;
  readonly failed_reason: string | null;
  readonly target_type: string;
}
export interface RecordingView {
  readonly id: string;
  readonly title: string | null;
  readonly status: string;
  readonly failed: boolean;
  readonly failed_at_stage: string | null;
  readonly failed_reason: string | null;
  readonly processing_stages: readonly StageView[];
  readonly outputs: readonly OutputView[];
  readonly uploads: Readonly<Record<string, { readonly status: string }>>;
  readonly upload_summary: { readonly total: number; readonly uploaded: number; readonly follow_ups_failed: number };
  readonly ready_to_upload: boolean;
  readonly on_pause: boolean;
  readonly pause_until: string | null;
  readonly waiting_for: readonly {
    readonly step: string;
    readonly for: string;
    readonly message: string | null;
    readonly since: string;
    readonly until: string;
  }[];
  readonly previews: { readonly state: string; readonly poster_url: string | null; readonly peaks_url: string | null };
  readonly cancelled_at: string | null;
  readonly deleted_at: string | null;
  readonly run: { readonly id: string; readonly active: boolean } | null;
  readonly revision: string;
}
export interface LedgerView {
  readonly kind: string;
  readonly follow_up: string | null;
  readonly attempt: number;
  readonly answer?: { readonly answer: string; readonly object?: string; readonly lost?: boolean };
}
export interface EventView {
  readonly id: string;
  readonly type: string;
  readonly step: string | null;
  readonly status_after: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly occurred_at: string;
}

export interface Push {
  readonly title?: string;
  readonly run?: boolean;
  readonly key?: string;
  readonly language?: string;
  readonly fileName?: string;
  readonly allowDuplicate?: boolean;
}

/** A client of the API. Waits while the gateway is away, and repeats unanswered requests with the same key. */
export class RecordingsClient {
  /** The newest revision of each recording that this client has seen. It reads nothing older. */
  readonly #answered = new Map<string, string>();

  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  async push(file: string | Blob, options: Push = {}): Promise<Response> {
    const body = new FormData();
    if (options.title !== undefined) body.set('title', options.title);
    if (options.language !== undefined) body.set('language', options.language);
    if (options.run === true) body.set('run', 'true');
    if (options.allowDuplicate === true) body.set('allow_duplicate', 'true');
    const blob = typeof file === 'string' ? await openAsBlob(file) : file;
    body.set('file', blob, options.fileName ?? (typeof file === 'string' ? basename(file) : 'recording.mp4'));
    return this.request('/api/v1/recordings', {
      method: 'POST',
      body,
      headers: { 'idempotency-key': options.key ?? randomUUID() },
    });
  }

  /** Pushes until there is an answer, like a client on a bad connection. */
  async pushPatiently(file: string, options: Push = {}): Promise<RecordingView> {
    const key = options.key ?? randomUUID();
    return until(
      async () => {
        const answer = await this.push(file, { ...options, key });
        if (answer.status >= 500 || answer.status === 409) throw new Error(`${String(answer.status)} ${await answer.text()}`);
        if (!answer.ok) throw new Error(`refused: ${String(answer.status)} ${await answer.text()}`);
        return (await answer.json()) as RecordingView;
      },
      { timeout: 60_000, interval: 250, what: 'a registered recording' },
    );
  }

  async get(id: string): Promise<RecordingView> {
    const revision = this.#answered.get(id);
    const answer = await this.request(`/api/v1/recordings/${id}${revision === undefined ? '' : `?min_revision=${revision}`}`);
    if (!answer.ok) throw new Error(`GET ${id}: ${String(answer.status)} ${await answer.text()}`);
    const recording = (await answer.json()) as RecordingView;
    this.#answered.set(id, recording.revision);
    return recording;
  }

  async list(query = ''): Promise<readonly RecordingView[]> {
    const answer = await this.request(`/api/v1/recordings${query}`);
    return ((await answer.json()) as { items: RecordingView[] }).items;
  }

  /** Sends a command about a recording. The caller checks the answer. */
  async ask(id: string, command: string, body: object = {}, method = 'POST'): Promise<Response> {
    const answer = await this.request(`/api/v1/recordings/${id}${command === '' ? '' : `/${command}`}`, {
      method,
      headers: { 'idempotency-key': randomUUID(), ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    });
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const { revision } = answer.ok && isJson ? ((await answer.clone().json()) as Partial<RecordingView>) : {};
    if (revision !== undefined) this.#answered.set(id, revision);
    return answer;
  }

  /** Registers a recording from the simulated source, with scripts for the steps of its run. */
  async simulate(registration: {
    readonly simulation?: object;
    readonly outputs?: readonly string[];
    readonly processing?: object;
    readonly title?: string;
    readonly run?: boolean;
  }): Promise<RecordingView> {
    const scripts = { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} };
    const run = {
      run: true,
      processing_config: { simulation: { ...scripts, ...registration.simulation }, ...registration.processing },
      output_config: { outputs: registration.outputs ?? [] },
    };
    const answer = await this.request('/api/v1/recordings', {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
      body: JSON.stringify({
        source: { kind: 'simulated', settings: { seconds: 1 } },
        title: registration.title ?? 'A trial',
        ...(registration.run === false ? {} : run),
      }),
    });
    if (answer.status !== 202) throw new Error(`not registered: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as RecordingView;
  }

  async ledger(output: string, assetId: string): Promise<readonly LedgerView[]> {
    const answer = await this.request(`/api/v1/simulation/outputs/${output}/ledger?limit=1000&asset_id=${assetId}`);
    if (!answer.ok) throw new Error(`ledger of ${output}: ${String(answer.status)} ${await answer.text()}`);
    return ((await answer.json()) as { items: LedgerView[] }).items;
  }

  async run(id: string, key: string = randomUUID()): Promise<Response> {
    return this.request(`/api/v1/recordings/${id}/run`, {
      method: 'POST',
      headers: { 'idempotency-key': key, 'content-type': 'application/json' },
      body: '{}',
    });
  }

  /** Returns the whole audit trail. Waits for the last seen revision, because an answer may be ahead of the rows. */
  async events(id: string): Promise<readonly EventView[]> {
    const known = BigInt(this.#answered.get(id) ?? 0);
    return until(
      async () => {
        const events = await this.eventsNow(id);
        return BigInt(events.at(-1)?.id.split('.')[0] ?? 0) >= known ? events : undefined;
      },
      { timeout: 60_000, what: `the events of ${id} up to ${String(known)}` },
    );
  }

  /** Returns the audit trail without previews, which are made at any time and count for nothing. */
  async runEvents(id: string): Promise<readonly EventView[]> {
    return (await this.events(id)).filter(({ step }) => step !== PREVIEW);
  }

  private async eventsNow(id: string): Promise<readonly EventView[]> {
    const all: EventView[] = [];
    let path: string | undefined = `/api/v1/recordings/${id}/events?limit=200`;
    while (path !== undefined) {
      const answer = await this.request(path);
      const page = (await answer.json()) as { items: EventView[]; next_cursor: string | null };
      all.push(...page.items);
      path =
        page.next_cursor === null
          ? undefined
          : `/api/v1/recordings/${id}/events?limit=200&after=${encodeURIComponent(page.next_cursor)}`;
    }
    return all;
  }

  /** Waits for a status. Also returns every status seen on the way, without repetitions. */
  async waitFor(
    id: string,
    reached: (recording: RecordingView) => boolean,
    timeout = 120_000,
  ): Promise<{ recording: RecordingView; seen: readonly string[] }> {
    const seen: string[] = [];
    let last: RecordingView | undefined;
    try {
      const recording = await until(
        async () => {
          last = await this.get(id);
          if (seen.at(-1) !== last.status) seen.push(last.status);
          return reached(last) ? last : undefined;
        },
        { timeout, what: `the awaited state of ${id}` },
      );
      return { recording, seen };
    } catch (error) {
      throw new Error(`${id} stands at ${JSON.stringify(last)} after ${seen.join(' → ')}`, { cause: error });
    }
  }

  async waitReady(id: string, timeout?: number): Promise<{ recording: RecordingView; seen: readonly string[] }> {
    return this.waitFor(id, ({ status, failed }) => status === 'READY' || failed, timeout);
  }
}

/** Returns true if `whole` contains `part` in this order, with gaps allowed. */
export function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const word of whole) if (word === part[at]) at += 1;
  return at === part.length;
}

export const statusTrail = (events: readonly EventView[]): readonly string[] =>
  events.map((event) => event.status_after).filter((status, index, all) => status !== all[index - 1]);
