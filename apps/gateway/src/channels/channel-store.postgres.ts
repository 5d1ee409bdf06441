import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ACTION_TYPES, type ActionType } from '@throughline/contracts';
import { IsNull, Raw, Repository } from 'typeorm';
import { updateReturning } from '../kit/database/update-returning.js';
import { orConflict } from '../kit/database/violations.js';
import { isActiveLibrary } from '../people/index.js';
import { ChannelEntity } from './channel.entity.js';
import type { Channel, ChannelChange, ChannelId, NewChannel } from './channel.js';
import type { ChannelChangeResult, ChannelStore, ChannelConflict, ChannelAnnouncer } from './channel-store.js';

const isActionType = (text: string): text is ActionType => (ACTION_TYPES as readonly string[]).includes(text);

function channelOf(row: ChannelEntity): Channel {
  if (!isActionType(row.actionType))
    throw new Error(`The database has a channel of the type '${row.actionType}', which this version does not support`);
  return {
    id: Number(row.id),
    libraryId: row.libraryId,
    name: row.name,
    actionType: row.actionType,
    fieldMap: row.fieldMap,
    credentialId: row.credentialId === null ? undefined : Number(row.credentialId),
    dataSourceId: row.dataSourceId ?? undefined,
    outputs: row.outputs,
    language: row.language,
    secretHash: row.secretHash,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The request works in the library, so a violated foreign key can only be the credential. */
const CONFLICTS = { unique: 'name-taken', 'foreign-key': 'credential-gone' } as const;

/** Returns the columns of a new channel or of a change: null removes a value, an omitted field stays. */
const columnsOf = <Fields extends ChannelChange>({ credentialId, outputs, ...rest }: Fields) => ({
  ...rest,
  ...(credentialId !== undefined && { credentialId: credentialId === null ? null : String(credentialId) }),
  ...(outputs !== undefined && { outputs: [...outputs] }),
});

const lock = (channels: Repository<ChannelEntity>, id: ChannelId): Promise<ChannelEntity | null> =>
  channels.findOne({ where: { id: String(id) }, lock: { mode: 'pessimistic_write' } });

@Injectable()
export class PostgresChannelStore implements ChannelStore {
  constructor(@InjectRepository(ChannelEntity) private readonly channels: Repository<ChannelEntity>) {}

  async list(libraryId: string): Promise<readonly Channel[]> {
    return (await this.channels.find({ where: { libraryId, removedAt: IsNull() }, order: { id: 'ASC' } })).map(channelOf);
  }

  async find(id: ChannelId): Promise<Channel | undefined> {
    const row = await this.channels.findOneBy({ id: String(id), removedAt: IsNull() });
    return row === null ? undefined : channelOf(row);
  }

  async findBySecret(name: string, secretHash: string): Promise<Channel | undefined> {
    const row = await this.channels.findOneBy({ secretHash, name, removedAt: IsNull(), libraryId: Raw(isActiveLibrary) });
    return row === null ? undefined : channelOf(row);
  }

  add(channel: NewChannel, announce: ChannelAnnouncer): Promise<Channel | ChannelConflict> {
    const written = this.transaction(async (channels) => {
      const { credentialId = null, dataSourceId = null, ...fields } = channel;
      const row = channels.create(columnsOf({ ...fields, credentialId, dataSourceId }));
      await channels.insert(row);
      const added = channelOf(row);
      await announce(added);
      return added;
    });
    return orConflict(written, CONFLICTS);
  }

  async change(
    id: ChannelId,
    change: ChannelChange,
    { isExpected, announce }: { readonly isExpected: (channel: Channel) => boolean; readonly announce: ChannelAnnouncer },
  ): Promise<ChannelChangeResult> {
    const result = this.transaction(async (channels): Promise<ChannelChangeResult> => {
      const before = await lock(channels, id);
      if (before === null || before.removedAt !== null) return { kind: 'absent' };
      if (!isExpected(channelOf(before))) return { kind: 'other' };
      const row = await updateReturning(
        channels,
        { id: before.id },
        {
          ...columnsOf(change),
          version: () => 'version + 1',
          updatedAt: () => 'clock_timestamp()',
        },
      );
      if (row === undefined) throw new Error('The database has changed a channel and does not show it');
      const channel = channelOf(row);
      await announce(channel);
      return { kind: 'changed', channel };
    });
    const written = await orConflict(result, CONFLICTS);
    return typeof written === 'string' ? { kind: written } : written;
  }

  async remove(id: ChannelId, announce: ChannelAnnouncer): Promise<void> {
    await this.transaction(async (channels) => {
      const before = await lock(channels, id);
      if (before === null || before.removedAt !== null) return;
      await channels.update({ id: before.id }, { removedAt: () => 'now()', credentialId: null });
      await announce({ id, removed: true });
    });
  }

  async numbers(): Promise<readonly ChannelId[]> {
    const rows = await this.channels.find({ select: { id: true }, order: { id: 'ASC' } });
    return rows.map(({ id }) => Number(id));
  }

  async announceAgain(id: ChannelId, announce: ChannelAnnouncer): Promise<void> {
    await this.transaction(async (channels) => {
      const row = await lock(channels, id);
      if (row !== null) await announce(row.removedAt === null ? channelOf(row) : { id, removed: true });
    });
  }

  private transaction<T>(run: (channels: Repository<ChannelEntity>) => Promise<T>): Promise<T> {
    return this.channels.manager.transaction((manager) => run(manager.withRepository(this.channels)));
  }
}
