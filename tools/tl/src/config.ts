import { homedir } from 'node:os';
import { join } from 'node:path';

const given = (name: string): string | undefined => (process.env[name] === '' ? undefined : process.env[name]);

/** What `tl` takes from its environment. */
export const environment = {
  url: given('TL_URL'),
  token: given('TL_TOKEN'),
  dataDir: given('TL_DATA_DIR'),
  configFolder: join(given('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'throughline'),
};
