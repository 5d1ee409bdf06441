import { listFilledTabs } from './session-tabs.js';

const session: Parameters<typeof listFilledTabs>[0] = { allowed: [], erased_at: null, expired_at: null };

describe('the tabs of a session on a phone', () => {
  it('are the parts that have content, the transcript first', () => {
    expect(listFilledTabs({ ...session, allowed: ['download'] })).toEqual(['transcript', 'notes', 'details', 'history']);
    expect(listFilledTabs({ ...session, allowed: ['retry'] })).toEqual(['notes', 'details', 'history']);
  });

  it('are only the facts and the history once the content is gone', () => {
    const gone = '2026-02-05T10:00:00.000Z';
    expect(listFilledTabs({ ...session, expired_at: gone })).toEqual(['details', 'history']);
    expect(listFilledTabs({ ...session, erased_at: gone })).toEqual(['details', 'history']);
  });
});
