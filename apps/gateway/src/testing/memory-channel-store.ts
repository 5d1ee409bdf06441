import { SerialQueue } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';
import type { Channel, ChannelChange, ChannelId, NewChannel } from '../channels/channel.js';
import type { ChannelChangeResult, ChannelStore, ChannelConflict, ChannelAnnouncer } from '../channels/channel-store.js';

export interface RelatedTables {
  isDisabled(libraryId: string): boolean;
  hasCredential(id: CredentialId): boolean;
}

const NOTHING_ENDS: RelatedTables = { isDisabled: () => false, hasCredential: () => true };

export class MemoryChannelStore implements ChannelStore {
  readonly #channels = new Map<ChannelId, Channel>();
  readonly #removed = new Set<ChannelId>();
  #last = 0;
  /** Runs one task at a time, in place of row locks. */
  readonly #tasks = new SerialQueue();

  constructor(
    private readonly now: () => Date = () => new Date(),
    private readonly beside: RelatedTables = NOTHING_ENDS,
  ) {}

  uses(credential: CredentialId): boolean {
    return [...this.#channels.values()].some(({ credentialId }) => credentialId === credential);
  }

  list(libraryId: string): Promise<readonly Channel[]> {
    return Promise.resolve([...this.#channels.values()].filter((one) => one.libraryId === libraryId));
  }

  find(id: ChannelId): Promise<Channel | undefined> {
    return Promise.resolve(this.#channels.get(id));
  }

  findBySecret(name: string, secretHash: string): Promise<Channel | undefined> {
    const found = [...this.#channels.values()].find((one) => one.name === name && one.secretHash === secretHash);
    return Promise.resolve(found === undefined || this.beside.isDisabled(found.libraryId) ? undefined : found);
  }

  add(channel: NewChannel, announce: ChannelAnnouncer): Promise<Channel | ChannelConflict> {
    return this.#tasks.run(async () => {
      const refusal = this.#refusal(channel);
      if (refusal !== undefined) return refusal;
      this.#last += 1;
      const at = this.now().toISOString();
      const added = { ...channel, id: this.#last, version: 1, createdAt: at, updatedAt: at };
      await announce(added);
      this.#channels.set(added.id, added);
      return added;
    });
  }

  change(
    id: ChannelId,
    { credentialId, dataSourceId, ...change }: ChannelChange,
    { isExpected, announce }: { readonly isExpected: (channel: Channel) => boolean; readonly announce: ChannelAnnouncer },
  ): Promise<ChannelChangeResult> {
    return this.#tasks.run(async (): Promise<ChannelChangeResult> => {
      const before = this.#channels.get(id);
      if (before === undefined) return { kind: 'absent' };
      if (!isExpected(before)) return { kind: 'other' };
      const channel = {
        ...before,
        ...change,
        credentialId: credentialId === undefined ? before.credentialId : (credentialId ?? undefined),
        dataSourceId: dataSourceId === undefined ? before.dataSourceId : (dataSourceId ?? undefined),
        version: before.version + 1,
        updatedAt: this.now().toISOString(),
      };
      const refusal = this.#refusal(channel);
      if (refusal !== undefined) return { kind: refusal };
      await announce(channel);
      this.#channels.set(id, channel);
      return { kind: 'changed', channel };
    });
  }

  remove(id: ChannelId, announce: ChannelAnnouncer): Promise<void> {
    return this.#tasks.run(async () => {
      if (!this.#channels.has(id)) return;
      await announce({ id, removed: true });
      this.#channels.delete(id);
      this.#removed.add(id);
    });
  }

  numbers(): Promise<readonly ChannelId[]> {
    return Promise.resolve([...this.#channels.keys(), ...this.#removed].sort((a, b) => a - b));
  }

  announceAgain(id: ChannelId, announce: ChannelAnnouncer): Promise<void> {
    return this.#tasks.run(async () => {
      const channel = this.#channels.get(id);
      if (channel !== undefined) await announce(channel);
      else if (this.#removed.has(id)) await announce({ id, removed: true });
    });
  }

  #refusal({ id, libraryId, name, credentialId }: NewChannel & { readonly id?: ChannelId }): ChannelConflict | undefined {
    const isTaken = [...this.#channels.values()].some((one) => one.id !== id && one.libraryId === libraryId && one.name === name);
    if (isTaken) return 'name-taken';
    return credentialId === undefined || this.beside.hasCredential(credentialId) ? undefined : 'credential-gone';
  }
}
