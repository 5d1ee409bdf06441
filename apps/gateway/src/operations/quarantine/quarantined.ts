import type { UnreadableHistory } from '../../items/read/unreadable-history.js';

export interface QuarantinedItem extends UnreadableHistory {
  readonly id: string;
  /** The number of commits after the one that cannot be applied. */
  readonly waiting: number;
}

export interface QuarantinedRows {
  list(limit: number): Promise<readonly QuarantinedItem[]>;
  find(id: string): Promise<QuarantinedItem | undefined>;
}
