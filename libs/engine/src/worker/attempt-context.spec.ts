import { AttemptContext, type AttemptResources, type AttemptState } from './attempt-context.js';

describe('a handler that waits for an external service', () => {
  const stop = new AbortController();
  let said: string[];
  const resources = {
    lease: { signal: stop.signal },
    letPass: () => said.push('lets others pass'),
    aside: async (ask: () => Promise<void>) => {
      said.push('aside');
      await ask().finally(() => said.push('back'));
    },
  } as unknown as AttemptResources;
  const known = { asset: { state: { phase: 'absent' } }, work: {} } as unknown as AttemptState;
  const context = new AttemptContext({ assetId: 'a', step: 'TRANSCRIBE' }, () => known, resources).handlerContext();
  beforeEach(() => {
    said = [];
  });

  it('frees its slot, and its wait counts for no limit', async () => {
    await context.idle(1);
    expect(said).toEqual(['lets others pass', 'aside', 'back']);
  });

  it('stops waiting when the attempt ends', async () => {
    const waiting = context.idle(3_600_000);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(said).toContain('back');
  });
});
