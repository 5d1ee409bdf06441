export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** Names in lower case; values of a repeated header are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A complete request: the body has the declared length. */
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
