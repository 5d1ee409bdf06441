import {
  parseJsonOrUndefined,
  toDropboxError,
  unreadableError,
  type AccessTokens,
  type DropboxEndpoints,
  type ServiceClient,
  type ServiceResponse,
} from '@throughline/credentials';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export interface DropboxAccess {
  readonly line: ServiceClient;
  readonly endpoints: DropboxEndpoints;
  readonly tokens: Pick<AccessTokens, 'get'>;
  readonly credential: number;
}

interface ContentRequest {
  readonly bytes: Uint8Array;
  readonly signal: AbortSignal | undefined;
}

/** Headers hold only ASCII (https://www.dropbox.com/developers/reference/json-encoding). */
const toHeaderJson = (value: object): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Requests to the Dropbox API (v2) for one account. */
export class DropboxApi {
  constructor(private readonly access: DropboxAccess) {}

  /** Calls an RPC endpoint: the argument and the answer are JSON. */
  call(path: string, argument: object, signal: AbortSignal | undefined): Promise<ServiceResponse> {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(argument)),
      ...(signal === undefined ? {} : { signal }),
    };
    return this.#ask(`${this.access.endpoints.apiUrl}/${path}`, request);
  }

  /** Calls a content endpoint: the argument is a header, and the body has the bytes. */
  upload(path: string, argument: object, { bytes, signal }: ContentRequest): Promise<ServiceResponse> {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'dropbox-api-arg': toHeaderJson(argument) },
      body: bytes,
      ...(signal === undefined ? {} : { signal }),
    };
    return this.#ask(`${this.access.endpoints.contentUrl}/${path}`, request);
  }

  download(argument: object, signal: AbortSignal | undefined): Promise<ServiceResponse> {
    const request = {
      method: 'POST',
      headers: { 'dropbox-api-arg': toHeaderJson(argument) },
      ...(signal === undefined ? {} : { signal }),
    };
    return this.#ask(`${this.access.endpoints.contentUrl}/files/download`, request);
  }

  /** Returns the answer in its shape. Throws the delivery error of a refusal. */
  static read<S extends TSchema>(schema: S, answer: ServiceResponse): Static<S> {
    if (answer.status !== 200) throw toDropboxError(answer);
    const raw = parseJsonOrUndefined(answer.text);
    if (!Value.Check(schema, raw)) throw unreadableError(answer.status, 'Dropbox');
    return raw;
  }

  /** Retries once with a new token if Dropbox rejects a token that should still be valid. */
  async #ask(url: string, request: Parameters<ServiceClient['ask']>[1]): Promise<ServiceResponse> {
    const { line, tokens, credential } = this.access;
    request.signal?.throwIfAborted();
    const ask = (token: string): Promise<ServiceResponse> =>
      line.ask(url, { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
    const token = await tokens.get(credential);
    const answer = await ask(token);
    return answer.status === 401 ? ask(await tokens.get(credential, token)) : answer;
  }
}
