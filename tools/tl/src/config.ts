import { homedir } from 'node:os';
import { join } from 'node:path';

const readVariable = (name: string): string | undefined => (process.env[name] === '' ? undefined : process.env[name]);

export const environment = {
  url: readVariable('TL_URL'),
  token: readVariable('TL_TOKEN'),
  dataDir: readVariable('TL_DATA_DIR'),
  migrateDatabase: readVariable('TL_MIGRATE_DATABASE'),
  configFolder: join(readVariable('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'throughline'),
};
