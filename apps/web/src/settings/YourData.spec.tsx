import type { DataExport } from '@throughline/api-client';
import { drawView, viewer, type DrawnView } from '../testing/draw-view.js';
import { exportsQuery } from './your-data-api.js';
import { YourData } from './YourData.js';

const running: DataExport = {
  id: '01KAQ7J3M8N5P6R7S8T9V0W1X2',
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
const archive = { url: '/base/api/v1/me/exports/one/archive', size: 2_000_000_000, sha256: 'a'.repeat(64) };
const ended = { ...running, ended_at: '2026-02-05T10:20:00.000Z', expires_at: '2026-02-12T10:20:00.000Z' };

const draw = (exports: readonly DataExport[]): DrawnView =>
  drawView(<YourData />, (client) => client.setQueryData(exportsQuery.queryKey, exports), viewer);

describe('the data of a user', () => {
  it('can be exported, by viewers too', () => {
    const { words } = draw([]);
    expect(words).toContain('No export yet.');
    expect(words).toContain('Export my data');
  });

  it('show the progress of an export in items and bytes, and offer no second one', () => {
    const { html, words } = draw([running]);
    expect(words).toContain('312 of 1,204 items');
    expect(words).toContain('734 MB');
    expect(html).toContain('aria-valuenow="26"');
    expect(words).toContain('Cancel export');
    expect(words).not.toContain('Export again');
    expect(draw([{ ...running, total_items: null }]).words).toContain('Counting the items');
    expect(draw([{ ...running, waiting_since: ended.ended_at }]).words).toContain('waits for a service');
  });

  it('offer the archive with its size and expiry', () => {
    const { html, words } = draw([{ ...ended, state: 'ready', items: 1_204, archive }]);
    expect(html).toMatch(/<a [^>]*href="\/base\/api\/v1\/me\/exports\/one\/archive"[^>]*download/);
    expect(words).toContain('Download (2 GB)');
    expect(words).toContain('1,204 items');
    expect(html).toContain('dateTime="2026-02-12T10:20:00.000Z"');
    expect(words).toContain('Export again');
  });

  it('name the reason of a failure', () => {
    expect(draw([{ ...ended, state: 'failed', problem: 'storage-full' }]).words).toContain('The server has no room');
    expect(draw([{ ...ended, state: 'failed', problem: 'repeated-failure' }]).words).toContain('Several attempts have failed');
  });
});
