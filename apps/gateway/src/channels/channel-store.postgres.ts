import { ACTION_TYPES, type ActionType, type FieldMap } from '@throughline/contracts';
import type { DataSource } from 'typeorm';
import { isViolation } from '../control/violations.js';
import type { Channel, ChannelChange, ChannelId, NewChannel } from './channel.js';
import type { Changed, ChannelStore, NotTaken, Tell } from './channel-store.js';

interface Columns {
  /** int8 comes as a text. */
  readonly id: string;
  readonly library_id: string;
  readonly name: string;
  readonly action_type: string;
  readonly field_map: FieldMap;
  readonly credential_id: string | null;
  readonly data_source_id: string | null;
  readonly outputs: readonly string[];
  readonly language: string;
  readonly secret_hash: string;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly removed_at: Date | null;
}

/** What of TypeORM can ask, within a transaction and outside. */
interface Asks {
  query<T>(sql: string, parameters?: unknown[]): Promise<T>;
}

const isActionType = (text: string): text is ActionType => (ACTION_TYPES as readonly string[]).includes(text);

function channelOf(row: Columns): Channel {
  if (!isActionType(row.action_type))
    throw new Error(`The database has a channel that does '${row.action_type}', of which this version does not know`);
  return {
    id: Number(row.id),
    libraryId: row.library_id,
    name: row.name,
    actionType: row.action_type,
    fieldMap: row.field_map,
    credentialId: row.credential_id === null ? undefined : Number(row.credential_id),
    dataSourceId: row.data_source_id ?? undefined,
    outputs: row.outputs,
    language: row.language,
    secretHash: row.secret_hash,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A library has one user for ever: of all that a channel names only its credential can be gone. */
function refusalOf(error: unknown): NotTaken | undefined {
  if (isViolation(error, 'unique')) return 'name-taken';
  return isViolation(error, 'foreign-key') ? 'credential-gone' : undefined;
}

const ADD = `
  insert into control.channel
    (library_id, name, action_type, field_map, credential_id, data_source_id, outputs, language, secret_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *`;

const CHANGE = `
  update control.channel set
    name = $2, action_type = $3, field_map = $4, credential_id = $5, data_source_id = $6, outputs = $7, language = $8,
    secret_hash = $9, version = version + 1, updated_at = clock_timestamp()
  where id = $1 returning *`;

const valuesOf = (channel: Omit<NewChannel, 'libraryId'>): unknown[] => [
  channel.name,
  channel.actionType,
  JSON.stringify(channel.fieldMap),
  channel.credentialId ?? null,
  channel.dataSourceId ?? null,
  channel.outputs,
  channel.language,
  channel.secretHash,
];

/** Null takes away, what is left out stays. */
const changed = (channel: Channel, { credentialId, dataSourceId, ...change }: ChannelChange): Channel => ({
  ...channel,
  ...change,
  credentialId: credentialId === undefined ? channel.credentialId : (credentialId ?? undefined),
  dataSourceId: dataSourceId === undefined ? channel.dataSourceId : (dataSourceId ?? undefined),
});

export class PostgresChannelStore implements ChannelStore {
  constructor(private readonly control: DataSource) {}

  async list(libraryId: string): Promise<readonly Channel[]> {
    const rows = await this.control.query<Columns[]>(
      'select * from control.channel where library_id = $1 and removed_at is null order by id',
      [libraryId],
    );
    return rows.map(channelOf);
  }

  async find(id: ChannelId): Promise<Channel | undefined> {
    const [row] = await this.control.query<Columns[]>('select * from control.channel where id = $1 and removed_at is null', [id]);
    return row === undefined ? undefined : channelOf(row);
  }

  async findBySecret(name: string, secretHash: string): Promise<Channel | undefined> {
    const [row] = await this.control.query<Columns[]>(
      `select c.* from control.channel c join control."user" u on u.id = c.library_id
       where c.secret_hash = $1 and c.name = $2 and c.removed_at is null and u.disabled_at is null`,
      [secretHash, name],
    );
    return row === undefined ? undefined : channelOf(row);
  }

  async add(channel: NewChannel, tell: Tell): Promise<Channel | NotTaken> {
    try {
      return await this.control.transaction(async (asks: Asks) => {
        const [row] = await asks.query<Columns[]>(ADD, [channel.libraryId, ...valuesOf(channel)]);
        if (row === undefined) throw new Error('The database has added a channel and does not show it');
        const added = channelOf(row);
        await tell(added);
        return added;
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) return refusal;
      throw error;
    }
  }

  async change(
    id: ChannelId,
    change: ChannelChange,
    { isExpected, tell }: { readonly isExpected: (channel: Channel) => boolean; readonly tell: Tell },
  ): Promise<Changed> {
    try {
      return await this.control.transaction(async (asks: Asks): Promise<Changed> => {
        const before = await this.locked(asks, id);
        if (before === undefined || before.removed_at !== null) return { kind: 'absent' };
        if (!isExpected(channelOf(before))) return { kind: 'other' };
        const [[row]] = await asks.query<[Columns[], number]>(CHANGE, [id, ...valuesOf(changed(channelOf(before), change))]);
        if (row === undefined) throw new Error('The database has changed a channel and does not show it');
        const channel = channelOf(row);
        await tell(channel);
        return { kind: 'changed', channel };
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) return { kind: refusal };
      throw error;
    }
  }

  async remove(id: ChannelId, tell: Tell): Promise<void> {
    await this.control.transaction(async (asks: Asks) => {
      const before = await this.locked(asks, id);
      if (before === undefined || before.removed_at !== null) return;
      await asks.query('update control.channel set removed_at = now(), credential_id = null where id = $1', [id]);
      await tell({ id, removed: true });
    });
  }

  async numbers(): Promise<readonly ChannelId[]> {
    const rows = await this.control.query<{ id: string }[]>('select id from control.channel order by id');
    return rows.map(({ id }) => Number(id));
  }

  async retell(id: ChannelId, tell: Tell): Promise<void> {
    await this.control.transaction(async (asks: Asks) => {
      const row = await this.locked(asks, id);
      if (row !== undefined) await tell(row.removed_at === null ? channelOf(row) : { id, removed: true });
    });
  }

  private async locked(asks: Asks, id: ChannelId): Promise<Columns | undefined> {
    const [row] = await asks.query<Columns[]>('select * from control.channel where id = $1 for update', [id]);
    return row;
  }
}
