import { openFreshControl } from '../../testing/control-database.js';
import { noticeStoreContract } from '../../testing/notice-store.contract.js';

/** The columns of times that the database sets, by table. */
const TIMES = {
  notice_setting: ['confirmation_at', 'last_sent_at', 'next_look_at', 'lease_until'],
  notice_cause: ['found_at', 'noticed_at', 'absent_since'],
};

noticeStoreContract('postgres', async () => {
  const { notices: store, users, control, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    disableUser: async (id) => {
      await control.query('update control."user" set disabled_at = now() where id = $1', [id]);
    },
    advance: async (ms) => {
      for (const [table, columns] of Object.entries(TIMES)) {
        const moved = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
        await control.query(`update control.${table} set ${moved}`, [ms]);
      }
    },
    close,
  };
});
