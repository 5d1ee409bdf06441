import { openFreshControl } from '../testing/control-database.js';
import { templateStoreContract } from '../testing/template-store.contract.js';

templateStoreContract('postgres', async () => {
  const { templates: store, users, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    close,
  };
});
