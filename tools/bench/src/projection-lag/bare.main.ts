import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { environment } from '../config.js';

/* A minimal projector: it writes each message in one transaction, a row of the item and one of the audit log. */
const nc = await connect({ servers: environment['BENCH_NATS'] ?? '' });
const client = new pg.Client({ connectionString: environment['BENCH_POSTGRES'] ?? '' });
await client.connect();
const consumer = await jetstream(nc).consumers.get(environment['BENCH_STREAM'] ?? '');
const messages = await consumer.consume();
process.once('SIGTERM', () => {
  messages.stop();
});
process.stdout.write('ready\n');
for await (const message of messages) {
  const assetId = message.subject.slice(message.subject.lastIndexOf('.') + 1);
  const text = message.string();
  await client.query('begin');
  await client.query({
    name: 'asset',
    text: `insert into bare_asset values ($1, $2, $3) on conflict (asset_id) do update
      set position = excluded.position, state = excluded.state`,
    values: [assetId, message.seq, text],
  });
  await client.query({ name: 'audit', text: 'insert into bare_audit values ($1, $2, $3)', values: [message.seq, assetId, text] });
  await client.query('commit');
}
await client.end();
await nc.close();
