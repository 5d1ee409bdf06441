import { openFreshControl } from '../testing/control-database.js';
import { documentRuleStoreContract } from '../testing/document-rule-store.contract.js';

documentRuleStoreContract('postgres', async () => {
  const { documentRules: store, users, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    close,
  };
});
