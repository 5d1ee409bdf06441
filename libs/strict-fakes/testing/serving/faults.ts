import type { FakeAnswer, RequestHead } from './exchange.js';

export type Fault =
  /** Sends this answer without handling the request. */
  | ({ readonly kind: 'answer' } & FakeAnswer)
  /** Cuts the connection after this many bytes of the request's body. */
  | { readonly kind: 'drop-request'; readonly afterBytes: number }
  /**
   * Handles the request, then cuts the connection after this many bytes of the answer's body. Without a number, not even the
   * head is sent.
   */
  | { readonly kind: 'drop-answer'; readonly afterBytes?: number }
  /** Handles the request, then sends a well-formed answer with only this many bytes of its body. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** Handles the request, then sends the answer's body in pieces of this many bytes. */
  | { readonly kind: 'slow-answer'; readonly bytes: number; readonly everyMs: number }
  /** Never answers. The connection stays open until the client or the server closes it. */
  | { readonly kind: 'hang' };

export interface FaultRule {
  readonly fault: Fault;
  /** Selects requests; by default all. */
  readonly on?: (head: RequestHead) => boolean;
  /** The number of matching requests that pass first. */
  readonly skip?: number;
  /** The number of affected requests; one by default. */
  readonly times?: number;
}

interface ScriptedFault {
  readonly rule: FaultRule;
  toSkip: number;
  left: number;
}

/** Applies each scripted fault to the matching requests, as often as scripted. */
export class FaultScript {
  readonly #scripted: ScriptedFault[] = [];

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#scripted.push({ rule, toSkip: rule.skip ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#scripted.length = 0;
  }

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

/** Builds `on` of a rule: matches the method and a part of the target. */
export const matchRequests =
  (method: string, target: RegExp): ((head: RequestHead) => boolean) =>
  (head) =>
    head.method === method && target.test(head.target);
