import type { RequestHead } from './exchange.js';
import type { Fault } from './faults.js';

/** An entry of the request log. It exists as soon as the request's head has arrived, and is completed later. */
export interface LogEntry extends RequestHead {
  readonly bodyBytes: number;
  /** The body, if it is text of moderate size. */
  readonly text: string | undefined;
  /** The status of the answer; `undefined` if there was none. */
  readonly status: number | undefined;
  readonly fault: Fault['kind'] | undefined;
}

export type GrowingLogEntry = { -readonly [K in keyof LogEntry]: LogEntry[K] };
