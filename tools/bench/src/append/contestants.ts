import { jetstream } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { eventSubject } from '@throughline/contracts';
import { JetStreamEventStore, MemoryDataKeys, NO_REVISION, ensureEventStreams, type Revision } from '@throughline/event-store';
import type { Pool } from 'pg';
import { BarePublisher } from '../servers/bare-publisher.js';
import type { BenchBroker } from '../servers/brokers.js';
import type { NextAppend } from './commits.js';

/** Appends the given commit. Each implementation remembers the revision of a lane's asset itself. */
export type Append = (lane: number, next: NextAppend) => Promise<void>;

const encoder = new TextEncoder();

/** Returns the headers that the product's append sends, so that the server does the same work. */
const headersOf = (id: string, expected: number): MsgHdrs => {
  const fields = headers();
  fields.set('Nats-Msg-Id', id);
  fields.set('Nats-Expected-Last-Subject-Sequence', String(expected));
  return fields;
};

/** The last value for the current asset of each lane. A new asset starts with `none`. */
class LaneValues<T> {
  readonly #last = new Map<number, T>();
  constructor(private readonly none: T) {}

  of(lane: number, { version }: NextAppend): T {
    return version === 1 ? this.none : (this.#last.get(lane) ?? this.none);
  }
  keep(lane: number, value: T): void {
    this.#last.set(lane, value);
  }
}

const createProductAppend = (store: JetStreamEventStore): Append => {
  const revisions = new LaneValues<Revision>(NO_REVISION);
  return async (lane, next) => {
    const { revision } = await store.append(next.assetId, next.commit, revisions.of(lane, next));
    revisions.keep(lane, revision);
  };
};

type Publish = (subject: string, bytes: Uint8Array, fields: MsgHdrs) => Promise<number>;

/** Publishes JSON with the product's headers, but without its validation and error handling. */
const createPublishedAppend = (partitions: number, publish: Publish): Append => {
  const sequences = new LaneValues(0);
  return async (lane, next) => {
    const bytes = encoder.encode(JSON.stringify(next.commit));
    const fields = headersOf(next.commit.id, sequences.of(lane, next));
    sequences.keep(lane, await publish(eventSubject(next.assetId, partitions), bytes, fields));
  };
};

export interface BrokerAppends {
  readonly ours: Append;
  readonly bare: Append;
  readonly client: Append;
}

export async function openBrokerAppends({ nc }: BenchBroker): Promise<BrokerAppends> {
  const { partitions } = await ensureEventStreams(nc);
  const store = await JetStreamEventStore.open(nc, { keys: new MemoryDataKeys() });
  const bare = new BarePublisher(nc);
  const client = jetstream(nc);
  return {
    ours: createProductAppend(store),
    bare: createPublishedAppend(partitions, (subject, bytes, fields) => bare.publish(subject, bytes, fields)),
    client: createPublishedAppend(
      partitions,
      async (subject, bytes, fields) => (await client.publish(subject, bytes, { headers: fields })).seq,
    ),
  };
}

export const createTableAppend =
  (pool: Pool): Append =>
  async (_lane, { assetId, version, commit }) => {
    const values = [assetId, version, JSON.stringify(commit)];
    await pool.query({ name: 'append', text: 'insert into event (stream, version, body) values ($1, $2, $3)', values });
  };
