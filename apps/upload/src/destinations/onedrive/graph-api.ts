import { parseUrl } from '@throughline/contracts';
import {
  parseJsonOrUndefined,
  toGraphError,
  unreadableError,
  type AccessTokens,
  type MicrosoftEndpoints,
  type ServiceClient,
  type ServiceResponse,
} from '@throughline/credentials';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export interface GraphAccess {
  readonly line: ServiceClient;
  readonly endpoints: MicrosoftEndpoints;
  readonly tokens: Pick<AccessTokens, 'get'>;
  readonly credential: number;
}

export interface GraphRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly signal: AbortSignal | undefined;
}

const SESSION_REQUEST = 'a request of an upload session';

/** Requests to Microsoft Graph for one account. */
export class GraphApi {
  constructor(private readonly access: GraphAccess) {}

  /** Retries once with a new token if Graph rejects a token that should still be valid. */
  async ask(path: string, request: GraphRequest): Promise<ServiceResponse> {
    const { tokens, credential } = this.access;
    request.signal?.throwIfAborted();
    const token = await tokens.get(credential);
    const answer = await this.#send(path, request, token);
    return answer.status === 401 ? this.#send(path, request, await tokens.get(credential, token)) : answer;
  }

  /** Sends JSON. */
  post(path: string, value: object, signal: AbortSignal | undefined): Promise<ServiceResponse> {
    const headers = { 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: Buffer.from(JSON.stringify(value)), signal });
  }

  /** Sends a request to an address that is a secret of its own, without the access token. Graph refuses both together. */
  async askSecret(url: string, { signal, ...request }: GraphRequest): Promise<ServiceResponse> {
    signal?.throwIfAborted();
    return this.access.line.ask(url, {
      ...request,
      operation: SESSION_REQUEST,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Accepts encrypted addresses of other hosts, where Microsoft keeps the files, and those of the configured server. */
  requireSecretUrl(url: string): string {
    const isAccepted =
      parseUrl(url) !== undefined &&
      (new URL(url).protocol === 'https:' || new URL(url).origin === new URL(this.access.endpoints.apiUrl).origin);
    if (!isAccepted) throw unreadableError(200, 'Microsoft');
    return url;
  }

  /** Returns the path of the next page of a listing. */
  requireNextPage(link: string): string {
    const { apiUrl } = this.access.endpoints;
    if (!link.startsWith(`${apiUrl}/`)) throw unreadableError(200, 'Microsoft');
    return link.slice(apiUrl.length);
  }

  /** Returns the answer in its shape. Throws the delivery error of a refusal. */
  static read<S extends TSchema>(schema: S, answer: ServiceResponse): Static<S> {
    if (answer.status < 200 || answer.status > 202) throw toGraphError(answer);
    const raw = parseJsonOrUndefined(answer.text);
    if (!Value.Check(schema, raw)) throw unreadableError(answer.status, 'Microsoft');
    return raw;
  }

  #send(path: string, { signal, ...request }: GraphRequest, token: string): Promise<ServiceResponse> {
    const { line, endpoints } = this.access;
    return line.ask(`${endpoints.apiUrl}${path}`, {
      ...request,
      headers: { accept: 'application/json', ...request.headers, authorization: `Bearer ${token}` },
      operation: `${request.method ?? 'GET'} /me/drive`,
      ...(signal === undefined ? {} : { signal }),
    });
  }
}
