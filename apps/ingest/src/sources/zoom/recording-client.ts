import { parseUrl, RetryableError } from '@throughline/contracts';
import type { GuardedClient, GuardedRequest, GuardedResponse } from '@throughline/outgoing';
import type { StoredFile } from './recordings.js';
import { downloadRefusedError, foreignHostError, goneError } from './zoom-errors.js';

/** The files of a recording at present, and the token that opens them. */
export interface RecordingAccess {
  /** The complete views, the preferred one first. */
  readonly views: readonly StoredFile[];
  readonly sideFiles: readonly StoredFile[];
  /** The names of all files, also of those that are not complete. */
  readonly names: readonly string[];
  readonly token: string;
}

export interface RecordingClientOptions {
  readonly renew: () => Promise<RecordingAccess>;
  readonly apiUrl: string | undefined;
}

const ZOOM_HOSTS = /(?:^|\.)zoom(?:\.us|\.com|gov\.com)$/;

/**
 * Fetches the files of a recording, with every request from the same access. If Zoom refuses its token, a new one is fetched
 * once for that request. If Zoom no longer has a view, the next one is fetched. Redirects to other hosts get no token.
 */
export class RecordingClient implements Pick<GuardedClient, 'fetch'> {
  #access: RecordingAccess;
  /** Addresses of views that Zoom lists, but does not have. */
  readonly #gone = new Set<string>();

  constructor(
    private readonly client: Pick<GuardedClient, 'fetch'>,
    first: RecordingAccess,
    private readonly options: RecordingClientOptions,
  ) {
    this.#access = first;
  }

  get access(): RecordingAccess {
    return this.#access;
  }

  /** The view that is fetched. Throws if Zoom has none. */
  get view(): StoredFile {
    const view = this.#access.views.find(({ url }) => !this.#gone.has(url));
    if (view === undefined) throw goneError();
    return view;
  }

  /** Tells apart the views that may follow each other at the address of a transfer. */
  nameView(): string {
    const { name, type, size } = this.view;
    return `${name} ${type} ${String(size)}`;
  }

  /** The transfer's address names the recording; its present place is known here. */
  async fetch(_address: string, request: GuardedRequest = {}): Promise<GuardedResponse> {
    for (;;) {
      const answer = await this.#ask(() => this.view.url, request);
      if (!isGone(answer)) return this.#requireSize(answer);
      answer.discard();
      this.#gone.add(this.view.url);
    }
  }

  /** Returns any answer of Zoom to a request for a file beside the views, except a refusal. */
  fetchSideFile({ name, url }: StoredFile, request: GuardedRequest): Promise<GuardedResponse> {
    const find = (): string => this.#access.sideFiles.find((file) => file.name === name)?.url ?? url;
    return this.#ask(find, request);
  }

  /** The address is looked up for each request: Zoom may name another one with a new token. */
  async #ask(find: () => string, request: GuardedRequest): Promise<GuardedResponse> {
    let answer = await this.#send(find(), request);
    if (isRefused(answer)) {
      answer.discard();
      this.#access = await this.options.renew();
      answer = await this.#send(find(), request);
    }
    if (!isRefused(answer) && answer.status !== 403) return answer;
    answer.discard();
    throw downloadRefusedError();
  }

  #send(url: string, { headers, ...request }: GuardedRequest): Promise<GuardedResponse> {
    this.#requireOwnHost(url);
    return this.client.fetch(url, { ...request, headers: { ...headers, authorization: `Bearer ${this.#access.token}` } });
  }

  /** The token goes to Zoom only, whatever address its answer names. */
  #requireOwnHost(address: string): void {
    const { apiUrl } = this.options;
    const url = parseUrl(address);
    const isOwn =
      apiUrl === undefined ? url?.protocol === 'https:' && ZOOM_HOSTS.test(url.hostname) : url?.origin === new URL(apiUrl).origin;
    if (!isOwn) throw foreignHostError(url?.host ?? 'an invalid address');
  }

  #requireSize(answer: GuardedResponse): GuardedResponse {
    const length = answer.header('content-length');
    const { size } = this.view;
    if (answer.status !== 200 || length === undefined || Number(length) === size) return answer;
    answer.discard();
    throw sizeError(Number(length), size);
  }
}

const isGone = ({ status }: GuardedResponse): boolean => status === 404 || status === 410;

export const sizeError = (found: number, expected: number): RetryableError =>
  new RetryableError('source-error', `Zoom sends ${String(found)} bytes of the recording, but lists ${String(expected)}`);

/** Zoom answers some refused downloads with its sign-in page and the status 200. */
const isRefused = ({ status, header }: GuardedResponse): boolean =>
  status === 401 || (status === 200 && /^\s*text\/html\b/i.test(header('content-type') ?? ''));
