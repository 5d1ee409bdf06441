import { newId, type DocumentRule } from '@throughline/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { updateReturning } from '../kit/database/update-returning.js';
import { orConflict } from '../kit/database/violations.js';
import { DismissedRuleEntity, DocumentRuleEntity } from './document-rule.entity.js';
import type { DocumentRuleContent, DocumentRuleId, NewDocumentRule, SavedDocumentRule } from './document-rule.js';
import type { DocumentRuleStore, ReadRule } from './document-rule-store.js';
import { toRunRules } from './run-rules.js';

const ruleOf = ({ id, createdAt, updatedAt, ...row }: DocumentRuleEntity): SavedDocumentRule => ({
  ...row,
  id: Number(id),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const rowOf = ({ id, revision }: ReadRule): { readonly id: string; readonly revision: number } => ({ id: String(id), revision });

const CONFLICTS = { unique: 'name-taken' } as const;

@Injectable()
export class PostgresDocumentRuleStore implements DocumentRuleStore {
  constructor(
    @InjectRepository(DocumentRuleEntity) private readonly rules: Repository<DocumentRuleEntity>,
    @InjectRepository(DismissedRuleEntity) private readonly dismissals: Repository<DismissedRuleEntity>,
  ) {}

  async rulesOf(libraryId: string): Promise<readonly DocumentRule[]> {
    return toRunRules(await this.list(libraryId));
  }

  async list(libraryId: string): Promise<readonly SavedDocumentRule[]> {
    return (await this.rules.find({ where: { libraryId }, order: { id: 'ASC' } })).map(ruleOf);
  }

  async find(libraryId: string, id: DocumentRuleId): Promise<SavedDocumentRule | undefined> {
    const row = await this.rules.findOneBy({ id: String(id), libraryId });
    return row === null ? undefined : ruleOf(row);
  }

  async insert({ tags, ...rule }: NewDocumentRule): Promise<SavedDocumentRule | 'name-taken'> {
    const row = this.rules.create({ ...rule, tags: [...tags], key: newId() });
    const inserted = await orConflict(this.rules.insert(row), CONFLICTS);
    return inserted === 'name-taken' ? inserted : ruleOf(row);
  }

  async replace(
    read: ReadRule,
    { name, sender, tags, type, isEnabled }: DocumentRuleContent,
  ): Promise<SavedDocumentRule | 'name-taken' | 'stale'> {
    const values = {
      ...{ name, sender, tags: [...tags], type, isEnabled },
      revision: () => 'revision + 1',
      updatedAt: () => 'clock_timestamp()',
    };
    const row = await orConflict(updateReturning(this.rules, rowOf(read), values), CONFLICTS);
    return row === 'name-taken' ? row : row === undefined ? 'stale' : ruleOf(row);
  }

  async remove(read: ReadRule): Promise<boolean> {
    return (await this.rules.delete(rowOf(read))).affected === 1;
  }

  async dismissed(libraryId: string): Promise<ReadonlySet<string>> {
    return new Set((await this.dismissals.findBy({ libraryId })).map(({ suggestion }) => suggestion));
  }

  async dismiss(libraryId: string, suggestion: string): Promise<void> {
    await this.dismissals.createQueryBuilder().insert().values({ libraryId, suggestion }).orIgnore().execute();
  }

  async bringBack(libraryId: string, suggestion: string): Promise<boolean> {
    return (await this.dismissals.delete({ libraryId, suggestion })).affected === 1;
  }
}
