import type { ComparedItem } from '@throughline/api-client';
import { compareItems } from './differences.js';

const item = (more: Partial<ComparedItem> = {}): ComparedItem => ({
  id: '1',
  kind: 'document',
  title: 'Invoice',
  file_name: 'scan.pdf',
  sender: 'Stadtwerke Linden',
  date: '2026-10-12',
  number: null,
  amount: '214.60',
  currency: 'EUR',
  size: 98_304,
  page_count: 1,
  duration_seconds: null,
  tags: ['mail', 'office'],
  delivered_to: [],
  source: { kind: 'upload', source_id: null },
  thumbnail_url: null,
  created_at: '2026-11-02T08:14:00.000Z',
  ...more,
});

const differing = (...items: readonly ComparedItem[]): readonly string[] =>
  compareItems(items)
    .filter(({ differs }) => differs)
    .map(({ field }) => field);

describe('the values of items that look the same', () => {
  it('are shown in words, in one order, without those that no item has', () => {
    expect(compareItems([item(), item()]).map(({ name, values: [value] }) => [name, value])).toEqual([
      ['File', 'scan.pdf'],
      ['Sender', 'Stadtwerke Linden'],
      ['Date', 'Oct 12, 2026'],
      ['Amount', '214.60 EUR'],
      ['Pages', '1'],
      ['Size', '98 KB'],
      ['Tags', 'mail, office'],
      ['From', 'Upload'],
    ]);
    const talk = item({ kind: 'recording', duration_seconds: 65, page_count: null, amount: null });
    expect(compareItems([talk, talk]).map(({ field }) => field)).toContain('length');
  });

  it('name every source in words', () => {
    const made = item({ source: { kind: 'pages', source_id: null } });
    expect(compareItems([made, made]).find(({ field }) => field === 'source')?.values[0]).toBe('Pages of documents');
  });

  it('differ if they do not say the same', () => {
    expect(differing(item(), item())).toEqual([]);
    expect(differing(item(), item({ page_count: 2, file_name: 'again.pdf' }))).toEqual(['file_name', 'pages']);
    expect(differing(item(), item({ number: '2026-4711' }))).toEqual(['number']);
    expect(differing(item(), item(), item({ delivered_to: ['archive'] }))).toEqual(['delivered']);
    expect(differing(item(), item({ source: { kind: 'email', source_id: 3 } }))).toEqual(['source']);
  });

  it('differ by a byte that the shown size does not tell, and never by the order of tags', () => {
    expect(differing(item(), item({ size: 98_305 }))).toEqual(['size']);
    expect(differing(item(), item({ tags: ['office', 'mail'] }))).toEqual([]);
  });
});
