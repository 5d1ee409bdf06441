import type { HeldAt } from '../recordings/held.js';

/** An item whose history cannot be applied, as the projection has it. */
export interface QuarantinedItem extends HeldAt {
  readonly id: string;
  /** Commits that came after the one in the way. */
  readonly waiting: number;
}

export interface QuarantinedRows {
  /** The oldest first. */
  list(limit: number): Promise<readonly QuarantinedItem[]>;
  find(id: string): Promise<QuarantinedItem | undefined>;
}
