import type { AccountRows } from '../exchange/my-data/deletion/account-rows.js';
import type { IdentityStore } from '../people/identities/identity-store.js';
import type { PasskeyStore } from '../people/passkeys/passkey-store.js';
import type { SessionStore } from '../people/sign-in/session-store.js';
import type { TokenStore } from '../people/tokens/token-store.js';
import type { MemoryPublishedSetStore } from './memory-published-set-store.js';
import type { MemoryShareLinkStore } from './memory-share-link-store.js';
import type { MemoryUserStore } from './memory-user-store.js';

interface Stores {
  readonly users: MemoryUserStore;
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly identities: IdentityStore;
  readonly passkeys: PasskeyStore;
  readonly shareLinks: MemoryShareLinkStore;
  readonly publishedSets: MemoryPublishedSetStore;
}

export class MemoryAccountRows implements AccountRows {
  constructor(private readonly stores: Stores) {}

  async close(userId: string, endedLibraries: readonly string[]): Promise<void> {
    const { users, tokens, sessions, shareLinks, publishedSets } = this.stores;
    shareLinks.forget(userId, endedLibraries);
    publishedSets.forget(userId, endedLibraries);
    for (const libraryId of endedLibraries) users.libraries.endMemberships({ libraryId, except: userId });
    await tokens.revokeAll(userId);
    await sessions.revokeAll(userId);
  }

  async erase(userId: string, endedLibraries: readonly string[]): Promise<void> {
    const { users, identities, passkeys } = this.stores;
    for (const { id } of await identities.list(userId)) await identities.disconnect(userId, id);
    for (const { id } of await passkeys.list(userId)) await passkeys.remove(userId, id);
    users.libraries.endMemberships({ only: userId });
    for (const id of endedLibraries) users.libraries.forget(id);
    users.forget(userId);
  }
}
