import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { StubServer, problem } from '#testing/stub-server.js';

const AT = `/api/v1/recordings/${ID}`;
const preferences = {
  processing_config: { transcription: { enable_topics: false } },
  output_config: { outputs: ['library', 'drive'] },
};
const item = { ...aRecording(), preferences };
const outcome = { code: 'preferences-set', detail: 'Runs that start from now on use these preferences.', try_instead: null };
const read = { [`GET ${AT}`]: { body: item } };

describe('tl preferences', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-preferences-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const tl = (...args: readonly string[]) => server.tl('preferences', ID, ...args);

  it('shows the preferences of an item', async () => {
    server.prepare(read);
    const { code, out } = await tl();
    expect([code, out]).toEqual([
      EXIT.done,
      expect.stringMatching(/transcription\.enable_topics +false\noutputs +library, drive\n/),
    ]);
    expect(JSON.parse((await tl('--json')).out)).toEqual(preferences);
    server.prepare({ [`GET ${AT}`]: { body: { ...item, preferences: null } } });
    expect(await tl()).toMatchObject({ out: '', err: expect.stringContaining('no preferences') as string });
    expect(server.changes).toEqual([]);
  });

  it('changes the given settings only, at the revision that it has read', async () => {
    server.prepare({ ...read, [`PATCH ${AT}`]: { body: { ...item, outcome } } });
    expect(await tl('--disable', 'trim', '--no-auto-upload')).toMatchObject({
      code: EXIT.done,
      err: expect.stringContaining(outcome.detail) as string,
    });
    await tl('--clear');
    expect(server.changes).toMatchObject([
      {
        headers: { 'if-match': '"7"' },
        body: {
          preferences: { processing_config: { trimming: { enable_trimming: false } }, output_config: { auto_upload: false } },
        },
      },
      { headers: { 'if-match': '"7"' }, body: { preferences: null } },
    ]);
  });

  it('replaces all preferences by those of a file', async () => {
    const file = join(folder, 'preferences.json');
    await writeFile(file, JSON.stringify({ output_config: { outputs: ['drive'] } }));
    server.prepare({ ...read, [`PUT ${AT}/preferences`]: { body: { ...item, outcome } } });
    expect((await tl('--config', file)).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([{ headers: { 'if-match': '"7"' }, body: { output_config: { outputs: ['drive'] } } }]);
  });

  it('reports that the item has changed meanwhile, and takes no setting beside --clear', async () => {
    server.prepare({ ...read, [`PATCH ${AT}`]: problem(412, 'item-changed', 'The item has changed.') });
    expect(await tl('--auto-upload')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('The item has changed.') as string,
    });
    expect((await tl('--clear', '--auto-upload')).code).toBe(EXIT.usage);
  });
});
