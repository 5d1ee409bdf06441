import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataExport } from '@throughline/api-client';
import { tempDir } from '@throughline/stack/testing';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const PATH = '/api/v1/me/exports';
const ID = '01KAQ7J3M8N5P6R7S8T9V0W1X2';
const running: DataExport = {
  id: ID,
  state: 'running',
  items: 312,
  total_items: 1_204,
  bytes: 734_003_200,
  waiting_since: null,
  problem: null,
  archive: null,
  created_at: '2026-02-05T10:00:00.000Z',
  ended_at: null,
  expires_at: null,
};
/** The stub sends JSON, so this is a text in quotes. */
const CONTENT = '"an archive"';
const sha256 = createHash('sha256').update(CONTENT).digest('hex');
const ready: DataExport = {
  ...running,
  state: 'ready',
  archive: { url: `${PATH}/${ID}/archive`, size: CONTENT.length, sha256 },
  expires_at: '2026-02-12T10:20:00.000Z',
};

describe('tl my-data', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('requests an export and shows its progress', async () => {
    server.prepare({ [`POST ${PATH}`]: { status: 202, body: running } });
    const { code, out } = await server.tl('my-data', 'export');
    expect(code).toBe(EXIT.done);
    for (const part of [ID, '312 of 1204 items']) expect(out).toContain(part);
  });

  it('waits for the archive and saves it', async () => {
    const folder = await tempDir('tl-my-data-');
    const file = join(folder.path, 'data.zip');
    server.prepare({
      [`POST ${PATH}`]: { status: 202, body: ready },
      [`GET ${PATH}/${ID}/archive`]: { body: JSON.parse(CONTENT) as unknown, headers: { etag: `"${sha256}"` } },
    });
    const { code, out, err } = await server.tl('my-data', 'export', '--output', file);
    expect([code, await readFile(file, 'utf8')]).toEqual([EXIT.done, CONTENT]);
    expect(out).toContain('ready');
    expect(err).toContain(file);
    await folder.remove();
  });

  it('fails with the reason of a failed export', async () => {
    server.prepare({ [`POST ${PATH}`]: { status: 202, body: { ...running, state: 'failed', problem: 'storage-full' } } });
    const { code, out } = await server.tl('my-data', 'export', '--wait');
    expect([code, out.includes('no room')]).toEqual([EXIT.failed, true]);
  });

  it('lists and deletes exports', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: { items: [ready] } }, [`DELETE ${PATH}/${ID}`]: { status: 204 } });
    expect((await server.tl('my-data')).out).toContain('2026-02-12');
    expect((await server.tl('my-data', 'delete', ID)).err).toContain('deleted');
    expect(server.changes).toMatchObject([{ line: `DELETE ${PATH}/${ID}` }]);
    server.prepare({ [`GET ${PATH}`]: { body: { items: [] } } });
    expect((await server.tl('my-data', 'list')).err).toContain('No export yet');
  });
});
