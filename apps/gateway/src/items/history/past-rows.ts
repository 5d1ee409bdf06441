import type { Position } from '@throughline/event-store';
import type { PageKey } from '../../adapters/projection/index.js';
import type { Token } from '../../kit/provide.js';

export interface PastRow {
  readonly id: string;
  /** The current title: the audit log holds no personal data. */
  readonly title: string | null;
  readonly status: string;
  readonly failed: boolean;
  readonly deleted: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  /** Its last event then happened in another system. */
  readonly imported: boolean;
}

export interface PastQuery {
  readonly owner: string;
  /** Events up to and including this position count. */
  readonly position: Position;
  /** Imported events up to this original time count too. Absent: the position alone decides. */
  readonly time?: string;
  readonly statuses: readonly string[];
  /** `undefined` selects both deleted and other items. */
  readonly deleted: boolean | undefined;
}

export interface PastPage {
  readonly rows: readonly PastRow[];
  readonly next: PageKey | undefined;
}

export interface PastRows {
  /** Returns the position of the owner's last event stored at or before a time, if any. */
  positionAt(owner: string, time: string): Promise<Position | undefined>;
  /** Returns the time at which the owner's last event at or before a position was stored, if any. */
  timeAt(owner: string, position: Position): Promise<string | undefined>;
  /** Returns a page, newest registration first. */
  page(query: PastQuery, after: PageKey | undefined, limit: number): Promise<PastPage>;
  counts(query: PastQuery): Promise<Readonly<Record<string, number>>>;
}

export const PAST_RECORDING_ROWS: Token<PastRows> = Symbol('PastRows of recordings');
export const PAST_DOCUMENT_ROWS: Token<PastRows> = Symbol('PastRows of documents');
