import type { Item } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { Origin } from './Banners.js';

const show = (source: Partial<Item['source']>): string =>
  renderToString(<Origin recording={{ source: { kind: 'history', ...source } as Item['source'] }} />);

describe('the note about the file of a migrated item', () => {
  it('says that the item is history only, and how to give it its file', () => {
    expect(show({ history_only: true })).toMatch(/History only.*Replace file/s);
  });

  it('names the original that an erasure does not remove, without its path once that is erased', () => {
    const original = { folder: 'scans', path: '2024/a.pdf', size: 5 };
    expect(show({ original })).toMatch(/scans\/2024\/a\.pdf.*An erasure does not remove it/s);
    expect(show({ original: { ...original, path: null } })).toContain('scans. An erasure');
  });

  it('is absent for any other item', () => {
    expect(show({ kind: 'upload' })).toBe('');
  });
});
