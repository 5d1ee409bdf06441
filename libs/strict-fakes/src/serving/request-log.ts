import type { RequestHead } from './exchange.js';
import type { Fault } from './faults.js';

/** An entry of the request log. It is there as soon as the request's head has come, and grows with it. */
export interface Logged extends RequestHead {
  /** Bytes of the body that came. */
  readonly bodyBytes: number;
  /** The body, where it is a text of a moderate size. */
  readonly text: string | undefined;
  /** What was answered; undefined where nothing was. */
  readonly status: number | undefined;
  readonly fault: Fault['kind'] | undefined;
}

export type Growing = { -readonly [K in keyof Logged]: Logged[K] };
