/** What a request is like before its body has come. */
export interface RequestHead {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Names in lower case; of a repeated one the values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request that has come in full: as many bytes as it declared. */
export interface FakeRequest extends RequestHead {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}
