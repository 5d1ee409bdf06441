import { join } from 'node:path';
import { tempDir } from '@throughline/stack/testing';
import { startBareServer, type BareServer } from '../web/child.js';
import { MAX_MIB, measureMigration } from './measure-migration.js';
import { SOURCES } from './old-logs.js';

/** A few bytes of each row would already exceed the limit. `npm run bench -- migrate --events 10000000` reads more. */
const ROWS = 2_000_000;
/** All rows are read, and this number of files is sent. */
const FILES = 1_000;
const LARGE_FILES = 20;

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

  // A file of 10,000 rows is the largest one.
  it.each([
    ['logs.csv', FILES],
    ['logs.ndjson', FILES],
    ['logs.db', FILES],
    ['few-files.ndjson', LARGE_FILES],
  ])(
    'keeps within the memory for hostile files: %s',
    async (name, files) => {
      const log = await SOURCES[name]?.(join(folder.path, name), ROWS);
      if (log === undefined) throw new Error('no such source');
      const args = ['--dry-run', '--limit', String(files)];
      const run = { folder: folder.path, name, url: server.url, args };
      const { peakMib } = await measureMigration(run, { ...log, imported: files });
      expect(peakMib).toBeGreaterThan(0);
      expect(peakMib).toBeLessThanOrEqual(MAX_MIB);
    },
    1_200_000,
  );
});
