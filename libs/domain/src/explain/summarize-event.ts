import type { AssetEvent } from '@throughline/contracts';
import { auditLine } from './audit/audit-line.js';
import type { AssetState } from '../asset/state.js';

export interface HistoryEvent {
  readonly event: AssetEvent;
  readonly at: string;
  /** The broker's time of an imported event. */
  readonly importedAt?: string;
  /** The position of its commit in the log; opaque. */
  readonly position: string;
  readonly index: number;
}

/** A readable event that explains something. Holds no personal data. */
export interface EventSummary {
  /** Position and index in one text, as in the list of events. */
  readonly id: string;
  readonly position: string;
  readonly index: number;
  readonly at: string;
  readonly type: string;
  readonly step: string | null;
  readonly message: string;
}

export function summarizeEvent(
  { event, at, position, index }: HistoryEvent,
  before: AssetState,
  after: AssetState,
): EventSummary {
  const { step, message } = auditLine(before, event, after);
  return { id: `${position}.${String(index)}`, position, index, at, type: event.type, step: step ?? null, message };
}
