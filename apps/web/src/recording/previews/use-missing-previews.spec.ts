import { lacksPreviews } from './use-missing-previews.js';

type Item = Parameters<typeof lacksPreviews>[0];
type Reader = NonNullable<Parameters<typeof lacksPreviews>[1]>;

const item = {
  previews: { state: 'none', poster_url: null, peaks_url: null, page_url: null, file_sha256: null },
  imported_at: null,
  source: { kind: 'upload', sha256: 'a'.repeat(64) },
  run: null,
  deleted_at: null,
  expired_at: null,
  erased_at: null,
  quarantined: false,
  needs_upgrade: false,
} as unknown as Item;
const operator = { role: 'operator', library: { role: 'owner' } } as unknown as Reader;
const time = '2026-02-05T10:00:00.000Z';

describe('an opened item', () => {
  it('gets missing previews if its reader may change it', () => {
    expect(lacksPreviews(item, operator)).toBe(true);
    expect(lacksPreviews({ ...item, previews: { ...item.previews, state: 'incomplete' } }, operator)).toBe(true);
    expect(lacksPreviews(item, undefined)).toBe(false);
    expect(lacksPreviews(item, { ...operator, role: 'viewer' })).toBe(false);
    expect(lacksPreviews(item, { ...operator, library: { ...operator.library, role: 'viewer' } })).toBe(false);
  });

  it('gets those again that may not have come with its import', () => {
    const ready = { ...item, previews: { ...item.previews, state: 'ready' } } as Item;
    expect(lacksPreviews({ ...ready, imported_at: time }, operator)).toBe(true);
    expect(lacksPreviews(ready, operator)).toBe(false);
  });

  it.each([
    ['has previews', { previews: { ...item.previews, state: 'ready' } }],
    ['waits for its previews', { previews: { ...item.previews, state: 'requested' } }],
    ['has a file that cannot be read', { previews: { ...item.previews, state: 'failed' } }],
    ['has no file yet', { source: { ...item.source, sha256: null } }],
    ['is simulated', { source: { ...item.source, kind: 'simulated' } }],
    ['has a run in progress', { run: { active: true } }],
    ['is deleted', { deleted_at: time }],
    ['is erased', { erased_at: time }],
    ['is quarantined', { quarantined: true }],
    ['needs a newer release', { needs_upgrade: true }],
  ])('is left alone if it %s', (_, change) => {
    expect(lacksPreviews({ ...item, ...change } as Item, operator)).toBe(false);
  });
});
