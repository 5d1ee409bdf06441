import type { AccountDeletion } from '@throughline/api-client';
import { usersQuery } from '../api/settings-api.js';
import { drawView, listControls, type DrawnView } from '../testing/draw-view.js';
import { deletionsQuery } from './deletion-api.js';
import { Deletions } from './Deletions.js';
import { nothing } from './testing/counts.js';

const AT = '2026-02-05T10:00:00.000Z';
const waiting: AccountDeletion = {
  id: 'D',
  user_id: 'N',
  requested_by: 'A',
  state: 'waiting',
  libraries: [],
  counts: nothing,
  items: 0,
  total_items: null,
  failed_items: 0,
  problem: null,
  starts_at: '2026-02-12T10:00:00.000Z',
  created_at: AT,
  ended_at: null,
};
const nora = {
  id: 'N',
  name: 'Nora',
  role: 'viewer',
  version: '1',
  created_at: AT,
  disabled_at: AT,
  deletion_requested_at: AT,
  library: { id: 'N', name: 'Nora' },
} as const;

const draw = (one: AccountDeletion): DrawnView =>
  drawView(<Deletions />, (client) => {
    client.setQueryData(deletionsQuery.queryKey, [one]);
    client.setQueryData(usersQuery.queryKey, [nora]);
  });

describe('the deletions of accounts', () => {
  it('can be cancelled only while they wait', () => {
    const { html } = draw(waiting);
    expect(html).toContain('dateTime="2026-02-12T10:00:00.000Z"');
    expect(listControls(html)).toEqual(['Cancel the deletion of Nora']);
    expect(listControls(draw({ ...waiting, state: 'running' }).html)).toEqual([]);
  });

  it('show the progress, and the items that failed', () => {
    const running: AccountDeletion = { ...waiting, state: 'running', items: 300, total_items: 1_200 };
    const { html, words } = draw({ ...running, failed_items: 2, problem: 'items-failed' });
    expect(words).toContain('300 of 1,200 items');
    expect(html).toContain('aria-valuenow="25"');
    expect(words).toContain('2 items could not be erased or moved');
    expect(draw({ ...running, total_items: null }).words).toContain('Counting the items');
    expect(draw({ ...running, problem: 'choices-outdated' }).words).toContain('with other choices');
  });

  it('stay in the list without a name when they are done', () => {
    const { html, words } = draw({ ...waiting, user_id: 'X', state: 'done', ended_at: AT });
    expect(words).toContain('Deleted user X');
    expect(words).toContain('Done');
    expect(listControls(html)).toEqual([]);
  });
});
