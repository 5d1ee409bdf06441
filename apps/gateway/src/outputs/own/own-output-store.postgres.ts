import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { updateReturning } from '../../kit/database/update-returning.js';
import { orConflict } from '../../kit/database/violations.js';
import { OwnOutputEntity } from './own-output.entity.js';
import type { LastTest, NewOwnOutput, OwnOutput, OwnOutputContent, OwnOutputId } from './own-output.js';
import type { EndedTest, OwnOutputConflict, OwnOutputStore, ReadOwnOutput } from './own-output-store.js';

const lastTestOf = ({ testedAt, testItems, testGrant }: OwnOutputEntity): LastTest | undefined =>
  testedAt === null || testItems === null
    ? undefined
    : { at: testedAt.toISOString(), items: testItems, grantId: testGrant ?? undefined };

const ownOutputOf = (row: OwnOutputEntity): OwnOutput => ({
  id: Number(row.id),
  libraryId: row.libraryId,
  name: row.name,
  type: row.type,
  settings: row.settings,
  credentialId: row.credentialId === null ? undefined : Number(row.credentialId),
  ...(Object.keys(row.patterns).length === 0 ? {} : { patterns: row.patterns }),
  revision: row.revision,
  lastTest: lastTestOf(row),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const UNTESTED = { testedAt: null, testItems: null, testGrant: null } as const;

const columnsOf = ({ type, settings, credentialId, patterns = {} }: OwnOutputContent) => ({
  type,
  settings,
  credentialId: credentialId === undefined ? null : String(credentialId),
  patterns,
});

/** A library's user is never removed, so the only foreign key that can be violated is that of the credential. */
const GONE = { 'foreign-key': 'credential-gone' } as const;

@Injectable()
export class PostgresOwnOutputStore implements OwnOutputStore {
  constructor(@InjectRepository(OwnOutputEntity) private readonly outputs: Repository<OwnOutputEntity>) {}

  async list(libraryId: string): Promise<readonly OwnOutput[]> {
    return (await this.outputs.find({ where: { libraryId }, order: { id: 'ASC' } })).map(ownOutputOf);
  }

  /** Without entities: each read of an item asks. */
  async versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows: readonly { readonly id: string; readonly version: string }[] = await this.outputs.query(
      `select library_id as id, string_agg(concat_ws('.', id, revision), ' ' order by id) as version
       from control.preset where library_id = any($1::bpchar[]) group by library_id`,
      [libraryIds],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  async find(id: OwnOutputId): Promise<OwnOutput | undefined> {
    const row = await this.outputs.findOneBy({ id: String(id) });
    return row === null ? undefined : ownOutputOf(row);
  }

  async add({ libraryId, name, ...content }: NewOwnOutput): Promise<OwnOutput | OwnOutputConflict> {
    const row = this.outputs.create({ libraryId, name, ...columnsOf(content), ...UNTESTED });
    const added = await orConflict(this.outputs.insert(row), { ...GONE, unique: 'name-taken' });
    return typeof added === 'string' ? added : ownOutputOf(row);
  }

  async replace({ id, revision }: ReadOwnOutput, content: OwnOutputContent): Promise<OwnOutput | 'stale' | 'credential-gone'> {
    const values = { ...columnsOf(content), ...UNTESTED, revision: revision + 1, updatedAt: () => 'clock_timestamp()' };
    const row = await orConflict(updateReturning(this.outputs, { id: String(id), revision }, values), GONE);
    return row === 'credential-gone' ? row : row === undefined ? 'stale' : ownOutputOf(row);
  }

  async recordTest({ id, revision }: ReadOwnOutput, { items, grantId }: EndedTest): Promise<void> {
    const values = { testedAt: () => 'clock_timestamp()', testItems: items, testGrant: grantId ?? null };
    await this.outputs.update({ id: String(id), revision }, values);
  }

  async remove({ id, revision }: ReadOwnOutput): Promise<boolean> {
    return (await this.outputs.delete({ id: String(id), revision })).affected === 1;
  }
}
