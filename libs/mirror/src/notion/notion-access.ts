import { systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import type { MirrorConfig } from '../settings.js';
import type { ConnectionsParts } from './connections.js';
import { Paces } from './paces.js';

/** Notion's average limit of requests per connection. */
const PER_SECOND = 3;

/** The access to Notion that page writes and channel checks share, with one rate limit for each credential. */
export type NotionAccess = Pick<ConnectionsParts, 'http' | 'url' | 'timeoutMs' | 'paces'>;

export const openNotion = ({ notionUrl, notionTimeoutMs, allowed }: MirrorConfig): NotionAccess => ({
  http: new GuardedClient({ allowed }),
  url: notionUrl,
  timeoutMs: notionTimeoutMs,
  paces: new Paces(systemClock, PER_SECOND),
});
