import { RetryableError } from '@throughline/contracts';
import type { GuardedClient, GuardedRequest, GuardedResponse } from '@throughline/outgoing';
import { downloadRefusedError, foreignHostError, goneError } from './zoom-errors.js';

/** The present address of a file, and the token that opens it. */
export interface DownloadAccess {
  readonly url: string;
  readonly token: string;
  /** Bytes. */
  readonly size: number;
}

const ZOOM_HOSTS = /(?:^|\.)zoom(?:\.us|\.com|gov\.com)$/;

/**
 * Fetches the file of a recording for a transfer, with every request from the same access. If Zoom refuses its token, a new one
 * is fetched once for that request. Redirects to other hosts get no token.
 */
export class RecordingClient implements Pick<GuardedClient, 'fetch'> {
  #access: DownloadAccess;

  constructor(
    private readonly client: Pick<GuardedClient, 'fetch'>,
    first: DownloadAccess,
    private readonly options: { readonly renew: () => Promise<DownloadAccess>; readonly apiUrl: string | undefined },
  ) {
    this.#access = this.#check(first);
  }

  get size(): number {
    return this.#access.size;
  }

  /** The transfer's address names the recording; its present place is known here. */
  async fetch(_address: string, request: GuardedRequest = {}): Promise<GuardedResponse> {
    let answer = await this.#ask(request);
    if (isRefused(answer)) {
      answer.discard();
      this.#access = this.#check(await this.options.renew());
      answer = await this.#ask(request);
    }
    const isGone = answer.status === 404 || answer.status === 410;
    if (!isRefused(answer) && answer.status !== 403 && !isGone) return this.#requireSize(answer);
    answer.discard();
    if (isGone) throw goneError();
    throw downloadRefusedError();
  }

  #ask({ headers, ...request }: GuardedRequest): Promise<GuardedResponse> {
    const { url, token } = this.#access;
    return this.client.fetch(url, { ...request, headers: { ...headers, authorization: `Bearer ${token}` } });
  }

  /** The token goes to Zoom only, whatever address its answer names. */
  #check(access: DownloadAccess): DownloadAccess {
    const { apiUrl } = this.options;
    const url = URL.canParse(access.url) ? new URL(access.url) : undefined;
    const isOwn =
      apiUrl === undefined ? url?.protocol === 'https:' && ZOOM_HOSTS.test(url.hostname) : url?.origin === new URL(apiUrl).origin;
    if (url === undefined || !isOwn) throw foreignHostError(url?.host ?? 'an invalid address');
    return access;
  }

  #requireSize(answer: GuardedResponse): GuardedResponse {
    const length = answer.header('content-length');
    if (answer.status !== 200 || length === undefined || Number(length) === this.size) return answer;
    answer.discard();
    throw sizeError(Number(length), this.size);
  }
}

export const sizeError = (found: number, expected: number): RetryableError =>
  new RetryableError('source-error', `Zoom sends ${String(found)} bytes of the recording, but lists ${String(expected)}`);

/** Zoom answers some refused downloads with its sign-in page and the status 200. */
const isRefused = ({ status, header }: GuardedResponse): boolean =>
  status === 401 || (status === 200 && /^\s*text\/html\b/i.test(header('content-type') ?? ''));
