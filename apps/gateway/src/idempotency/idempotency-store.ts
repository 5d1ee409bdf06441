/** The answer that is given again. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RequestKey {
  readonly owner: string;
  readonly key: string;
  /** Method and path. */
  readonly route: string;
}

/** The right to carry out the request, while its lease lasts. */
export interface Claim extends RequestKey {
  readonly claim: string;
}

export type Begun =
  | { readonly state: 'claimed'; readonly claim: Claim; readonly requestHash: string | undefined }
  | { readonly state: 'running'; readonly retryAfterMs: number }
  | { readonly state: 'done'; readonly requestHash: string; readonly answer: StoredAnswer }
  | { readonly state: 'other-route' };

export interface IdempotencyStore {
  /** Claims a key; a claim whose lease has ended (its runner crashed) can be claimed again. */
  begin(request: RequestKey, leaseMs: number): Promise<Begun>;
  /** Writes down what the key stands for, before anything happens. False where it stands for another body. */
  bind(claim: Claim, requestHash: string): Promise<boolean>;
  /** True while the claim is still ours. */
  renew(claim: Claim, leaseMs: number): Promise<boolean>;
  finish(claim: Claim, requestHash: string, answer: StoredAnswer): Promise<void>;
  /** Nothing happened: the key is free again, for the same body if one was bound. */
  release(claim: Claim): Promise<void>;
  /** Forgets every kept answer that shows a recording. The same request is then carried out again, and finds what it had done. */
  forget(recordingId: string): Promise<void>;
  /** Forgets keys older than their 24 hours, and answers that show an erased or expired recording. */
  removeExpired(): Promise<number>;
}

/** How long a key is kept. Milliseconds. */
export const KEPT_MS = 24 * 60 * 60 * 1000;
