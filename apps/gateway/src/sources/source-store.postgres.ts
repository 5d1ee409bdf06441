import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { updateReturning } from '../kit/database/update-returning.js';
import { orConflict } from '../kit/database/violations.js';
import { SourceEntity } from './source.entity.js';
import type { NewSource, Source, SourceContent, SourceId } from './source.js';
import type { ReadSource, SourceChoice, SourceConflict, SourceStore } from './source-store.js';

export const sourceOf = (row: SourceEntity): Source => ({
  id: Number(row.id),
  libraryId: row.libraryId,
  name: row.name,
  type: row.type,
  settings: row.settings,
  credentialId: row.credentialId === null ? undefined : Number(row.credentialId),
  brings: row.brings,
  templateId: row.templateId === null ? undefined : Number(row.templateId),
  isRun: row.runs,
  intervalMinutes: row.intervalMinutes ?? undefined,
  isPaused: row.paused,
  nextSyncAt: row.nextSyncAt?.toISOString(),
  revision: row.revision,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const textOrNull = (id: number | undefined): string | null => (id === undefined ? null : String(id));

const columnsOf = ({ credentialId, templateId, isRun, intervalMinutes, ...content }: SourceContent) => ({
  name: content.name,
  nameKey: content.name.toLowerCase(),
  type: content.type,
  settings: content.settings,
  brings: content.brings,
  credentialId: textOrNull(credentialId),
  templateId: textOrNull(templateId),
  runs: isRun,
  intervalMinutes: intervalMinutes ?? null,
});

/** A library's user is never removed, so the only foreign key that can be violated is that of the credential. */
const CONFLICTS = { unique: 'name-taken', 'foreign-key': 'credential-gone' } as const;

@Injectable()
export class PostgresSourceStore implements SourceStore {
  constructor(@InjectRepository(SourceEntity) private readonly sources: Repository<SourceEntity>) {}

  async list(libraryId: string): Promise<readonly Source[]> {
    return (await this.sources.find({ where: { libraryId }, order: { id: 'ASC' } })).map(sourceOf);
  }

  async find(id: SourceId): Promise<Source | undefined> {
    const row = await this.sources.findOneBy({ id: String(id) });
    return row === null ? undefined : sourceOf(row);
  }

  async add({ libraryId, ...content }: NewSource): Promise<Source | SourceConflict> {
    const due = content.intervalMinutes === undefined ? {} : { nextSyncAt: () => 'now()' };
    const written = await orConflict(this.sources.insert({ libraryId, ...columnsOf(content), ...due }), CONFLICTS);
    if (typeof written === 'string') return written;
    const id = String(written.identifiers[0]?.['id']);
    return sourceOf(await this.sources.findOneByOrFail({ id }));
  }

  async replace({ id, revision }: ReadSource, content: SourceContent): Promise<Source | SourceConflict | 'stale'> {
    const values = {
      ...columnsOf(content),
      // The place may be another one now.
      cursor: null,
      nextSyncAt: () =>
        content.intervalMinutes === undefined ? 'case when interval_minutes is null or pass_owed then next_sync_at end' : 'now()',
      revision: revision + 1,
      updatedAt: () => 'clock_timestamp()',
    };
    const row = await orConflict(updateReturning(this.sources, { id: String(id), revision }, values), CONFLICTS);
    return typeof row === 'string' ? row : row === undefined ? 'stale' : sourceOf(row);
  }

  async setPaused(id: SourceId, paused: boolean): Promise<Source | undefined> {
    const values = {
      paused,
      revision: () => 'revision + 1',
      updatedAt: () => 'clock_timestamp()',
      ...(paused ? {} : { nextSyncAt: () => 'case when interval_minutes is null then next_sync_at else now() end' }),
    };
    const changed = await updateReturning(this.sources, { id: String(id), paused: !paused }, values);
    return changed === undefined ? this.find(id) : sourceOf(changed);
  }

  async detachTemplate(libraryId: string, templateId: number): Promise<void> {
    await this.sources.update(
      { libraryId, templateId: String(templateId) },
      { templateId: null, runs: false, revision: () => 'revision + 1', updatedAt: () => 'clock_timestamp()' },
    );
  }

  async requestSyncs(choice: SourceChoice): Promise<number> {
    const [condition, ...values] =
      'setting' in choice
        ? ['settings ->> $2 = $3', choice.setting, choice.value]
        : ['credential_id in (select id from control.credential where type = $1 and account_id = $2)', choice.accountId];
    const [, count] = await this.sources.query<[unknown, number]>(
      `update control.source set next_sync_at = clock_timestamp(), pass_owed = true where type = $1 and ${condition}`,
      [choice.type, ...values],
    );
    return count;
  }

  async remove({ id, revision }: ReadSource): Promise<boolean> {
    return (await this.sources.delete({ id: String(id), revision })).affected === 1;
  }
}
