import type { Position } from '@throughline/event-store';
import type { PageKey } from '../recordings/rows.js';

/** A recording as the audit log had it after its last event. */
export interface PastRow {
  readonly id: string;
  /** Of today: what was personal is not in the audit log. */
  readonly title: string | null;
  readonly status: string;
  readonly failed: boolean;
  readonly deleted: boolean;
  readonly created_at: string;
  /** When its last event was stored. */
  readonly updated_at: string;
}

export interface PastQuery {
  readonly owner: string;
  /** With everything up to here. */
  readonly position: Position;
  readonly statuses: readonly string[];
  /** Undefined: with all others. */
  readonly deleted: boolean | undefined;
}

export interface PastPage {
  readonly rows: readonly PastRow[];
  readonly next: PageKey | undefined;
}

/** What the audit log tells of earlier times. */
export interface PastRows {
  /** The owner's last event that was stored at or before a time; undefined where there was none. */
  positionAt(owner: string, time: string): Promise<Position | undefined>;
  /** When what stands at or before a position was stored. */
  timeAt(owner: string, position: Position): Promise<string | undefined>;
  /** Newest registration first. */
  page(query: PastQuery, after: PageKey | undefined, limit: number): Promise<PastPage>;
  /** How many had each status. */
  counts(query: PastQuery): Promise<Readonly<Record<string, number>>>;
}
