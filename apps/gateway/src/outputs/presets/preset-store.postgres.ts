import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { updateReturning } from '../../database/update-returning.js';
import { orConflict } from '../../database/violations.js';
import { PresetEntity } from './preset.entity.js';
import type { LastTest, NewPreset, Preset, PresetContent, PresetId } from './preset.js';
import type { EndedTest, PresetConflict, PresetStore, ReadPreset } from './preset-store.js';

const lastTestOf = ({ testedAt, testItems, testGrant }: PresetEntity): LastTest | undefined =>
  testedAt === null || testItems === null
    ? undefined
    : { at: testedAt.toISOString(), items: testItems, grantId: testGrant ?? undefined };

const presetOf = (row: PresetEntity): Preset => ({
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

const columnsOf = ({ type, settings, credentialId, patterns = {} }: PresetContent) => ({
  type,
  settings,
  credentialId: credentialId === undefined ? null : String(credentialId),
  patterns,
});

/** A library's user is never removed, so the only foreign key that can be violated is that of the credential. */
const GONE = { 'foreign-key': 'credential-gone' } as const;

@Injectable()
export class PostgresPresetStore implements PresetStore {
  constructor(@InjectRepository(PresetEntity) private readonly presets: Repository<PresetEntity>) {}

  async list(libraryId: string): Promise<readonly Preset[]> {
    return (await this.presets.find({ where: { libraryId }, order: { id: 'ASC' } })).map(presetOf);
  }

  async find(id: PresetId): Promise<Preset | undefined> {
    const row = await this.presets.findOneBy({ id: String(id) });
    return row === null ? undefined : presetOf(row);
  }

  async add({ libraryId, name, ...content }: NewPreset): Promise<Preset | PresetConflict> {
    const row = this.presets.create({ libraryId, name, ...columnsOf(content), ...UNTESTED });
    const added = await orConflict(this.presets.insert(row), { ...GONE, unique: 'name-taken' });
    return typeof added === 'string' ? added : presetOf(row);
  }

  async replace({ id, revision }: ReadPreset, content: PresetContent): Promise<Preset | 'stale' | 'credential-gone'> {
    const values = { ...columnsOf(content), ...UNTESTED, revision: revision + 1, updatedAt: () => 'clock_timestamp()' };
    const row = await orConflict(updateReturning(this.presets, { id: String(id), revision }, values), GONE);
    return row === 'credential-gone' ? row : row === undefined ? 'stale' : presetOf(row);
  }

  async recordTest({ id, revision }: ReadPreset, { items, grantId }: EndedTest): Promise<void> {
    const values = { testedAt: () => 'clock_timestamp()', testItems: items, testGrant: grantId ?? null };
    await this.presets.update({ id: String(id), revision }, values);
  }

  async remove({ id, revision }: ReadPreset): Promise<boolean> {
    return (await this.presets.delete({ id: String(id), revision })).affected === 1;
  }
}
