import { join } from 'node:path';
import { tempDir } from '@throughline/stack/testing';
import { startBareServer, type BareServer } from '../web/child.js';
import { MOST_MIB, measureMigration } from './measure-migration.js';
import { SOURCES } from './old-logs.js';

/** A few bytes of each row would already exceed the limit. `npm run bench -- migrate --events 10000000` reads more. */
const ROWS = 2_000_000;
/** All rows are read, and this number of files is sent. */
const FILES = 1_000;

describe('tl migrate with a source of two million rows', () => {
  let server: BareServer;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  beforeAll(async () => {
    server = await startBareServer('migrate/answers.main.js', {});
    folder = await tempDir('tl-long-sources-');
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  it.each(['logs.csv', 'logs.ndjson', 'logs.db'])(
    'keeps within the memory for hostile files: %s',
    async (name) => {
      const log = await SOURCES[name]?.(join(folder.path, name), ROWS);
      if (log === undefined) throw new Error('no such source');
      const args = ['--dry-run', '--limit', String(FILES)];
      const run = { folder: folder.path, name, url: server.url, args };
      const { peakMib } = await measureMigration(run, { ...log, imported: FILES });
      expect(peakMib).toBeGreaterThan(0);
      expect(peakMib).toBeLessThanOrEqual(MOST_MIB);
    },
    1_200_000,
  );
});
