import { isHeld } from '../recordings/held.js';
import { Problem, problemDocument } from '../problems/problem.js';
import { PROBLEM_TYPE } from '../problems/send.js';
import type { Claim, IdempotencyStore, StoredAnswer } from './idempotency-store.js';

/** A crashed runner blocks its key for no longer than this. Milliseconds. */
const LEASE_MS = 15_000;

export interface KeyedRequest {
  /** Who asks; whose keys these are. */
  readonly by: string;
  /** Whose recordings it is about. */
  readonly owner: string;
  readonly key: string | undefined;
  readonly route: string;
  readonly requestId: string;
}

export interface Steps {
  /** Reads the body and says what it is. On a replay nothing may be kept of it. */
  readonly digest: (on: 'first' | 'replay') => Promise<string>;
  readonly work: () => Promise<StoredAnswer>;
  /** Asked after the work: an answer that tells of unfinished work is not kept, so that the same request goes on with it. */
  readonly isDone?: () => boolean;
}

const REPLAYED = { 'idempotency-replayed': 'true' };

const mismatch = (): Problem => new Problem('idempotency-mismatch');
const inProgress = (retryAfterMs: number): Problem =>
  new Problem('request-in-progress', { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } });

/** A refusal by the state of the item is an answer: the same request gets it again, even if the state has moved on. */
const refusalOf = (error: unknown, requestId: string): StoredAnswer | undefined => {
  // The operator has to act, and then the same request is carried out: the item's own state refused nothing.
  if (!(error instanceof Problem) || error.status !== 409 || isHeld(error.code)) return undefined;
  return {
    status: error.status,
    headers: { ...error.options.headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
    body: JSON.stringify(problemDocument(error, requestId)),
  };
};

/**
 * Carries out a request once for its `Idempotency-Key`. A runner that dies leaves a claim that ends with its lease;
 * then the same request is carried out again, and the command's own id finds what had been done.
 */
export class IdempotentRequests {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly onError: (error: unknown) => void,
  ) {}

  async run(request: KeyedRequest, steps: Steps): Promise<StoredAnswer> {
    const { by, key, route } = request;
    if (key === undefined) {
      await steps.digest('first');
      return steps.work();
    }
    const begun = await this.store.begin({ owner: by, key, route }, LEASE_MS);
    switch (begun.state) {
      case 'other-route':
        throw mismatch();
      case 'running':
        throw inProgress(begun.retryAfterMs);
      case 'done':
        if ((await steps.digest('replay')) !== begun.requestHash) throw mismatch();
        return { ...begun.answer, headers: { ...begun.answer.headers, ...REPLAYED } };
      case 'claimed':
        return this.carryOut(begun.claim, request, steps);
    }
  }

  private async carryOut(claim: Claim, request: KeyedRequest, steps: Steps): Promise<StoredAnswer> {
    const heartbeat = setInterval(() => {
      this.store.renew(claim, LEASE_MS).catch(this.onError);
    }, LEASE_MS / 3);
    try {
      const hash = await steps.digest('first');
      if (!(await this.store.bind(claim, hash))) throw mismatch();
      const answer = await this.answer(request, steps);
      if (steps.isDone?.() === false) {
        await this.store.release(claim).catch(this.onError);
        return answer;
      }
      // The command is done: not being able to note it down must not turn success into failure.
      await this.store.finish(claim, hash, answer).catch(this.onError);
      return answer;
    } catch (error) {
      await this.store.release(claim).catch(this.onError);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async answer(request: KeyedRequest, steps: Steps): Promise<StoredAnswer> {
    try {
      return await steps.work();
    } catch (error) {
      const refusal = refusalOf(error, request.requestId);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }
}
