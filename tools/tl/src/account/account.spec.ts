import type { AccountDeletion, DeletionPreview } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const PATH = '/api/v1/me/deletion';
const [OWN, SHARED, MAX] = ['01J8Z3V5W6X7Y8Z9A0B1C2D3E5', '01J8Z3V5W6X7Y8Z9A0B1C2D3F6', '01J8Z3V5W6X7Y8Z9A0B1C2D3E6'];
const counts: DeletionPreview['counts'] = {
  items: 7,
  items_in_progress: 0,
  deliveries_in_progress: 0,
  libraries: 2,
  tokens: 1,
  sign_ins: 0,
  passkeys: 0,
  identities: 0,
  credentials: 0,
  outputs: 0,
  sources: 0,
  jobs: 0,
  channels: 0,
  webhooks: 0,
  templates: 0,
  exports: 0,
};
const preview: DeletionPreview = {
  dry_run: true,
  user: { id: OWN, name: 'Nora' },
  libraries: [
    { id: OWN, name: 'Nora', personal: true, role: 'owner', needs_choice: true, items: 5, members: [] },
    {
      id: SHARED,
      name: 'Institute',
      personal: false,
      role: 'owner',
      needs_choice: true,
      items: 2,
      members: [{ id: MAX, name: 'Max' }],
    },
  ],
  counts,
  remains: ['ids', 'backups'],
};
const deletion: AccountDeletion = {
  id: '01KAQ7J3M8N5P6R7S8T9V0W1X3',
  user_id: OWN,
  requested_by: OWN,
  state: 'waiting',
  libraries: [],
  counts,
  items: 0,
  total_items: null,
  failed_items: 0,
  problem: null,
  starts_at: '2026-02-12T10:00:00.000Z',
  created_at: '2026-02-05T10:00:00.000Z',
  ended_at: null,
};
const user = { id: OWN, name: 'Nora', role: 'viewer', library: { id: OWN, name: 'Nora' }, version: '1' };

describe('the deletion of an account by tl', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  const prepare = (): void => {
    server.prepare({ [`POST ${PATH}?dry_run=true`]: { body: preview }, [`POST ${PATH}`]: { status: 202, body: deletion } });
  };

  it('shows what would be deleted if it is not confirmed', async () => {
    prepare();
    const { code, out, err } = await server.tl('me', 'delete');
    expect(code).toBe(EXIT.done);
    for (const part of ['Institute', '--transfer', 'items', '7', 'backups']) expect(out).toContain(part);
    expect(err).toContain("--confirm 'Nora'");
    expect(server.changes.filter(({ line }) => line === `POST ${PATH}`)).toEqual([]);
  });

  it('sends a choice for each library, named by id or name', async () => {
    prepare();
    const { code, out } = await server.tl(
      'me',
      'delete',
      '--move',
      `${OWN}=Institute`,
      '--transfer',
      'Institute=Max',
      '--confirm',
      'Nora',
    );
    expect([code, out.includes('waits until 2026-02-12')]).toEqual([EXIT.done, true]);
    expect(server.changes.at(-1)).toMatchObject({
      line: `POST ${PATH}`,
      body: {
        confirm: 'Nora',
        immediately: false,
        libraries: [
          { id: OWN, action: 'move', to: SHARED },
          { id: SHARED, action: 'transfer', to: MAX },
        ],
      },
    });
  });

  it.each([
    ['an unknown library', ['--erase', 'Other']],
    ['an unknown member', ['--transfer', 'Institute=Eva']],
    ['a move without a target', ['--move', 'Institute']],
  ])('refuses %s before it deletes anything', async (_name, options) => {
    prepare();
    expect((await server.tl('me', 'delete', ...options, '--confirm', 'Nora')).code).toBe(EXIT.usage);
    expect(server.changes.filter(({ line }) => line === `POST ${PATH}`)).toEqual([]);
  });

  it('deletes, lists and cancels for administrators', async () => {
    const path = `/api/v1/admin/users/${OWN}/deletion`;
    server.prepare({
      'GET /api/v1/admin/users': { body: { items: [user] } },
      [`POST ${path}?dry_run=true`]: { body: preview },
      [`POST ${path}`]: { status: 202, body: deletion },
      'GET /api/v1/admin/deletions': {
        body: { items: [{ ...deletion, state: 'running', problem: 'items-failed', failed_items: 2 }] },
      },
      [`DELETE ${path}`]: { status: 204 },
    });
    expect((await server.tl('user', 'delete', 'Nora', '--erase', OWN, '--immediately', '--confirm', 'Nora')).code).toBe(
      EXIT.done,
    );
    expect(server.changes.at(-1)).toMatchObject({ body: { immediately: true, libraries: [{ id: OWN, action: 'erase' }] } });
    expect((await server.tl('user', 'deletions')).out).toContain('items-failed: 2');
    expect((await server.tl('user', 'cancel-deletion', 'Nora')).err).toContain('not deleted');
  });
});
