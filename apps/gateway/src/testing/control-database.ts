import { freshDatabase } from '@throughline/stack/testing';
import type { DataSource } from 'typeorm';
import { openControlDatabase } from '../control/database.js';

/** A control database of its own, with every migration. */
export async function freshControl(): Promise<{ readonly control: DataSource; readonly close: () => Promise<void> }> {
  const database = await freshDatabase();
  const control = await openControlDatabase(database.url);
  return {
    control,
    close: async () => {
      await control.destroy();
      await database.drop();
    },
  };
}
