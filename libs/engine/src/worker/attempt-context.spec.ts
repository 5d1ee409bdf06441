import { AttemptContext, type AttemptResources, type AttemptState } from './attempt-context.js';

describe('a handler that waits for an external service', () => {
  const stop = new AbortController();
  let calls: string[];
  const resources = {
    lease: { signal: stop.signal },
    letPass: () => calls.push('lets others pass'),
    aside: async (ask: () => Promise<void>) => {
      calls.push('aside');
      await ask().finally(() => calls.push('back'));
    },
  } as unknown as AttemptResources;
  const known = { asset: { state: { phase: 'absent' } }, work: {} } as unknown as AttemptState;
  const context = new AttemptContext({ assetId: 'a', step: 'TRANSCRIBE' }, () => known, resources).handlerContext();
  beforeEach(() => {
    calls = [];
  });

  it('frees its slot, and its wait counts for no limit', async () => {
    await context.idle(1);
    expect(calls).toEqual(['lets others pass', 'aside', 'back']);
  });

  it('stops waiting when the attempt ends', async () => {
    const waiting = context.idle(3_600_000);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toContain('back');
  });
});

describe('the personal data that a handler reads', () => {
  it('has the corrected fields of the present file, and none of an earlier one', async () => {
    const state = { phase: 'present', fieldCorrections: [{ field: 'sender', by: 'u', at: '2026-10-13T10:00:00.000Z' }] };
    const personal = { title: 'Invoice', fields: { date: '2026-10-13', sender: 'Linden' } };
    const resources = {
      lease: { signal: new AbortController().signal },
      aside: (ask: () => Promise<unknown>) => ask(),
      commands: { load: () => Promise.resolve({ state, personal }) },
    } as unknown as AttemptResources;
    const known = { asset: { state: { phase: 'absent' } }, work: {} } as unknown as AttemptState;
    const context = new AttemptContext({ assetId: 'a', step: 'finalize_document_storage' }, () => known, resources);
    expect(await context.handlerContext().personal()).toEqual({ title: 'Invoice', fields: { sender: 'Linden' } });
  });
});
