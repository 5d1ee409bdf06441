import type { Channel, ChannelChange, ChannelId, Known, NewChannel } from './channel.js';

/**
 * Tells others how a channel is now. Asked while nobody else can change it, so what is told last is what is so; where it throws, nothing has
 * changed.
 */
export type Tell = (channel: Known) => Promise<void>;

/** `name-taken`: by another channel of the library; `credential-gone`: the credential that it names is not there (any more). */
export type NotTaken = 'name-taken' | 'credential-gone';

export type Changed =
  | { readonly kind: 'changed'; readonly channel: Channel }
  /** There is none, or it is not as `isExpected` wants it. */
  | { readonly kind: 'absent' | 'other' | NotTaken };

export interface ChannelStore {
  /** Of a library, the oldest first. */
  list(libraryId: string): Promise<readonly Channel[]>;
  find(id: ChannelId): Promise<Channel | undefined>;
  /** Names are unique within a library only, so it takes the secret to tell whose is meant. None while the library's owner is disabled. */
  findBySecret(name: string, secretHash: string): Promise<Channel | undefined>;
  add(channel: NewChannel, tell: Tell): Promise<Channel | NotTaken>;
  change(
    id: ChannelId,
    change: ChannelChange,
    { isExpected, tell }: { readonly isExpected: (channel: Channel) => boolean; readonly tell: Tell },
  ): Promise<Changed>;
  /** What is not there is satisfied. */
  remove(id: ChannelId, tell: Tell): Promise<void>;
  /** All that ever were, of every library. */
  numbers(): Promise<readonly ChannelId[]>;
  /** Tells once more how a channel is. */
  retell(id: ChannelId, tell: Tell): Promise<void>;
}
