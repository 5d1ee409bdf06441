import type { AssetEvent } from '@throughline/contracts';
import { auditLine } from '../audit/audit-line.js';
import type { AssetState } from '../asset/state.js';

/** One event of an asset's history, where and when it was recorded. */
export interface HistoryEvent {
  readonly event: AssetEvent;
  /** The time of its commit. */
  readonly at: string;
  /** Its commit's place in the log; opaque. */
  readonly position: string;
  /** Its place in the commit. */
  readonly index: number;
}

/** An event that something follows from, as people read it. Never personal data. */
export interface ToldEvent {
  /** Its place in one word, as the list of events names it. */
  readonly id: string;
  readonly position: string;
  readonly index: number;
  readonly at: string;
  readonly type: string;
  readonly step: string | null;
  readonly message: string;
}

export function toldEvent({ event, at, position, index }: HistoryEvent, before: AssetState, after: AssetState): ToldEvent {
  const { step, message } = auditLine(before, event, after);
  return { id: `${position}.${String(index)}`, position, index, at, type: event.type, step: step ?? null, message };
}
