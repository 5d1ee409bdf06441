import { openProjectedControl } from '../../testing/projection-tables.js';
import { webhookStoreContract } from '../../testing/webhook-store.contract.js';
import type { WebhookQueue, WebhookStore } from './webhook-store.js';

/** The columns of times that the database sets, by table. */
const TIMES = {
  webhook_endpoint: ['lease_until', 'wait_until', 'failing_since'],
  webhook_message: ['failing_since', 'next_at'],
};

/** Both parts as one object, as the contract has them. */
const combine = (store: WebhookStore, queue: WebhookQueue): WebhookStore & WebhookQueue =>
  new Proxy(store as WebhookStore & WebhookQueue, {
    get: (_, name: keyof WebhookStore & keyof WebhookQueue) => {
      const part: WebhookStore | WebhookQueue = name in queue ? queue : store;
      return (part[name] as (...given: unknown[]) => unknown).bind(part);
    },
  });

webhookStoreContract('postgres', async () => {
  const { users, webhooks, webhookQueue, pool, close } = await openProjectedControl();
  return {
    store: combine(webhooks, webhookQueue),
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    disableUser: async (id) => {
      await pool.query('update control."user" set disabled_at = now() where id = $1', [id]);
    },
    project: async (owner, assetId, position) => {
      await pool.query(
        `insert into projection.projection_checkpoint (partition, generation, incarnation, position) values (0, 1, 'log', $1)
         on conflict (partition) do update set position = excluded.position`,
        [position],
      );
      await pool.query('delete from projection.asset where asset_id = $1', [assetId]);
      await pool.query(
        `insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position,
           state, personal, fold_version, state_hash)
         values ($1, $2, 'recording', 'READY', false, false, now(), now(), $3, $3, '{}', '{}', 1, '')`,
        [assetId, owner, position],
      );
    },
    advance: async (ms) => {
      for (const [table, columns] of Object.entries(TIMES)) {
        const moved = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
        await pool.query(`update control.${table} set ${moved}`, [ms]);
      }
    },
    close,
  };
});
