import { until } from '@throughline/stack/testing';
import { Workshop } from '../testing/workshop.js';
import type { StepHandler } from './step-handler.js';

describe('a step that its worker would only skip', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  it('does not wait for a slot in a full lane, and later steps continue', async () => {
    workshop.hire('ingest');
    workshop.hire('upload');
    const ended: string[] = [];
    const transcribe: StepHandler = {
      foreseeSkip: ({ language }) => (language === 'de' ? 'no_engine_for_language' : undefined),
      run: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        }),
    };
    workshop.hire('processing', { TRANSCRIBE: transcribe }, { onAttemptEnd: ({ code }) => ended.push(code ?? '') });
    const places = [await workshop.start(), await workshop.start()];
    const isFull = async (): Promise<boolean> =>
      (await Promise.all(places.map((id) => workshop.recorded(id, 'StepStarted', 'TRANSCRIBE')))).every(
        (list) => list.length === 1,
      );
    await until(isFull, { what: 'a full lane' });

    const german = await workshop.start({}, { language: 'de' });
    await until(() => workshop.isOver(german), { what: 'the end of the other item' });
    expect(await workshop.status(german)).toBe('READY');
    expect(await workshop.recorded(german, 'StepSkipped', 'TRANSCRIBE')).toMatchObject([
      { data: { reason: 'no_engine_for_language' } },
    ]);
    expect(await workshop.recorded(german, 'StepStarted', 'TRANSCRIBE')).toEqual([]);
    expect(ended).toContain('no_engine_for_language');
    for (const id of places) expect(await workshop.isOver(id)).toBe(false);
  });

  it('is left to the worker that has started it, whatever another process would do', async () => {
    const id = await workshop.start();
    const without = workshop.worker('processing', {
      TRIM: { foreseeSkip: () => 'no_engine', run: () => Promise.reject(new Error()) },
    });
    workshop.hire('ingest');
    await until(async () => (await workshop.recorded(id, 'StepScheduled', 'TRIM')).length === 1, { what: 'a queued step' });
    const before = await workshop.asset(id);
    const { attemptId } = await workshop.message(id, 'TRIM');
    const start = { type: 'StartStep', now: new Date().toISOString(), step: 'TRIM', attemptId, worker: 'another' } as const;
    const meta = { commandId: 'start', actor: { kind: 'service', id: 'another' }, correlationId: id } as const;
    await workshop.commands.execute(id, start, meta);
    await without.skipEarly(id, before);
    expect(await workshop.recorded(id, 'StepSkipped')).toEqual([]);
  });

  it('runs if its unsupported language was corrected in the meantime', async () => {
    const id = await workshop.start({}, { language: 'de' });
    const english = workshop.worker('processing', {
      TRIM: {
        foreseeSkip: ({ language }) => (language === 'en' ? undefined : 'no_engine_for_language'),
        run: () => Promise.reject(new Error()),
      },
    });
    workshop.hire('ingest');
    await until(async () => (await workshop.recorded(id, 'StepScheduled', 'TRIM')).length === 1, { what: 'a queued step' });
    const before = await workshop.asset(id);
    const change = { type: 'ChangeLanguage', now: new Date().toISOString(), by: 'owner', language: 'en' } as const;
    const meta = { commandId: 'change', actor: { kind: 'user', id: 'owner' }, correlationId: id } as const;
    await workshop.commands.execute(id, change, meta);
    await english.skipEarly(id, before);
    expect(await workshop.recorded(id, 'StepSkipped')).toEqual([]);
  });

  it('runs normally if its handler cannot foresee a skip', async () => {
    for (const service of ['ingest', 'upload'] as const) workshop.hire(service);
    const broken: StepHandler = {
      foreseeSkip: () => {
        throw new Error('a setting that nobody expects');
      },
      run: () => Promise.resolve({ kind: 'completed', result: {}, artifacts: [], metrics: {} }),
    };
    workshop.hire('processing', { TRANSCRIBE: broken });
    const id = await workshop.start();
    await until(() => workshop.isOver(id), { what: 'the end of the item' });
    expect(await workshop.status(id)).toBe('READY');
  });
});
