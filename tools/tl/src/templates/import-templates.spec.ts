import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const TEMPLATES = '/api/v1/templates';
const POST = `POST ${TEMPLATES}`;
const made = {
  id: 3,
  name: 'Lecture',
  is_draft: false,
  revision: 1,
  used_by: 0,
  named_by: { sources: [], jobs: [] },
  problem: null,
};
const old = {
  name: 'Lecture',
  processing_config: {
    processing: { enable_processing: false, silence_threshold: -35 },
    transcription: { enable_topics: true },
  },
};
const present = {
  name: 'Lecture',
  processing_config: {
    transcription: { enable_topics: true },
    trimming: { enable_trimming: false, silence_threshold: -35 },
  },
};

describe('tl template import', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'tl-import-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    server.prepare({ [POST]: { status: 201, body: made } });
  });

  const importFile = async (content: unknown, ...options: readonly string[]) => {
    await writeFile(join(folder, 'templates.json'), JSON.stringify(content));
    return server.tl('template', 'import', join(folder, 'templates.json'), ...options);
  };
  const sentBodies = () => server.changes.map(({ body }) => body);

  it('CFG-15: converts settings with processing.enable_processing, and says so', async () => {
    const { code, out, err } = await importFile(old);
    expect([code, sentBodies()]).toEqual([EXIT.done, [present]]);
    expect(out).toContain('Lecture');
    expect(err).toContain('Lecture: processing.enable_processing → trimming.enable_trimming');
  });

  it('creates the templates of a list, without what a server adds to them', async () => {
    const other = {
      ...present,
      name: 'Other',
      is_draft: true,
      id: 9,
      revision: 4,
      used_by: 2,
      problem: null,
      matching_rules: null,
    };
    expect((await importFile([old, other])).code).toBe(EXIT.done);
    expect(sentBodies()).toEqual([present, { ...present, name: 'Other', is_draft: true }]);
    await importFile({ items: [old] }, '--name', 'Talk', '--draft');
    expect(sentBodies().at(-1)).toEqual({ ...present, name: 'Talk', is_draft: true });
  });

  it('shows the converted templates and creates none with --dry-run', async () => {
    const { out } = await importFile(old, '--dry-run');
    expect([JSON.parse(out), sentBodies()]).toEqual([[present], []]);
  });

  it.each([
    [
      'two values for one setting',
      { ...old, processing_config: { ...old.processing_config, trimming: { enable_trimming: true } } },
    ],
    ['no name', { processing_config: {} }],
    ['an unknown member', { ...old, colour: 'red' }],
    ['no object', ['Lecture']],
  ])('creates nothing if a template of the file has %s', async (_, wrong) => {
    expect((await importFile([present, wrong].flat())).code).toBe(EXIT.usage);
    expect(sentBodies()).toEqual([]);
  });

  it('names the templates that were created before one is refused', async () => {
    server.prepare({ [POST]: problem(409, 'template-name-taken', 'The name is taken.') });
    const { code, err } = await importFile([present]);
    expect(code).toBe(EXIT.refused);
    expect(err).toContain('not created: Lecture');
  });
});
