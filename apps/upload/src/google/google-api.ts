import { parseUrl } from '@throughline/contracts';
import { unreadableError, type AccessTokens, type ServiceClient, type ServiceResponse } from '@throughline/credentials';

export interface GoogleApiParts {
  readonly line: ServiceClient;
  readonly apiUrl: string;
  readonly tokens: Pick<AccessTokens, 'get'>;
  readonly credential: number;
}

export interface GoogleRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object;
  /** Bytes to send as they are, of the type in `headers`. */
  readonly content?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  /** The longest silence of the server, if it is not that of all requests. Milliseconds. */
  readonly silenceMs?: number;
}

/** Requests to Google's APIs in the name of one account. Returns answers of any status. */
export class GoogleApi {
  constructor(private readonly parts: GoogleApiParts) {}

  /** Retries once with a new token if Google rejects a token that should still be valid. */
  async ask(method: string, path: string, request: GoogleRequest): Promise<ServiceResponse> {
    const { tokens, credential } = this.parts;
    request.signal?.throwIfAborted();
    const token = await tokens.get(credential);
    const answer = await this.#send(method, path, { ...request, token });
    if (answer.status !== 401) return answer;
    return this.#send(method, path, { ...request, token: await tokens.get(credential, token) });
  }

  /** Returns the address of a new upload session. Accepts only addresses of the server that the operator configured. */
  sessionUrl({ header }: ServiceResponse): string {
    const location = header('location') ?? '';
    if (parseUrl(location)?.origin !== new URL(this.parts.apiUrl).origin) throw unreadableError(200, 'Google');
    return location;
  }

  #send(
    method: string,
    path: string,
    { query, body, content, headers, signal, silenceMs, token }: GoogleRequest & { token: string },
  ): Promise<ServiceResponse> {
    const url = `${this.parts.apiUrl}${path}?${new URLSearchParams(query).toString()}`;
    const bytes = body === undefined ? content : Buffer.from(JSON.stringify(body));
    return this.parts.line.ask(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' }),
        ...headers,
      },
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal === undefined ? {} : { signal }),
      ...(silenceMs === undefined ? {} : { silenceMs }),
    });
  }
}
