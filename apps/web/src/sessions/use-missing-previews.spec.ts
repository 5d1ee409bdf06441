import { lacksPreviews } from './use-missing-previews.js';

type Facts = Parameters<typeof lacksPreviews>[0];
const facts = (state: string, more: Partial<Facts> = {}): Facts => ({
  ...{ previews: { state } as Facts['previews'], status: 'completed', deleted_at: null, expired_at: null, erased_at: null },
  ...more,
});
const at = '2026-02-05T10:00:00.000Z';

describe('the previews of an older session', () => {
  it('are asked for once it is completed, while it has its content', () => {
    expect(['none', 'incomplete', 'requested', 'ready', 'failed'].filter((state) => lacksPreviews(facts(state)))).toEqual([
      'none',
      'incomplete',
    ]);
    for (const more of [{ status: 'processing' }, { deleted_at: at }, { expired_at: at }, { erased_at: at }] as const)
      expect(lacksPreviews(facts('none', more))).toBe(false);
  });
});
