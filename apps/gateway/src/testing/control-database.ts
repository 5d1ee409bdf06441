import { randomBytes } from 'node:crypto';
import { freshDatabase } from '@throughline/stack/testing';
import { openControlStores, type ControlStores, type OpenControl } from '../control-stores.js';

export async function openFreshControl(): Promise<ControlStores & Pick<OpenControl, 'control' | 'close'>> {
  const database = await freshDatabase();
  const { control, stores, close } = await openControlStores({ url: database.url, masterKey: randomBytes(32) });
  return {
    ...stores,
    control,
    close: async () => {
      await close();
      await database.drop();
    },
  };
}
