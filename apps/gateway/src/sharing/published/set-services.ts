import type { Token } from '../../kit/provide.js';
import type { PublishedItems } from './published-items.js';
import type { PublishedSets } from './published-sets.js';
import type { SetAccess } from './set-access.js';

/** The use cases of one kind of published sets. */
export interface SetServices {
  readonly sets: PublishedSets;
  readonly items: PublishedItems;
  readonly access: SetAccess;
}

export const PODCAST_FEEDS: Token<SetServices> = Symbol('SetServices of podcast feeds');
export const EMBEDS: Token<SetServices> = Symbol('SetServices of embeds');
