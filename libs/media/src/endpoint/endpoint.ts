/** A server that speaks the OpenAI API, as the operator configures it. */
export interface EngineEndpoint {
  readonly name: string;
  /** Includes the version: `https://host/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token. Never part of an error message. */
  readonly key?: string | undefined;
  /** From the first byte of the request to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs?: number;
}

/** Returns an address below the endpoint's base URL. `path` begins with a slash and may have a query. */
export function buildEndpointUrl(baseUrl: string, path: string): URL {
  const base = new URL(baseUrl);
  return new URL(`${base.pathname.replace(/\/+$/, '')}${path}`, base.origin);
}
