import { PREVIEW, newId, type AssetEvent } from '@throughline/contracts';
import {
  isPresent,
  openSteps,
  previewFileOf,
  previewsOf,
  renderStatus,
  toPreviewResult,
  type WebVersionState,
} from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import type { CommandOutcome } from '../commands/asset-commands.js';
import { WorkerService } from '../service/worker-service.js';
import type { StepHandler } from '../worker/step-handler.js';
import { PreviewRequests } from './preview-requests.js';

const make: StepHandler = {
  run: async (context) => ({
    ...done,
    result: toPreviewResult({ fileSha256: context.inputs[0]?.sha256 ?? '', web: 'not-needed' }),
    artifacts: [
      await context.output({ role: 'poster', name: 'poster.jpg', mediaType: 'image/jpeg' }, Buffer.from(context.attemptId)),
    ],
  }),
};

describe('the previews of an item', () => {
  let workshop: Workshop;
  let id: string;
  let requests: PreviewRequests;
  /** The state of the version for the browser at the start of each attempt. */
  let seen: (WebVersionState | undefined)[];
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
    seen = [];
    requests = new PreviewRequests({ commands: workshop.commands, worker: 'processing-1' });
  });
  afterEach(() => workshop.close());

  const lastCommit = async (): Promise<{ id: string; correlationId: string; events: readonly AssetEvent[] }> => {
    const { commits } = await workshop.store.load(id);
    const last = commits.at(-1);
    if (last === undefined) throw new Error('no commits');
    return last.commit;
  };
  const request = (): Promise<CommandOutcome> =>
    workshop.commands.execute(
      id,
      { type: 'RequestPreviews', now: new Date().toISOString() },
      { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
  const work = async (step: string, handler: StepHandler, service: 'ingest' | 'processing' = 'processing') => {
    const delivery = new RecordingDelivery(await workshop.message(id, step));
    await workshop.worker(service, { [step]: handler }).onWork(delivery);
    return delivery;
  };
  const download = async (): Promise<void> => {
    await work(
      'DOWNLOAD',
      { run: ({ inputs }) => Promise.resolve({ ...done, artifacts: inputs.map((one) => ({ ...one, role: 'source' })) }) },
      'ingest',
    );
  };
  const trim: StepHandler = {
    run: async (context) => ({
      ...done,
      artifacts: [await context.output({ role: 'video', name: 'video.mp4', mediaType: 'video/mp4' }, Buffer.from('cut'))],
    }),
  };
  /** Looks at all commits, as after a restart with an old checkpoint. */
  const readAll = async (): Promise<void> => {
    const { commits } = await workshop.store.load(id);
    for (const { commit } of commits) await requests.afterCommit(id, commit);
  };
  const previewFiles = async (): Promise<readonly string[]> =>
    (await workshop.files(id)).filter((key) => key.includes('/previews/') && !key.endsWith('result.json'));

  it('are requested by the download of a run, which has checked the file, and not by the upload before it', async () => {
    await requests.afterCommit(id, await lastCommit());
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toEqual([]);
    await download();
    const commit = await lastCommit();
    expect(requests.concerns(commit.events)).toBe(true);
    await requests.afterCommit(id, commit);
    await requests.afterCommit(id, commit);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(1);
    await work(PREVIEW, make);
    expect(previewsOf((await workshop.asset(id)).state)).toMatchObject({ state: 'ready', artifacts: [{ name: 'poster.jpg' }] });
    await requests.afterCommit(id, commit);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(1);
  });

  it('are requested again after the step that makes another file of it, and replace the files of the first ones', async () => {
    await download();
    await requests.afterCommit(id, await lastCommit());
    await work(PREVIEW, make);
    const [first] = await previewFiles();
    await work('TRIM', trim);
    await readAll();
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(2);
    const second = await work(PREVIEW, make);
    const files = await previewFiles();
    expect(files).toHaveLength(1);
    expect(files[0]).not.toBe(first);
    expect(files[0]).toContain(second.message.attemptId);
  });

  it.each([
    ['completed', make, 'ready'],
    [
      'failed',
      { run: () => Promise.reject(Object.assign(new Error('no media'), { kind: 'permanent', code: 'not-media' })) },
      'failed',
    ],
  ] as const)('are requested once more if the file has changed before they %s', async (_end, handler: StepHandler, last) => {
    await download();
    await requests.afterCommit(id, await lastCommit());
    await work(PREVIEW, {
      run: async (context) => {
        await work('TRIM', trim);
        await requests.afterCommit(id, await lastCommit());
        return handler.run(context);
      },
    });
    expect(previewsOf((await workshop.asset(id)).state).state).toBe('none');
    const commit = await lastCommit();
    expect(requests.concerns(commit.events)).toBe(true);
    await requests.afterCommit(id, commit);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(2);
    await work(PREVIEW, handler);
    await requests.afterCommit(id, commit);
    await requests.afterCommit(id, await lastCommit());
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(2);
    expect(previewsOf((await workshop.asset(id)).state).state).toBe(last);
  });

  const convert = (web: WebVersionState): StepHandler => ({
    run: ({ inputs, previews }) => {
      seen.push(previews.web);
      return Promise.resolve({ ...done, result: toPreviewResult({ fileSha256: inputs[0]?.sha256 ?? '', web }) });
    },
  });

  it('get their version for the browser by one attempt more, which is told that it is missing', async () => {
    await download();
    await workshop.ask(id, { type: 'CancelRun' });
    await request();
    await work(PREVIEW, convert('pending'));
    const commit = await lastCommit();
    expect(requests.concerns(commit.events)).toBe(true);
    await requests.afterCommit(id, commit);
    await requests.afterCommit(id, commit);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(2);
    await work(PREVIEW, convert('failed'));
    await requests.afterCommit(id, await lastCommit());
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(2);
    expect(seen).toEqual([undefined, 'pending']);
    expect(previewsOf((await workshop.asset(id)).state)).toMatchObject({ state: 'ready', web: 'failed' });
  });

  const trimBy = (handler: StepHandler) => (): Promise<unknown> => work('TRIM', handler);
  const broken = Object.assign(new Error('odd'), { kind: 'permanent', code: 'undecodable' });

  it.each([
    ['is skipped', trimBy({ run: () => Promise.resolve({ kind: 'skipped', reason: 'no_audio' }) })],
    ['fails', trimBy({ run: () => Promise.reject(broken) })],
    ['is cancelled with its run', () => workshop.ask(id, { type: 'CancelRun' })],
    ['is reset', () => workshop.ask(id, { type: 'ResetAsset' })],
  ])('get it of the original only after the step that would trim it %s', async (_end, end) => {
    await download();
    await requests.afterCommit(id, await lastCommit());
    await work(PREVIEW, convert('pending'));
    await requests.afterCommit(id, await lastCommit());
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(1);
    await end();
    const commit = await lastCommit();
    expect(requests.concerns(commit.events)).toBe(true);
    await requests.afterCommit(id, commit);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(2);
  });

  it('are not requested for steps without files, after previews of the present file, and after a deletion', async () => {
    expect(requests.concerns([{ type: 'Resumed', v: 1, data: { by: 'x', cause: 'run' } }])).toBe(false);
    await download();
    await requests.afterCommit(id, await lastCommit());
    await work(PREVIEW, make);
    await requests.afterCommit(id, await lastCommit());
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(1);
  });

  it('are not requested for an upload without a run, nor after a deletion', async () => {
    id = await workshop.start();
    const [registered] = (await workshop.store.load(id)).commits;
    if (registered === undefined) throw new Error('The item has no commit');
    expect(requests.concerns(registered.commit.events)).toBe(false);
    await download();
    const downloaded = await lastCommit();
    await workshop.ask(id, { type: 'CancelRun' });
    await workshop.ask(id, { type: 'DeleteAsset', expiresAt: '2099-01-01T00:00:00.000Z' });
    await requests.afterCommit(id, downloaded);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toEqual([]);
    await workshop.ask(id, { type: 'RestoreAsset' });
    const again = new PreviewRequests({ commands: workshop.commands, worker: 'processing-2' });
    await again.afterCommit(id, downloaded);
    expect(await workshop.recorded(id, 'StepScheduled', PREVIEW)).toHaveLength(1);
  });

  it('are requested when the log delivers the commit again, after the broker was away', async () => {
    await download();
    let outages = 1;
    const execute: Workshop['commands']['execute'] = (...command) => {
      outages -= 1;
      return outages < 0 ? workshop.commands.execute(...command) : Promise.reject(new Error('The broker is away'));
    };
    const processing = new WorkerService({
      service: 'processing',
      lanes: [],
      ...{ store: workshop.store, queue: workshop.queue, timers: workshop.timers, dispatcher: workshop.dispatcher },
      commands: workshop.commands,
      worker: workshop.worker('processing'),
      previews: new PreviewRequests({
        commands: { load: (assetId) => workshop.commands.load(assetId), execute },
        worker: 'processing-1',
      }),
      onPoke: (_handle, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve();
          });
        }),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const stopping = new AbortController();
    processing.start(stopping.signal);
    await until(async () => (await workshop.recorded(id, 'StepScheduled', PREVIEW)).length === 1, { what: 'the request' });
    stopping.abort();
    await processing.ended();
    expect(outages).toBeLessThan(0);
  });

  it('end with an erasure: the worker stops, and its late files are removed', async () => {
    const keeper = workshop.hire('ingest', { DOWNLOAD: { run: () => new Promise(() => undefined) } });
    await request();
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const slow: StepHandler = {
      run: (context) =>
        new Promise((_resolve, reject) => {
          context.signal.addEventListener('abort', () => {
            reject(context.signal.reason as Error);
          });
          void context.output({ role: 'poster', name: 'poster.jpg', mediaType: 'image/jpeg' }, Buffer.from('jpeg')).then(begun);
        }),
    };
    const working = work(PREVIEW, slow);
    await beginning;
    await workshop.ask(id, { type: 'EraseAsset' });
    await working;
    expect(await workshop.recorded(id, 'LateResultIgnored', PREVIEW)).toHaveLength(1);
    expect(await workshop.recorded(id, 'StepCompleted', PREVIEW)).toEqual([]);
    await until(async () => (await workshop.files(id)).length === 0, { what: 'the removal of all files' });
    await keeper.leave();
    const { state } = await workshop.asset(id);
    expect(previewsOf(state).state).toBe('none');
    expect(openSteps(state)).toEqual([]);
  });

  it('fail without failing the item, and without holding a reset', async () => {
    await request();
    await work(PREVIEW, {
      run: () => Promise.reject(Object.assign(new Error('no media'), { kind: 'permanent', code: 'not-media' })),
    });
    const { state } = await workshop.asset(id);
    expect(previewsOf(state).state).toBe('failed');
    expect(renderStatus(state)).toBe('INITIALIZED');
    expect(isPresent(state) && previewFileOf(state)?.role).toBe('upload');
    expect((await workshop.ask(id, { type: 'ResetAsset' })).kind).toBe('accepted');
  });
});
