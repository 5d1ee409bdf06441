import { hashOfJson, readKeyedRequest, sendAnswer, storedKeyOf, type Exchange, type KeyedRequest } from './http.js';
import { holdLease } from '../../leases/index.js';
import { isUnreadableKind, Problem, problemDocument } from '../problems/problem.js';
import { PROBLEM_TYPE } from '../problems/send.js';
import type { Claim, IdempotencyStore, StoredAnswer } from './idempotency-store.js';

/** A crashed runner blocks its key for no longer than this. */
const LEASE_MS = 15_000;

export interface RequestSteps {
  /** Reads the body and returns its digest. On a replay nothing of the body may be stored. */
  readonly digest: (on: 'first' | 'replay') => Promise<string>;
  readonly work: () => Promise<StoredAnswer>;
  /** Called after the work. False: the answer is not stored, so a repeated request continues the work, or finds it done. */
  readonly isStored?: () => boolean;
}

const REPLAYED = { 'idempotency-replayed': 'true' };

const mismatchProblem = (): Problem => new Problem('idempotency-mismatch');
const inProgressProblem = (retryAfterMs: number): Problem =>
  new Problem('request-in-progress', { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } });

/**
 * Returns a refusal by the item's state as an answer. A repeated request gets it again, even if the state has changed since.
 */
const refusalOf = (error: unknown, requestId: string): StoredAnswer | undefined => {
  // The refusal does not come from the item's own state: once an operator has acted, the same request can succeed.
  if (!(error instanceof Problem) || error.status !== 409 || isUnreadableKind(error.code)) return undefined;
  return {
    status: error.status,
    headers: { ...error.options.headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
    body: JSON.stringify(problemDocument(error, requestId)),
  };
};

/**
 * Requests that are carried out once for their `Idempotency-Key`. If a runner dies, its claim expires with the lease and a
 * repeated request runs again. The command's id then finds the first run's commit.
 */
export class IdempotentRequests {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Sends the answer of the work, which is bound to the body. `isStored`: see `RequestSteps`. */
  async respond(
    { request, reply }: Exchange,
    body: unknown,
    work: (request: KeyedRequest) => Promise<StoredAnswer>,
    isStored = (): boolean => true,
  ): Promise<void> {
    const keyed = readKeyedRequest(request);
    const digest = (): Promise<string> => Promise.resolve(hashOfJson(body));
    sendAnswer(reply, await this.run(keyed, { digest, work: () => work(keyed), isStored }));
  }

  async run(request: KeyedRequest, steps: RequestSteps): Promise<StoredAnswer> {
    const { owner, key, route } = request;
    if (key === undefined) {
      await steps.digest('first');
      return steps.work();
    }
    const start = await this.store.begin({ owner, key: storedKeyOf(key, request), route }, LEASE_MS);
    switch (start.state) {
      case 'other-route':
        throw mismatchProblem();
      case 'running':
        throw inProgressProblem(start.retryAfterMs);
      case 'done':
        if ((await steps.digest('replay')) !== start.requestHash) throw mismatchProblem();
        return { ...start.answer, headers: { ...start.answer.headers, ...REPLAYED } };
      case 'claimed':
        return this.carryOut(start.claim, request, steps);
    }
  }

  private carryOut(claim: Claim, request: KeyedRequest, steps: RequestSteps): Promise<StoredAnswer> {
    const renew = (): Promise<boolean> => this.store.renew(claim, LEASE_MS);
    return holdLease({ leaseMs: LEASE_MS, renew, onProblem: this.onError }, async () => {
      try {
        return await this.bindAndFinish(claim, request, steps);
      } catch (error) {
        await this.store.release(claim).catch(this.onError);
        throw error;
      }
    });
  }

  private async bindAndFinish(claim: Claim, request: KeyedRequest, steps: RequestSteps): Promise<StoredAnswer> {
    const hash = await steps.digest('first');
    if (!(await this.store.bind(claim, hash))) throw mismatchProblem();
    const answer = await this.answer(request, steps);
    // The command is done, so a failure to store its answer must not turn success into failure.
    if (steps.isStored?.() === false) await this.store.release(claim).catch(this.onError);
    else await this.store.finish(claim, hash, answer).catch(this.onError);
    return answer;
  }

  private async answer(request: KeyedRequest, steps: RequestSteps): Promise<StoredAnswer> {
    try {
      return await steps.work();
    } catch (error) {
      const refusal = refusalOf(error, request.requestId);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }
}
