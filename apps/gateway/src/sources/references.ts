import { RECONNECT } from '../credentials/index.js';
import { named, OffersReference, type NamedKey, type Reference, type Uses } from '../kit/references/index.js';
import type { SourceStore } from './source-store.js';
import type { SourceId } from './source.js';
import type { SourceSync } from './syncs/sync.js';
import type { SyncStore } from './syncs/sync-store.js';

/** The sources that bind their items to a template. */
@OffersReference()
export class SourcesOfTemplates implements Reference<'template', 'sources'> {
  readonly of = 'template';
  readonly by = 'sources';

  constructor(private readonly parts: { readonly store: Pick<SourceStore, 'list' | 'detachTemplate'> }) {}

  async list(libraryId: string): Promise<(template: number) => Uses['template']['sources']> {
    const sources = await this.parts.store.list(libraryId);
    return (template) => sources.filter(({ templateId }) => templateId === template).map(named);
  }

  /** The sources start no runs then. */
  async detach({ libraryId, key }: NamedKey<'template'>): Promise<void> {
    await this.parts.store.detachTemplate(libraryId, key);
  }
}

const isRefused = ({ problem, entries }: SourceSync): boolean =>
  problem?.code === RECONNECT || entries.some(({ code }) => code === RECONNECT);

/** The sources that read with a credential. A missing permission is known only from the sync that it has stopped. */
@OffersReference()
export class SourcesOfCredentials implements Reference<'credential', 'sources'> {
  readonly of = 'credential';
  readonly by = 'sources';

  constructor(
    private readonly parts: { readonly store: Pick<SourceStore, 'list'>; readonly history: Pick<SyncStore, 'latest'> },
  ) {}

  async list(libraryId: string): Promise<(credential: number) => Uses['credential']['sources']> {
    const { store, history } = this.parts;
    const sources = (await store.list(libraryId)).filter(({ credentialId }) => credentialId !== undefined);
    const latest = sources.length === 0 ? new Map<SourceId, SourceSync>() : await history.latest(sources.map(({ id }) => id));
    const refusedAt = (id: SourceId): string | undefined => {
      const sync = latest.get(id);
      return sync !== undefined && isRefused(sync) ? sync.startedAt : undefined;
    };
    return (credential) =>
      sources
        .filter(({ credentialId }) => credentialId === credential)
        .map(({ id, name }) => ({ name, refusedAt: refusedAt(id) }));
  }
}
