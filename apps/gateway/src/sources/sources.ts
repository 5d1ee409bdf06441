import { isUuid, type OutputType, type SourceTest, type SourceTestReport } from '@throughline/contracts';
import type { AdministrationLog } from '../people/administration-log/index.js';
import type { CredentialStore } from '../credentials/index.js';
import { Problem, invalid, notFound } from '../kit/http/problems/problem.js';
import { changeAtRevision, type RevisionCheck, type RowRequest } from '../kit/http/requests/change-at-revision.js';
import { hasValue } from '../kit/http/requests/has-value.js';
import { TypedContents, type TypedFields } from '../outputs/index.js';
import type { ReferencesTo } from '../kit/references/index.js';
import type { TemplateStore } from '../templates/index.js';
import type { ShownSource } from './shown-source.js';
import { recordPause, sourceRecords } from './source-records.js';
import type { SourceService } from './source-service.js';
import type { SourceConflict, SourceStore } from './source-store.js';
import { toSourceConfig, type Source, type SourceContent, type SourceId } from './source.js';
import type { SourceBody } from './sources.dto.js';
import type { SourceSync } from './syncs/sync.js';
import type { SourceSyncs, SyncRequest } from './syncs/source-syncs.js';
import type { SyncStore } from './syncs/sync-store.js';

export interface SourcesParts {
  readonly store: SourceStore;
  readonly history: SyncStore;
  readonly syncs: Pick<SourceSyncs, 'start'>;
  readonly service: SourceService;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly templates: Pick<TemplateStore, 'find'>;
  readonly references: ReferencesTo<'source'>;
  readonly log: AdministrationLog;
}

/** The act that a problem names. */
type Act = 'create' | 'change' | 'test';

/** A request waits this long for its sync, and then answers without the result. */
const WAIT_MS = 10_000;

const credentialProblem = (act: Act, id: number): Problem =>
  new Problem('credential-not-found', { detail: `Cannot ${act} source: credential ${String(id)} not found or access denied` });

function requireWritten<T>(written: T | SourceConflict, act: Act, credentialId: number | undefined): T {
  if (written === 'name-taken') throw new Problem('source-name-taken');
  if (written === 'credential-gone') throw credentialProblem(act, credentialId ?? 0);
  return written;
}

const settled = async (ended: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
};

/** The sources that the users of a library have set up. Those of other libraries do not exist for the caller (USR-01). */
export class Sources {
  readonly #contents: TypedContents;

  constructor(private readonly parts: SourcesParts) {
    this.#contents = new TypedContents('sources', parts.credentials);
  }

  types(): Promise<readonly OutputType[]> {
    return this.parts.service.types();
  }

  async list(libraryId: string): Promise<readonly ShownSource[]> {
    const sources = await this.parts.store.list(libraryId);
    const [latest, useOf] = await Promise.all([
      this.parts.history.latest(sources.map(({ id }) => id)),
      this.parts.references.read(libraryId),
    ]);
    return sources.map((source) => ({ source, lastSync: latest.get(source.id), use: useOf(source.id) }));
  }

  async read(libraryId: string, id: SourceId): Promise<ShownSource> {
    return this.#show(await this.find(libraryId, id));
  }

  async find(libraryId: string, id: SourceId): Promise<Source> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  async add(libraryId: string, body: SourceBody): Promise<ShownSource> {
    const content = await this.#readContent(libraryId, body, 'create');
    const { log, store } = this.parts;
    const added = await log.change(
      () => store.add({ libraryId, ...content }),
      (one) => typeof one !== 'string' && sourceRecords.created(one),
    );
    return this.#show(requireWritten(added, 'create', content.credentialId));
  }

  async replace(ref: RowRequest, body: SourceBody): Promise<ShownSource> {
    const replaced = await changeAtRevision(this.#check(ref), async (before) => {
      const content = await this.#readContent(ref.libraryId, body, 'change');
      const { log, store } = this.parts;
      const after = await log.change(
        () => store.replace(before, content),
        (one) => typeof one !== 'string' && sourceRecords.changed(before, one),
      );
      return requireWritten(after, 'change', content.credentialId);
    });
    return this.#show(replaced);
  }

  async setPaused(libraryId: string, id: SourceId, isPaused: boolean): Promise<ShownSource> {
    const before = await this.find(libraryId, id);
    const { log, store } = this.parts;
    const changed = await log.change(
      () => store.setPaused(id, isPaused),
      (after) => after && recordPause(before, after),
    );
    if (changed === undefined) throw notFound();
    return this.#show(changed);
  }

  /**
   * Refuses a source that templates name. With `detachedBy`, that user detaches them: after it is gone, so that a refused request changes nothing.
   * After a failure in between, the conditions of templates name a source that does not exist, and no item meets them.
   */
  async remove(ref: RowRequest, detachedBy?: string): Promise<void> {
    const { log, store, references } = this.parts;
    const removed = await changeAtRevision(this.#check(ref), async (before) => {
      if (detachedBy === undefined) await this.#requireUnused(before);
      const isRemoved = await log.change(
        () => store.remove(before),
        (isDone) => isDone && sourceRecords.deleted(before),
      );
      return isRemoved ? before : 'stale';
    });
    if (detachedBy !== undefined) await references.detach({ libraryId: removed.libraryId, key: removed.id }, detachedBy);
  }

  /** Tests settings that are not saved. */
  async test(libraryId: string, body: TypedFields): Promise<SourceTestReport> {
    return this.#test(await this.#readTyped(libraryId, body, 'test'), 'connection');
  }

  async testSaved(libraryId: string, id: SourceId): Promise<SourceTestReport> {
    return this.#test(await this.find(libraryId, id), 'connection');
  }

  /** Starts a sync and returns it when it has ended, or after a while. */
  async sync(libraryId: string, id: SourceId, request: SyncRequest): Promise<SourceSync> {
    const { isPaused } = await this.find(libraryId, id);
    if (isPaused && request.dryRun !== true) throw new Problem('source-paused');
    const started = await this.parts.syncs.start(id, request);
    await settled(started.ended);
    return this.#findSync(id, started.id);
  }

  async listSyncs(libraryId: string, id: SourceId): Promise<readonly SourceSync[]> {
    await this.find(libraryId, id);
    return this.parts.history.list(id);
  }

  async readSync(libraryId: string, id: SourceId, syncId: string): Promise<SourceSync> {
    await this.find(libraryId, id);
    return this.#findSync(id, syncId);
  }

  async #requireUnused({ libraryId, id }: Source): Promise<void> {
    const { templates, jobs } = (await this.parts.references.read(libraryId))(id);
    if (templates.length === 0) return;
    const names = [...templates.map(({ name }) => `the template ${name}`), ...jobs.map(({ name }) => `the job ${name}`)];
    throw new Problem('source-in-use', {
      detail: `These use the source: ${names.join(', ')}.`,
      members: { used_by: { templates, jobs } },
    });
  }

  async #findSync(id: SourceId, syncId: string): Promise<SourceSync> {
    const found = isUuid(syncId) ? await this.parts.history.find(id, syncId) : undefined;
    if (found === undefined) throw notFound();
    return found;
  }

  async #show(source: Source): Promise<ShownSource> {
    const { history, references } = this.parts;
    const [latest, useOf] = await Promise.all([history.latest([source.id]), references.read(source.libraryId)]);
    return { source, lastSync: latest.get(source.id), use: useOf(source.id) };
  }

  #check({ libraryId, id, ifMatch }: RowRequest): RevisionCheck<Source> {
    return { ifMatch, read: () => this.find(libraryId, id), otherwise: 'source-changed' };
  }

  async #readContent(libraryId: string, body: SourceBody, act: Act): Promise<SourceContent> {
    const { template_id: templateId } = body;
    const brings = body.brings ?? 'recording';
    if (hasValue(templateId) && (await this.parts.templates.find(libraryId, templateId)) === undefined)
      throw new Problem('unknown-template');
    const typed = await this.#readTyped(libraryId, body, act);
    await this.#requireValid(typed);
    return {
      name: body.name,
      ...typed,
      brings,
      templateId: templateId ?? undefined,
      // Documents are processed as soon as they arrive, from a source as from an upload.
      isRun: body.run ?? brings === 'document',
      intervalMinutes: body.interval_minutes ?? undefined,
    };
  }

  #readTyped(libraryId: string, body: TypedFields, act: Act): Promise<Pick<SourceContent, 'type' | 'settings' | 'credentialId'>> {
    return this.#contents.read(libraryId, body, { types: () => this.types(), refuse: (id) => credentialProblem(act, id) });
  }

  #test(
    content: Pick<SourceContent, 'type' | 'settings' | 'credentialId'>,
    extent: SourceTest['extent'],
  ): Promise<SourceTestReport> {
    return this.parts.service.test({ v: 1, source: toSourceConfig(content), extent });
  }

  /** The type knows rules that its form cannot state. */
  async #requireValid(content: Pick<SourceContent, 'type' | 'settings' | 'credentialId'>): Promise<void> {
    const wrong = (await this.#test(content, 'settings')).items.filter(({ result }) => result === 'wrong');
    if (wrong.length > 0) throw invalid(wrong.map(({ message }) => ({ pointer: '/settings', message })));
  }
}
