import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const PATH = '/api/v1/me/settings';
const saved = {
  processing_config: { transcription: { enable_topics: false }, trimming: { enable_trimming: true, silence_threshold: -40 } },
  output_config: { outputs: ['library'] },
  retention_config: { soft_delete_days: 90, hard_delete_days: null },
  revision: 4,
  unusable_templates: [],
};
const changed = { ...saved, revision: 5 };

describe('tl defaults', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-defaults-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const tl = (...args: readonly string[]) => server.tl('defaults', ...args);

  it('shows the defaults of the library, and the templates that contradict them', async () => {
    const unusable_templates = [
      { id: 3, name: 'Lecture', code: 'settings-conflict', detail: 'It fails.', try_instead: 'Change it.' },
    ];
    server.prepare({ [`GET ${PATH}`]: { body: { ...saved, unusable_templates } } });
    for (const args of [[], ['show']]) {
      const { code, out, err } = await tl(...args);
      expect([code, err]).toEqual([EXIT.done, expect.stringContaining('the template Lecture: It fails. Change it.')]);
      for (const line of ['silence_threshold   -40', 'outputs', 'library', 'hard_delete_days', 'never'])
        expect(out).toContain(line);
    }
    server.prepare({ [`GET ${PATH}`]: { body: { revision: 1, unusable_templates: [] } } });
    expect(await tl()).toMatchObject({ out: '', err: expect.stringContaining('no defaults') as string });
  });

  it('changes only the given settings, at the revision that it has read', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: saved }, [`PUT ${PATH}`]: { body: changed } });
    expect(await tl('set', '--disable', 'trim', '--no-auto-upload', '--json')).toMatchObject({
      code: EXIT.done,
      out: expect.stringContaining('"revision": 5') as string,
    });
    expect(server.changes).toMatchObject([
      {
        headers: { 'if-match': '"4"' },
        body: {
          processing_config: {
            transcription: { enable_topics: false },
            trimming: { enable_trimming: false, silence_threshold: -40 },
          },
          output_config: { outputs: ['library'], auto_upload: false },
          retention_config: { soft_delete_days: 90, hard_delete_days: null },
        },
      },
    ]);
  });

  it('replaces all settings by those of a file, and removes all', async () => {
    const file = join(folder, 'defaults.json');
    await writeFile(file, JSON.stringify({ output_config: { outputs: ['drive'] }, retention_config: { soft_delete_days: 5 } }));
    server.prepare({ [`GET ${PATH}`]: { body: saved }, [`PUT ${PATH}`]: { body: changed } });
    await tl('set', '--config', file);
    await tl('clear');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { output_config: { outputs: ['drive'] }, retention_config: { soft_delete_days: 5 } },
      {},
    ]);
  });

  it('needs a setting, and reports that the settings have changed meanwhile', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: saved }, [`PUT ${PATH}`]: problem(412, 'settings-changed', 'They have changed.') });
    expect((await tl('set')).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
    expect(await tl('clear')).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('They have changed.') as string });
  });
});
