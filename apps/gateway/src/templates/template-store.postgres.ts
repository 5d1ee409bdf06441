import type { SharedSettings } from '@throughline/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { updateReturning } from '../kit/database/update-returning.js';
import { orConflict } from '../kit/database/violations.js';
import { LibraryEntity } from '../people/libraries/library.entity.js';
import { TemplateEntity } from './template.entity.js';
import type { LibraryConfig, NewTemplate, Template, TemplateContent, TemplateId, UserSettings } from './template.js';
import type { ReadRevision, RowToRemove, TemplateStore } from './template-store.js';

const templateOf = ({ id, createdAt, updatedAt, matchingRules, ...row }: TemplateEntity): Template => ({
  ...row,
  ...(matchingRules === null ? {} : { matchingRules }),
  id: Number(id),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const settingsOf = (library: LibraryEntity | null): UserSettings => ({
  config: library?.settings ?? {},
  revision: library?.settingsRevision ?? 1,
});

const rowOf = ({ id, revision }: ReadRevision): { readonly id: string; readonly revision: number } => ({
  id: String(id),
  revision,
});

interface LibraryVersion {
  readonly id: string;
  readonly version: string;
}

const CONFLICTS = { unique: 'name-taken' } as const;

@Injectable()
export class PostgresTemplateStore implements TemplateStore {
  constructor(
    @InjectRepository(TemplateEntity) private readonly templates: Repository<TemplateEntity>,
    @InjectRepository(LibraryEntity) private readonly libraries: Repository<LibraryEntity>,
  ) {}

  async load(libraryId: string): Promise<LibraryConfig> {
    const library = await this.libraries
      .createQueryBuilder('library')
      .select(['library.id', 'library.settings', 'library.settingsRevision'])
      .leftJoinAndMapMany('library.templates', TemplateEntity, 'template', 'template.libraryId = library.id')
      .where({ id: libraryId })
      .orderBy('template.id')
      .getOne();
    const { templates = [] } = (library ?? {}) as { readonly templates?: readonly TemplateEntity[] };
    return { settings: settingsOf(library), templates: templates.map(templateOf) };
  }

  /** Without entities: each read of an item asks. */
  async versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows: readonly LibraryVersion[] = await this.libraries.query(
      `select l.id, concat_ws(' ', l.settings_revision, (
         select string_agg(concat_ws('.', t.id, t.revision), ' ' order by t.id) from control.template t where t.library_id = l.id
       )) as version
       from control.library l where l.id = any($1::bpchar[])`,
      [libraryIds],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  async find(libraryId: string, id: TemplateId): Promise<Template | undefined> {
    const row = await this.templates.findOneBy({ id: String(id), libraryId });
    return row === null ? undefined : templateOf(row);
  }

  async insert(template: NewTemplate): Promise<Template | 'name-taken'> {
    const row = this.templates.create({ ...template, matchingRules: template.matchingRules ?? null });
    const inserted = await orConflict(this.templates.insert(row), CONFLICTS);
    return inserted === 'name-taken' ? inserted : templateOf(row);
  }

  async replace(
    read: ReadRevision,
    { name, isDraft, config, matchingRules }: TemplateContent,
  ): Promise<Template | 'name-taken' | 'stale'> {
    const values = {
      name,
      isDraft,
      config,
      matchingRules: matchingRules ?? null,
      revision: () => 'revision + 1',
      updatedAt: () => 'clock_timestamp()',
    };
    const row = await orConflict(updateReturning(this.templates, rowOf(read), values), CONFLICTS);
    return row === 'name-taken' ? row : row === undefined ? 'stale' : templateOf(row);
  }

  async remove({ id, revision }: RowToRemove): Promise<boolean> {
    const row = revision === undefined ? { id: String(id) } : rowOf({ id, revision });
    return (await this.templates.delete(row)).affected === 1;
  }

  async replaceSettings(libraryId: string, revision: number, config: SharedSettings): Promise<UserSettings | 'stale'> {
    const row = await updateReturning(
      this.libraries,
      { id: libraryId, settingsRevision: revision },
      { settings: config, settingsRevision: () => 'settings_revision + 1' },
    );
    return row === undefined ? 'stale' : settingsOf(row);
  }
}
