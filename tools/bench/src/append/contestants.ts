import { jetstream } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { eventSubject } from '@throughline/contracts';
import { JetStreamEventStore, MemoryDataKeys, NO_REVISION, ensureEventStreams, type Revision } from '@throughline/event-store';
import type { Pool } from 'pg';
import { BarePublisher } from '../servers/bare-publisher.js';
import type { BenchBroker } from '../servers/brokers.js';
import type { NextAppend } from './commits.js';

/** Appends what it is given; what a lane has to remember of its asset it keeps itself. */
export type Append = (lane: number, next: NextAppend) => Promise<void>;

const encoder = new TextEncoder();

/** What the product's append sends along, so that the server has the same to do. */
const headersOf = (id: string, expected: number): MsgHdrs => {
  const fields = headers();
  fields.set('Nats-Msg-Id', id);
  fields.set('Nats-Expected-Last-Subject-Sequence', String(expected));
  return fields;
};

/** Of the asset that a lane is at; nothing once it goes on to another. */
class LastOfLane<T> {
  readonly #last = new Map<number, T>();
  constructor(private readonly none: T) {}

  of(lane: number, { version }: NextAppend): T {
    return version === 1 ? this.none : (this.#last.get(lane) ?? this.none);
  }
  keep(lane: number, value: T): void {
    this.#last.set(lane, value);
  }
}

const ours = (store: JetStreamEventStore): Append => {
  const revisions = new LastOfLane<Revision>(NO_REVISION);
  return async (lane, next) => {
    const { revision } = await store.append(next.assetId, next.commit, revisions.of(lane, next));
    revisions.keep(lane, revision);
  };
};

type Publish = (subject: string, bytes: Uint8Array, fields: MsgHdrs) => Promise<number>;

/** JSON and headers as the product has them, without its checks and without its care. */
const published = (partitions: number, publish: Publish): Append => {
  const sequences = new LastOfLane(0);
  return async (lane, next) => {
    const bytes = encoder.encode(JSON.stringify(next.commit));
    const fields = headersOf(next.commit.id, sequences.of(lane, next));
    sequences.keep(lane, await publish(eventSubject(next.assetId, partitions), bytes, fields));
  };
};

export interface OverBroker {
  readonly ours: Append;
  readonly bare: Append;
  readonly client: Append;
}

export async function overBroker({ nc }: BenchBroker): Promise<OverBroker> {
  const { partitions } = await ensureEventStreams(nc);
  const store = await JetStreamEventStore.open(nc, { keys: new MemoryDataKeys() });
  const bare = new BarePublisher(nc);
  const client = jetstream(nc);
  return {
    ours: ours(store),
    bare: published(partitions, (subject, bytes, fields) => bare.publish(subject, bytes, fields)),
    client: published(
      partitions,
      async (subject, bytes, fields) => (await client.publish(subject, bytes, { headers: fields })).seq,
    ),
  };
}

export const createTable = (pool: Pool): Promise<unknown> =>
  pool.query(`create table event (
    position bigserial primary key, stream uuid not null, version int not null, body jsonb not null, unique (stream, version))`);

/** The plain way: one row for a commit; the unique key refuses the second writer. */
export const overTable =
  (pool: Pool): Append =>
  async (_lane, { assetId, version, commit }) => {
    const values = [assetId, version, JSON.stringify(commit)];
    await pool.query({ name: 'append', text: 'insert into event (stream, version, body) values ($1, $2, $3)', values });
  };
