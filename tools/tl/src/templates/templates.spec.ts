import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const TEMPLATES = '/api/v1/templates';
const lecture = {
  id: 3,
  name: 'Weekly lecture',
  is_draft: false,
  processing_config: { trimming: { enable_trimming: true, silence_threshold: -40 } },
  output_config: { outputs: ['library', 'drive'] },
  retention_config: { soft_delete_days: 90, hard_delete_days: null },
  revision: 4,
  used_by: 41,
  named_by: {
    sources: [{ id: 2, name: 'Hall' }],
    jobs: [
      { id: 5, name: 'Weekly' },
      { id: 6, name: 'Daily' },
    ],
  },
  problem: null,
  created_at: '2026-02-05T17:00:00.000Z',
  updated_at: '2026-02-05T17:00:00.000Z',
};
const archive = { ...lecture, id: 4, name: '3', is_draft: true, used_by: 1, output_config: { outputs: [] } };
const listed = { [`GET ${TEMPLATES}`]: { body: { items: [lecture, archive] } } };

describe('tl template', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-template-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const tl = (...args: readonly string[]) => server.tl('template', ...args);

  it('lists templates with the number of their items', async () => {
    server.prepare(listed);
    expect(await tl('list')).toEqual({
      code: EXIT.done,
      err: '',
      out: '3  Weekly lecture         41 items\n4  3               draft  1 item\n',
    });
    server.prepare({ [`GET ${TEMPLATES}`]: { body: { items: [] } } });
    expect(await tl('list')).toMatchObject({ out: '', err: expect.stringContaining('tl template create') as string });
  });

  it('shows the settings of a template, found by its name before its number', async () => {
    server.prepare(listed);
    const { out } = await tl('show', 'Weekly lecture');
    for (const line of [
      'Weekly lecture (3)',
      'trimming.silence_threshold  -40',
      'library, drive',
      '41 items',
      'Hall',
      'Weekly, Daily',
      '90',
      'never',
    ])
      expect(out).toContain(line);
    expect((await tl('show', '3')).out).toContain('3 (4)');
    expect(await tl('show', 'other')).toMatchObject({ code: EXIT.refused, out: '' });
  });

  it('says that no run can use a template, and what helps', async () => {
    const problem = { code: 'settings-conflict', detail: 'They contradict each other.', try_instead: 'Change one.' };
    server.prepare({ [`GET ${TEMPLATES}`]: { body: { items: [{ ...lecture, problem }] } } });
    expect((await tl('list')).out).toContain('unusable');
    const { out } = await tl('show', '3');
    for (const words of ['unusable', problem.detail, problem.try_instead]) expect(out).toContain(words);
  });

  it('creates a template from options and a file', async () => {
    const file = join(folder, 'config.json');
    await writeFile(file, JSON.stringify({ processing_config: { transcription: { granularity: 'long' } } }));
    server.prepare({ [`POST ${TEMPLATES}`]: { status: 201, body: lecture } });
    const made = await tl('create', 'Talk', '--config', file, '--output', 'drive', '--disable', 'TRIM', '--draft');
    expect(made).toMatchObject({ code: EXIT.done, out: expect.stringContaining('Weekly lecture') as string });
    expect(server.changes.map(({ body }) => body)).toEqual([
      {
        name: 'Talk',
        is_draft: true,
        processing_config: { transcription: { granularity: 'long' }, trimming: { enable_trimming: false } },
        output_config: { outputs: ['drive'] },
      },
    ]);
    expect(server.changes[0]?.headers['idempotency-key']).toBeDefined();
  });

  it('changes only the given settings, at the revision that it has read', async () => {
    const at = `${TEMPLATES}/3`;
    server.prepare({ ...listed, [`PUT ${at}`]: { body: lecture } });
    expect((await tl('edit', 'Weekly lecture', '--disable', 'TRIM', '--name', 'Lecture')).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([
      {
        line: `PUT ${at}`,
        headers: { 'if-match': '"4"' },
        body: {
          name: 'Lecture',
          is_draft: false,
          processing_config: { trimming: { enable_trimming: false, silence_threshold: -40 } },
          output_config: { outputs: ['library', 'drive'] },
          retention_config: { soft_delete_days: 90, hard_delete_days: null },
        },
      },
    ]);
  });

  it('keeps the conditions that it does not change, and removes them on request', async () => {
    const matching_rules = { source_ids: [2], title_pattern: 'algebra' };
    const path = `${TEMPLATES}/3`;
    server.prepare({
      [`GET ${TEMPLATES}`]: { body: { items: [{ ...lecture, matching_rules }] } },
      [`PUT ${path}`]: { body: lecture },
    });
    await tl('edit', '3', '--name', 'Talk');
    await tl('edit', '3', '--match-title', 'physics', '--min-length', '300');
    await tl('edit', '3', '--no-match');
    await tl('edit', '3', '--no-match', '--match-source', '4', '--match-source', '5');
    expect(server.changes.map(({ body }) => (body as { matching_rules?: unknown }).matching_rules)).toEqual([
      matching_rules,
      { source_ids: [2], title_pattern: 'physics', min_duration_seconds: 300 },
      undefined,
      { source_ids: [4, 5] },
    ]);
    expect((await tl('show', 'Weekly lecture')).out).toContain('matching_rules.title_pattern');
    expect((await tl('edit', '3', '--min-length', '0')).code).toBe(EXIT.usage);
  });

  it('replaces all settings by those of a file', async () => {
    const file = join(folder, 'outputs.json');
    await writeFile(file, JSON.stringify({ output_config: { outputs: ['drive'] }, retention_config: { soft_delete_days: 5 } }));
    server.prepare({ ...listed, [`PUT ${TEMPLATES}/4`]: { body: archive } });
    await tl('edit', '4', '--config', file, '--no-draft');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { name: '3', is_draft: false, output_config: { outputs: ['drive'] }, retention_config: { soft_delete_days: 5 } },
    ]);
  });

  it('refuses the template of a run, because templates contain no templates', async () => {
    server.prepare(listed);
    expect((await tl('create', 'Talk', '--template', '3')).code).toBe(EXIT.usage);
    expect((await tl('edit', '4', '--name', 'Talk', '--bind')).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
  });

  it('sends no change without options', async () => {
    server.prepare(listed);
    expect((await tl('edit', '4')).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
  });

  it('deletes a template, and detaches its items only on request', async () => {
    const at = `${TEMPLATES}/3`;
    server.prepare({ ...listed, [`DELETE ${at}`]: problem(409, 'template-in-use', '41 items are bound to the template.') });
    expect(await tl('delete', 'Weekly lecture')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('41 items are bound') as string,
    });
    server.prepare({ ...listed, [`DELETE ${at}?detach=true`]: { status: 204 } });
    expect(await tl('delete', 'Weekly lecture', '--detach', '--json')).toMatchObject({
      code: EXIT.done,
      out: '{\n  "id": 3,\n  "deleted": true\n}\n',
    });
    expect(server.changes).toMatchObject([{ headers: { 'if-match': '"4"' } }]);
  });
});
