import type { Token } from '../../kit/provide.js';

/** The items with a template, or without one, that rest since a time or longer. */
export interface RestQuery {
  readonly template: number | undefined;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface RestingItem {
  readonly id: string;
  readonly template: number | undefined;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** The items of all pipelines that rest, so that retention may delete them. Items that cannot be read are left out. */
export interface RestingItems {
  /** Returns the libraries with an item that rests since the time or longer. */
  owners(since: string): Promise<readonly string[]>;
  /** Returns the items that one of the queries finds, those that rest for the longest time first. */
  list(owner: string, queries: readonly RestQuery[], limit: number): Promise<readonly RestingItem[]>;
}

export const RESTING_ITEMS: Token<RestingItems> = Symbol('RestingItems');
