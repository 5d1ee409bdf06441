import { openFreshControl } from '../../testing/control-database.js';
import { jobStoreContract } from '../../testing/job-store.contract.js';

jobStoreContract('postgres', async () => {
  const { jobs: store, users, control, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    // Times are the database's own: instead of waiting, the spec moves every stored time into the past.
    advance: async (ms) => {
      const columns = ['lease_until', 'started_at', 'ended_at'];
      const moved = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
      await control.query(`update control.job_run set ${moved}`, [ms]);
    },
    close,
  };
});
