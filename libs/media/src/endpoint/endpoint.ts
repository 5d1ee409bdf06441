/** A server that speaks the API of OpenAI: the operator's own words of where it is and how it is spoken to. */
export interface EngineEndpoint {
  /** How people call it; stands in messages. */
  readonly name: string;
  /** Up to and with the version: `https://host/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token. Stands in no message. */
  readonly key?: string | undefined;
  /** From the first byte of a request to the last one of its answer. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs?: number;
}

/** An address below the endpoint's own; `path` begins with a slash and may have a query. */
export function addressOf(baseUrl: string, path: string): URL {
  const base = new URL(baseUrl);
  return new URL(`${base.pathname.replace(/\/+$/, '')}${path}`, base.origin);
}
