import { EXIT } from '../exit.js';
import { dateText } from '../output/dates.js';
import { StubServer, problem } from '#testing/stub-server.js';

const OWN_OUTPUTS = '/api/v1/own-outputs';
const UNUSED = { templates: [], channels: [], settings: false, preferences: 0, running: 0 };
const talks = {
  id: 3,
  name: 'my-talks',
  type: 's3',
  settings: { bucket: 'talks', lock: true, days: 30 },
  credential_id: null,
  used_by: { templates: ['Weekly lecture'], channels: ['audits'], settings: true, preferences: 1, running: 2 },
  last_test: {
    at: '2026-02-06T09:00:00.000Z',
    ok: false,
    items: [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'write', result: 'wrong', message: 'There is no space left' },
    ],
  },
  revision: 4,
  created_at: '2026-02-05T17:00:00.000Z',
  updated_at: '2026-02-05T17:00:00.000Z',
};
const drive = {
  ...talks,
  id: 4,
  name: '3',
  type: 'google_drive',
  settings: {},
  credential_id: 7,
  used_by: UNUSED,
  last_test: null,
};
const s3 = {
  type: 's3',
  label: 'S3',
  settings: [
    { key: 'bucket', label: 'Bucket', kind: 'choice', required: true, options: [{ value: 'talks' }, { value: 'a', of: 'b' }] },
    { key: 'lock', label: 'Lock', kind: 'switch', required: false },
    { key: 'days', label: 'Days', kind: 'number', required: false, min: 1, hint: 'Days until it is removed' },
  ],
};
const google = {
  type: 'google_drive',
  label: 'Google Drive',
  settings: [
    { key: 'credential', label: 'Google account', kind: 'credential', required: true, credential: 'google' },
    { key: 'path', label: 'Path', kind: 'text', required: false },
  ],
};
const listed = {
  [`GET ${OWN_OUTPUTS}`]: { body: { items: [talks, drive] } },
  'GET /api/v1/outputs': {
    body: {
      items: [
        { name: 'library', type: 'folder', shared: true },
        { name: 'my-talks', type: 's3', shared: false },
      ],
    },
  },
  'GET /api/v1/output-types': { body: { items: [s3, google] } },
};
const ok = { ok: true, items: [{ name: 'settings', result: 'ok', message: 'The settings are complete.' }] };
const wrong = { ok: false, items: [...ok.items, { name: 'write', result: 'wrong', message: 'There is no space left' }] };

describe('tl output', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const tl = (...args: readonly string[]) => server.tl('output', ...args);

  it('lists shared outputs, and own ones with their last test and what uses them', async () => {
    server.prepare(listed);
    const tested = `test failed, tested ${dateText(talks.last_test.at)}`;
    expect(await tl('list')).toEqual({
      code: EXIT.done,
      err: '',
      out: [
        `   library   folder        ${' '.repeat(tested.length)}  shared`,
        `3  my-talks  s3            ${tested}  template Weekly lecture, channel audits, your settings, preferences of 1 item, 2 items running`,
        `4  3         google_drive  ${'not tested'.padEnd(tested.length)}  not used`,
        '',
      ].join('\n'),
    });
    server.prepare({ ...listed, [`GET ${OWN_OUTPUTS}`]: { body: { items: [] } } });
    expect(await tl('list')).toMatchObject({ err: expect.stringContaining('tl output create') as string });
  });

  it('finds a credential of either type where two of them fit', async () => {
    const account = { key: 'credential', label: 'VK account', kind: 'credential', required: true, credential: 'vk' };
    const vk = { type: 'vk', label: 'VK', settings: [{ ...account, other_credential: 'token' }] };
    const credentials = ['google', 'token'].map((type, index) => ({ id: index + 7, type, name: 'VK', used_by: [] }));
    server.prepare({
      ...listed,
      'GET /api/v1/output-types': { body: { items: [vk] } },
      'GET /api/v1/credentials': { body: { items: credentials } },
      [`POST ${OWN_OUTPUTS}`]: { status: 201, body: drive },
    });
    expect((await tl('types')).out).toContain('--credential, of the type vk or token');
    await tl('create', 'vk', '--type', 'vk', '--credential', 'VK');
    expect(server.changes.map(({ body }) => body)).toMatchObject([{ credential_id: 8 }]);
  });

  it('lists the types with their settings', async () => {
    server.prepare(listed);
    expect((await tl('types')).out).toBe(
      [
        's3: S3',
        '  bucket  needed  talks, a (b)           Bucket',
        '  lock            on or off              Lock',
        '  days            a whole number from 1  Days until it is removed',
        '',
        'google_drive: Google Drive',
        '  credential  needed  --credential, of the type google  Google account',
        '  path                                                  Path',
        '',
      ].join('\n'),
    );
  });

  it('shows an own output, found by its name before its number', async () => {
    server.prepare(listed);
    const { out } = await tl('show', 'my-talks');
    for (const line of ['my-talks (3)', 'bucket   talks', 'lock     true', 'template Weekly lecture'])
      expect(out).toContain(line);
    expect(out).toMatch(/^test +test failed, tested 2026-/m);
    expect(out).toMatch(/^ {2}write +There is no space left$/m);
    expect((await tl('show', '3')).out).toMatch(/^output +3 \(4\)\n[^]*^test +not tested\n$/m);
    expect(await tl('show', 'library')).toMatchObject({ code: EXIT.refused, out: '' });
  });

  it('creates an output with values in the kinds of its form, and its credential by name', async () => {
    server.prepare({
      ...listed,
      [`POST ${OWN_OUTPUTS}`]: { status: 201, body: talks },
      'GET /api/v1/credentials': {
        body: {
          items: [
            { id: 6, type: 'token', name: 'Drive', used_by: [] },
            { id: 7, type: 'google', name: 'Drive', used_by: [] },
          ],
        },
      },
    });
    const made = await tl('create', 'my-talks', '--type', 's3', '--set', 'bucket=talks', '--set', 'lock=on', '--set', 'days=30');
    expect(made).toMatchObject({ code: EXIT.done, out: expect.stringContaining('my-talks (3)') as string });
    await tl('create', 'drive', '--type', 'google_drive', '--credential', 'Drive', '--set', 'path=a=b');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { name: 'my-talks', type: 's3', settings: { bucket: 'talks', lock: true, days: 30 } },
      { name: 'drive', type: 'google_drive', settings: { path: 'a=b' }, credential_id: 7 },
    ]);
    expect(server.changes[0]?.headers['idempotency-key']).toBeDefined();
  });

  it.each([
    ['an unknown type', ['create', 'a', '--type', 'ftp'], 'Types: s3, google_drive'],
    ['no type', ['create', 'a'], '--type'],
    ['an unknown setting', ['create', 'a', '--type', 's3', '--set', 'url=x'], 'no setting url'],
    ['a credential as a setting', ['create', 'a', '--type', 'google_drive', '--set', 'credential=7'], '--credential'],
    ['no number', ['create', 'a', '--type', 's3', '--set', 'days=many'], 'whole number'],
    ['no switch', ['create', 'a', '--type', 's3', '--set', 'lock=maybe'], 'on or off'],
    ['a setting without a value', ['edit', 'my-talks', '--set', 'lock'], 'KEY=VALUE'],
    ['no change', ['edit', 'my-talks'], 'No setting is given'],
  ])('refuses %s', async (_, args, words) => {
    server.prepare(listed);
    expect(await tl(...args)).toMatchObject({ code: EXIT.usage, err: expect.stringContaining(words) as string });
    expect(server.changes).toEqual([]);
  });

  it('changes only the given settings, at the revision that it has read', async () => {
    server.prepare({ ...listed, [`PUT ${OWN_OUTPUTS}/3`]: { body: talks }, [`PUT ${OWN_OUTPUTS}/4`]: { body: drive } });
    expect((await tl('edit', 'my-talks', '--set', 'days=', '--set', 'lock=off')).code).toBe(EXIT.done);
    expect((await tl('edit', '4', '--no-credential')).code).toBe(EXIT.done);
    expect((await tl('edit', '4', '--set', 'path=Talks')).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([
      { headers: { 'if-match': '"4"' }, body: { type: 's3', settings: { bucket: 'talks', lock: false }, credential_id: null } },
      { body: { type: 'google_drive', settings: {}, credential_id: null } },
      { body: { settings: { path: 'Talks' }, credential_id: 7 } },
    ]);
    expect(server.changes[0]?.body).not.toHaveProperty('settings.days');
  });

  it('sets the title and description of an output, and keeps those that it does not change', async () => {
    const titled = { ...talks, metadata_config: { title_pattern: '{title}', description_pattern: '{topics}' } };
    server.prepare({
      ...listed,
      [`GET ${OWN_OUTPUTS}`]: { body: { items: [titled] } },
      [`POST ${OWN_OUTPUTS}`]: { status: 201, body: titled },
      [`PUT ${OWN_OUTPUTS}/3`]: { body: titled },
    });
    expect((await tl('show', 'my-talks')).out).toMatch(/^title pattern +\{title\}$/m);
    await tl(
      'create',
      'talks',
      '--type',
      's3',
      '--set',
      'bucket=talks',
      '--title-pattern',
      '{date}',
      '--description-pattern',
      '',
    );
    await tl('edit', 'my-talks', '--set', 'days=2');
    await tl('edit', 'my-talks', '--title-pattern', '', '--description-pattern', '{title}');
    expect((await tl('edit', 'my-talks', '--no-description-pattern')).code).toBe(EXIT.done);
    expect(server.changes.map(({ body }) => body)).toMatchObject([
      { metadata_config: { title_pattern: '{date}', description_pattern: '' } },
      { metadata_config: titled.metadata_config },
      { metadata_config: { description_pattern: '{title}' } },
      { metadata_config: { title_pattern: '{title}' } },
    ]);
    expect(server.changes[2]?.body).not.toHaveProperty('metadata_config.title_pattern');
    expect(server.changes[3]?.body).not.toHaveProperty('metadata_config.description_pattern');
  });

  it('tests an output, and exits with 1 if a check has failed', async () => {
    server.prepare({ ...listed, [`POST ${OWN_OUTPUTS}/3/test`]: { body: ok }, [`POST ${OWN_OUTPUTS}/4/test`]: { body: wrong } });
    expect(await tl('test', 'my-talks')).toEqual({
      code: EXIT.done,
      out: 'my-talks\n✓  settings  The settings are complete.\n',
      err: '',
    });
    expect(await tl('test', '4')).toMatchObject({ code: EXIT.failed, out: expect.stringContaining('✗  write') as string });
    expect(JSON.parse((await tl('test', '4', '--json')).out)).toEqual({ output: '3', ...wrong });
  });

  it('deletes an output, and removes its name elsewhere only on request', async () => {
    const at = `${OWN_OUTPUTS}/3`;
    const detail = 'These name the output: the template Weekly lecture.';
    server.prepare({ ...listed, [`DELETE ${at}`]: problem(409, 'output-in-use', detail) });
    expect(await tl('delete', 'my-talks')).toMatchObject({ code: EXIT.refused, err: expect.stringContaining(detail) as string });
    server.prepare({ ...listed, [`DELETE ${at}?detach=true`]: { status: 204 } });
    expect(await tl('delete', 'my-talks', '--detach', '--json')).toMatchObject({
      code: EXIT.done,
      out: '{\n  "id": 3,\n  "deleted": true\n}\n',
    });
    expect(server.changes).toMatchObject([{ headers: { 'if-match': '"4"' } }]);
  });
});
