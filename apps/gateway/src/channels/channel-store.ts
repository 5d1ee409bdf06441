import type { Channel, ChannelChange, ChannelId, AnnouncedChannel, NewChannel } from './channel.js';
import type { Token } from '../kit/provide.js';

/**
 * Announces a channel's current state. Called under a lock on the channel, so the last announcement is the current state; if it
 * throws, the change is rolled back.
 */
export type ChannelAnnouncer = (channel: AnnouncedChannel) => Promise<void>;

/** `name-taken`: another channel of the library has the name. `credential-gone`: the credential does not exist (any more). */
export type ChannelConflict = 'name-taken' | 'credential-gone';

export type ChannelChangeResult =
  | { readonly kind: 'changed'; readonly channel: Channel }
  /** `absent`: no such channel. `other`: `isExpected` returned false. */
  | { readonly kind: 'absent' | 'other' | ChannelConflict };

export interface ChannelStore {
  /** Oldest first. */
  list(libraryId: string): Promise<readonly Channel[]>;
  find(id: ChannelId): Promise<Channel | undefined>;
  /**
   * Names are unique only within a library, so the secret selects the channel. Finds nothing while the library's owner is
   * disabled.
   */
  findBySecret(name: string, secretHash: string): Promise<Channel | undefined>;
  add(channel: NewChannel, announce: ChannelAnnouncer): Promise<Channel | ChannelConflict>;
  change(
    id: ChannelId,
    change: ChannelChange,
    { isExpected, announce }: { readonly isExpected: (channel: Channel) => boolean; readonly announce: ChannelAnnouncer },
  ): Promise<ChannelChangeResult>;
  /** Succeeds if the channel does not exist. */
  remove(id: ChannelId, announce: ChannelAnnouncer): Promise<void>;
  /** Returns the ids of all channels of all libraries, including removed ones. */
  numbers(): Promise<readonly ChannelId[]>;
  announceAgain(id: ChannelId, announce: ChannelAnnouncer): Promise<void>;
}

export const CHANNEL_STORE: Token<ChannelStore> = Symbol('ChannelStore');

/** Removes a channel of a library, and tells the upload service. */
export interface ChannelRemoval {
  remove(libraryId: string, id: ChannelId): Promise<void>;
}

export const CHANNEL_REMOVAL: Token<ChannelRemoval> = Symbol('ChannelRemoval');
