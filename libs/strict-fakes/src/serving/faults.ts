import type { FakeAnswer, RequestHead } from './exchange.js';

export type Fault =
  /** Answered like this, and nothing is done. */
  | ({ readonly kind: 'answer' } & FakeAnswer)
  /** The connection is cut after so many bytes of the request's body. */
  | { readonly kind: 'drop-request'; readonly afterBytes: number }
  /** All is done, and the connection is cut after so many bytes of the answer's body; with none, not even its head is sent. */
  | { readonly kind: 'drop-answer'; readonly afterBytes?: number }
  /** All is done, and the answer is well-formed HTTP with so many bytes of its body. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** All is done, and the answer's body comes in pieces of so many bytes. */
  | { readonly kind: 'slow-answer'; readonly bytes: number; readonly everyMs: number }
  /** The request is never answered; the connection stays until its other end or the server is closed. */
  | { readonly kind: 'hang' };

export interface FaultRule {
  readonly fault: Fault;
  /** Which requests it strikes; all where it is left out. */
  readonly on?: (head: RequestHead) => boolean;
  /** So many of them pass before. */
  readonly skip?: number;
  /** So many of them are struck; one where it is left out. */
  readonly times?: number;
}

interface Scripted {
  readonly rule: FaultRule;
  toSkip: number;
  left: number;
}

/** Faults that are played when a request fits them, each as often as it was scripted. */
export class FaultScript {
  readonly #scripted: Scripted[] = [];

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#scripted.push({ rule, toSkip: rule.skip ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#scripted.length = 0;
  }

  /** The fault that strikes this request, which is counted. */
  strike(head: RequestHead): Fault | undefined {
    for (const scripted of this.#scripted) {
      if (scripted.left === 0 || scripted.rule.on?.(head) === false) continue;
      if (scripted.toSkip > 0) {
        scripted.toSkip -= 1;
        continue;
      }
      scripted.left -= 1;
      return scripted.rule.fault;
    }
    return undefined;
  }
}

/** A rule's `on`: the method and what the target holds. */
export const requests =
  (method: string, target: RegExp): ((head: RequestHead) => boolean) =>
  (head) =>
    head.method === method && target.test(head.target);
