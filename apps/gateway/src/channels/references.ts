import type { AdministrationLog } from '../people/administration-log/index.js';
import { OffersReference, type NamedKey, type Reference, type Uses } from '../kit/references/index.js';
import { changeChannel } from './channel-records.js';
import type { ChannelAnnouncer, ChannelStore } from './channel-store.js';

export interface ChannelsOfOutputsParts {
  readonly store: Pick<ChannelStore, 'list' | 'change'>;
  readonly log: AdministrationLog;
  readonly announce: ChannelAnnouncer;
}

/** The channels that deliver to an output. */
@OffersReference()
export class ChannelsOfOutputs implements Reference<'output', 'channels'> {
  readonly of = 'output';
  readonly by = 'channels';

  constructor(private readonly parts: ChannelsOfOutputsParts) {}

  async list(libraryId: string): Promise<(output: string) => Uses['output']['channels']> {
    const channels = await this.parts.store.list(libraryId);
    return (output) => channels.filter(({ outputs }) => outputs.includes(output)).map(({ name }) => name);
  }

  async detach({ libraryId, key }: NamedKey<'output'>): Promise<void> {
    const { store, log, announce } = this.parts;
    const written: unknown[] = [];
    for (const { id, version, outputs } of await store.list(libraryId)) {
      if (!outputs.includes(key)) continue;
      const change = { outputs: outputs.filter((one) => one !== key) };
      const { kind } = await changeChannel({ store, log }, id, change, {
        isExpected: (channel) => channel.version === version,
        announce,
      });
      written.push(kind);
    }
    if (written.includes('other')) await this.detach({ libraryId, key });
  }
}

/** The channels whose pages are written with a credential. */
@OffersReference()
export class ChannelsOfCredentials implements Reference<'credential', 'channels'> {
  readonly of = 'credential';
  readonly by = 'channels';

  constructor(private readonly parts: { readonly store: Pick<ChannelStore, 'list'> }) {}

  async list(libraryId: string): Promise<(credential: number) => Uses['credential']['channels']> {
    const channels = await this.parts.store.list(libraryId);
    return (credential) => channels.filter(({ credentialId }) => credentialId === credential).map(({ name }) => name);
  }
}
