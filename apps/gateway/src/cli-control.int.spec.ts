import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, presenceCodec, presenceSubject } from '@throughline/contracts';
import { currentWork, type Command } from '@throughline/domain';
import { JetStreamLeases } from '@throughline/messaging';
import { renderTranscriptJson } from '@throughline/media';
import { until } from '@throughline/stack/testing';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';
import { aTranscript } from './testing/transcribed.js';
import { createTl, type ProcessResult } from './testing/run-tl.js';

const TERM_MS = 700;

interface RecordingAnswer {
  readonly id: string;
  readonly status: string;
  readonly on_pause: boolean;
  readonly pause_until: string | null;
  readonly deleted_at: string | null;
  readonly stalled: boolean | null;
  readonly run: { readonly active: boolean } | null;
}

describe('tl, for diagnosis and control', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  let tl: (...args: readonly string[]) => Promise<ProcessResult>;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway({ ...world, config: { ...world.config, presenceEveryMs: 200 } });
    tl = await createTl(world, gateway);
    await writeFile(join(world.folder, 'talk.mp4'), 'not really a video');
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const json = async <T>(...args: readonly string[]): Promise<T> => {
    const { code, out, err } = await tl(...args, '--json');
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as T;
  };
  const push = async (): Promise<string> => {
    const { id } = await json<RecordingAnswer>('push', 'talk.mp4', '--allow-duplicate', '--run');
    // The following commands read lists and items, which come from rows.
    await until(async () => (await gateway.fetch(`/api/v1/recordings/${id}`)).ok, { what: 'the recording' });
    return id;
  };
  /** Starts the step like a worker, under the control of this spec. */
  const start = async (id: string, step: string): Promise<string> => {
    const { commands } = gateway.ports;
    const attemptId = currentWork((await commands.load(id))?.state ?? { phase: 'absent' }, step)?.attemptId ?? '';
    const command: Command = { type: 'StartStep', now: new Date().toISOString(), step, attemptId, worker: 'ingest-7' };
    const outcome = await commands.execute(id, command, {
      commandId: newId(),
      actor: { kind: 'service', id: 'ingest' },
      correlationId: 'spec',
    });
    expect(outcome.kind).toBe('accepted');
    await until(async () => (await json<RecordingAnswer>('status', id)).status === 'DOWNLOADING', { what: 'the row' });
    return attemptId;
  };
  const present = (): void => {
    const lanes = [{ lane: 'download', concurrency: 2, busy: 1 }];
    world.admin.publish(
      presenceSubject('ingest'),
      presenceCodec.encode({ v: 1, service: 'ingest', worker: 'ingest-7', lanes, everyMs: 60_000 }),
    );
  };

  it('reports that no worker serves the lane of queued work, and which worker does once one has started', async () => {
    const id = await push();
    await until(async () => (await tl('why', id)).out.includes('No worker serves lane ingest/download'), { what: 'a verdict' });
    const lonely = await tl('why', id);
    expect(lonely.out).toContain('DOWNLOAD  queued, since ');
    expect(lonely.out).toContain('> Start or restart the ingest service where it runs.');
    expect((await tl('status', id)).out).toMatch(/^held up +DOWNLOAD: No worker serves lane ingest\/download/m);
    expect((await tl('workers')).err).toContain('no workers are running');
    present();
    await until(
      async () => (await tl('why', id)).out.includes('1 worker serves lane ingest/download, with 1 of 2 places taken'),
      {
        what: 'a worker',
      },
    );
    expect((await tl('workers')).out).toMatch(
      /^SERVICE +LANE +PLACES +WORKER +LAST HEARD\ningest +download +1\/2 busy +ingest-7 +/,
    );
  }, 60_000);

  it('corrects the language of a recording after it has read the current revision', async () => {
    const id = await push();
    expect(await tl('set-language', id, 'de-at')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^language +de-AT$/m) as string,
      err: expect.stringContaining('run the item') as string,
    });
    expect(await tl('set-language', id, 'de-AT')).toMatchObject({ code: 0, err: expect.stringContaining('already') as string });
    expect((await tl('events', id)).out).toMatch(/LanguageChanged.*Language set to de-AT/);
  });

  it('describes a recording at its present revision, and publishes nothing without a run', async () => {
    const id = await push();
    expect(await tl('describe', id, '--title', 'Lecture 8', '--tag', 'algebra', '--tag', 'autumn')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^title +Lecture 8\ntags +algebra, autumn$/m) as string,
    });
    expect(await tl('describe', id)).toMatchObject({ err: expect.stringContaining('must have a title') as string });
    expect((await tl('events', id)).out).toMatch(/AssetDescribed.*Title and tags changed by/);
    expect(await tl('publish', id, '--output', 'nas')).toMatchObject({
      err: expect.stringContaining('no such output') as string,
    });
  });

  it('reports a stall by the lease, in why and in lists, and unsticks it', async () => {
    const id = await push();
    const attemptId = await start(id, 'DOWNLOAD');
    expect(await json<RecordingAnswer>('status', id)).toMatchObject({ stalled: null });
    const leases = new JetStreamLeases(world.admin);
    const lease = { assetId: id, step: 'DOWNLOAD', attemptId, worker: 'ingest-7', termMs: TERM_MS };
    const handle = await leases.claim({ ...lease, startedAt: new Date().toISOString(), progress: { fraction: 0 } }, undefined);
    await handle.heartbeat({ fraction: 0.1 });
    await until(async () => (await json<RecordingAnswer>('status', id)).stalled === true, { what: 'the stall' });
    expect((await tl('why', id)).out).toMatch(
      /ingest-7 has died, is suspended or has lost its connection.*\n {4}.* lane ingest\/download.*\n {4}> Another worker takes it over.*tl unstick/,
    );
    await until(async () => (await tl('ls')).out.includes(`${id}  stalled (DOWNLOADING)`), { what: 'the row' });
    const unstuck = await tl('unstick', id, '--step', 'DOWNLOAD');
    expect(unstuck).toMatchObject({ code: 0, err: expect.stringContaining('DOWNLOAD') as string });
    expect(await json<{ steps: object[] }>('why', id)).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ step: 'DOWNLOAD', code: 'queued', attempt: 2 })]) as object[],
    });
    expect(await tl('unstick', id, '--step', 'NONSENSE')).toMatchObject({ code: 3 });
  }, 60_000);

  it('pauses with a reason and an end, shows both, and resumes by run', async () => {
    const id = await push();
    await start(id, 'DOWNLOAD');
    const paused = await json<RecordingAnswer>('pause', id, '--for', '2h', '--reason', 'the line is slow');
    expect(paused).toMatchObject({ on_pause: true });
    expect(Date.parse(paused.pause_until ?? '') - Date.now()).toBeGreaterThan(7_000_000);
    await until(async () => (await json<RecordingAnswer[]>('ls', '--paused')).some((one) => one.id === id), { what: 'the row' });
    expect((await tl('ls', '--paused')).out).toContain(`${id}  DOWNLOADING (paused)`);
    expect((await tl('status', id)).out).toMatch(/^paused +by owner, until .*: the line is slow$/m);
    expect((await tl('why', id)).out).toContain('The run is paused by owner, until');
    expect((await tl('why', id)).out).toContain('the line is slow');
    expect(await tl('plan', id)).toMatchObject({ code: 0, err: expect.stringContaining('resume') as string });
    expect(await tl('run', id)).toMatchObject({ code: 0 });
    expect(await json<RecordingAnswer>('status', id)).toMatchObject({ on_pause: false });
  }, 60_000);

  it('cancels, resets, deletes and restores, and accepts the unique beginning of an id', async () => {
    const id = await push();
    await start(id, 'DOWNLOAD');
    const watching = tl('watch', id);
    expect(await json<RecordingAnswer>('cancel', id, '--reason', 'the wrong file')).toMatchObject({ run: { active: false } });
    const watched = await watching;
    expect(watched).toMatchObject({ code: 1, err: expect.stringContaining('The run was cancelled') as string });
    expect(watched.out).toMatch(/RunCancelled/);
    expect((await tl('why', id)).out).toContain('The run was cancelled by owner. the wrong file');
    const steps = await json<{ steps: { step: string; action: string }[] }>('plan', id);
    expect(steps.steps).toContainEqual(expect.objectContaining({ step: 'DOWNLOAD', action: 'run' }));
    expect(await json<RecordingAnswer>('reset', id)).toMatchObject({ status: 'INITIALIZED', run: null });
    expect(await json<RecordingAnswer>('delete', id)).toMatchObject({ deleted_at: expect.any(String) as string });
    await until(async () => (await json<RecordingAnswer[]>('ls', '--deleted')).some((one) => one.id === id), { what: 'the row' });
    expect((await json<RecordingAnswer[]>('ls')).map((one) => one.id)).not.toContain(id);
    const ambiguous = await tl('restore', id.slice(0, 8));
    if (ambiguous.code === 2) expect(ambiguous.err).toContain(id);
    expect(await json<RecordingAnswer>('restore', id.slice(0, 35))).toMatchObject({ id, deleted_at: null });
  }, 60_000);

  it('corrects a transcript from an edited file unless somebody else has changed it since, and names a speaker', async () => {
    const id = await push();
    const attemptId = await start(id, 'DOWNLOAD');
    const { artifacts, commands } = gateway.ports;
    const key = `${id}/heard/transcript.json`;
    const file = { role: 'transcript', name: 'transcript.json', key, mediaType: 'application/json' };
    const stored = await artifacts.put(key, Buffer.from(renderTranscriptJson(aTranscript({ speakers: [{ id: 'S1' }] }))));
    await commands.execute(
      id,
      {
        type: 'CompleteStep',
        now: new Date().toISOString(),
        step: 'DOWNLOAD',
        attemptId,
        result: {},
        artifacts: [{ ...file, ...stored }],
        metrics: {},
      },
      { commandId: newId(), actor: { kind: 'service', id: 'ingest' }, correlationId: 'spec' },
    );
    const { out } = await until(async () => {
      const answer = await tl('transcript', id);
      return answer.code === 0 ? answer : undefined;
    });
    expect(out).toMatch(/^00:00:05\.000 +00:00:06\.500 +thanks four coming$/m);
    expect(await tl('correct', id, 'none.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read') as string,
    });
    const transcript = await json<{ version: string; segments: { text: string }[] }>('transcript', id);
    const segments = transcript.segments.map((segment) => ({ ...segment, text: 'by hand' }));
    await writeFile(join(world.folder, 'mended.json'), JSON.stringify({ ...transcript, segments }));
    expect(await tl('correct', id, 'mended.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('transcribing') as string,
    });
    await tl('cancel', id);
    expect(await tl('correct', id, 'mended.json')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^[0-9a-f]{16}\n$/) as string,
    });
    expect(await tl('correct', id, 'mended.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('transcript-changed') as string,
    });
    const versions = await until(async () => {
      const all = await json<{ kind: string }[]>('transcript', id, '--versions');
      return all.length === 2 ? all : undefined;
    });
    expect(versions.map(({ kind }) => kind)).toEqual(['corrected', 'heard']);
    expect((await tl('transcript', id, '--of', transcript.version)).out).toBe(out);
    expect(await tl('name-speaker', id, 'Speaker 1', 'Anna')).toMatchObject({ code: 0 });
    const named = await until(async () => {
      const { speakers } = await json<{ speakers: { name: string | null }[] }>('transcript', id);
      return speakers[0]?.name === null ? undefined : speakers;
    });
    expect(named).toEqual([{ id: 'S1', label: 'Anna', name: 'Anna' }]);
    expect(await tl('name-speaker', id, 'nobody', 'Bo')).toMatchObject({
      code: 3,
      err: expect.stringContaining('no-such-speaker') as string,
    });
  }, 60_000);

  it('shows a recording as of a time or a position of the log', async () => {
    const id = await push();
    await start(id, 'DOWNLOAD');
    const [first] = await json<{ id: string }[]>('events', id);
    const then = await tl('as-of', id, first?.id.split('.')[0] ?? '');
    expect(then).toMatchObject({ code: 0, out: expect.stringMatching(/^as of +.*, position \d+$/m) as string });
    expect(then.out).toMatch(/^status +(INITIALIZED|PENDING_SOURCE)( \(queued\))?$/m);
    expect(await json<RecordingAnswer>('as-of', id, '1ms ago')).toMatchObject({ id, status: 'DOWNLOADING' });
    const { out: past } = await tl('as-of', id, '1ms ago');
    expect(past).toMatch(/^progress/m);
    expect(past).not.toMatch(/^done/m);
    expect(await tl('as-of', id, '2020-01-01T00:00Z')).toMatchObject({ code: 3 });
    expect(await tl('as-of', id, 'yesterday')).toMatchObject({ code: 2 });
  }, 60_000);

  it('erases after confirmation, and shows what remains', async () => {
    const id = await push();
    await start(id, 'DOWNLOAD');
    expect(await tl('erase', id)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') as string });
    expect(await json<RecordingAnswer>('status', id)).toMatchObject({ run: { active: true } });
    const { title } = await json<RecordingAnswer & { title: string }>('status', id);
    const erased = await tl('erase', id, '--yes');
    expect(erased).toMatchObject({ code: 0, err: expect.stringContaining('The item is erased') as string });
    for (const shown of [erased.out, (await tl('status', id)).out, (await tl('why', id)).out]) {
      expect(shown).toMatch(/erased/i);
      expect(shown).not.toContain(title);
    }
    expect((await tl('status', id)).out).toContain('its files are gone');
    expect(await tl('run', id)).toMatchObject({ code: 3, err: expect.stringContaining('erased') as string });
    expect(await tl('erase', id, '--yes')).toMatchObject({ code: 0, err: expect.stringContaining('already erased') as string });
  }, 60_000);

  it('takes options for a run, and shows its effect with plan', async () => {
    const { id } = await json<RecordingAnswer>('push', 'talk.mp4', '--allow-duplicate');
    await writeFile(join(world.folder, 'run.json'), JSON.stringify({ processing_config: { retry: { max_attempts: 1 } } }));
    const args = ['--disable', 'EXTRACT_TOPICS', '--output', 'library', '--config', 'run.json'];
    const { steps, config_sources: sources } = await json<{
      steps: { step: string; action: string; skip_reason: string | null }[];
      config_sources: Record<string, string>;
    }>('plan', id, ...args);
    expect(steps).toContainEqual(expect.objectContaining({ step: 'EXTRACT_TOPICS', action: 'skip', skip_reason: 'disabled' }));
    expect(sources).toMatchObject({ 'retry.max_attempts': 'request', 'transcription.enable_topics': 'request' });
    expect(await json<RecordingAnswer>('run', id, ...args)).toMatchObject({ run: { active: true } });
  }, 60_000);

  it.each<[string, readonly string[], number, string]>([
    ['a pause without a run', ['pause', 'ID'], 3, 'not-pausable'],
    ['a cancel without a run', ['cancel', 'ID'], 3, 'not-running'],
    ['an unknown stage', ['skip', 'ID', 'NONSENSE'], 3, ''],
    ['an unknown output', ['settle', 'ID', 'nowhere', '--delivered', 'yes'], 3, ''],
    ['a redelivery to an unknown output', ['redeliver', 'ID', 'nowhere'], 3, ''],
    ['a transcript that does not exist yet', ['transcript', 'ID'], 3, 'no-transcript'],
    ['an invalid language', ['set-language', 'ID', 'the_language'], 2, 'language'],
    ['an invalid correction', ['correct', 'ID', 'talk.mp4'], 2, 'not JSON'],
    ['a settlement without a result', ['settle', 'ID', 'library'], 2, '--delivered'],
    ['a pause with two ends', ['pause', 'ID', '--for', '1h', '--until', '2099-01-01'], 2, '--until'],
    ['an invalid duration', ['pause', 'ID', '--for', 'ever'], 2, '90s'],
    ['an invalid time', ['pause', 'ID', '--until', 'tomorrow'], 2, 'must be a date or time'],
    ['an unknown value of --then', ['unstick', 'ID', '--then', 'explode'], 2, 'retry'],
    ['an unknown status', ['ls', '--status', 'LOST'], 2, 'status: '],
    ['an unknown order', ['ls', '--sort', 'size'], 2, 'sort'],
    ['an unknown event', ['events', 'ID', '--after', 'zzz'], 2, 'after'],
    ['an unknown scope', ['token', 'create', 'x', '--scopes', 'all'], 2, 'scopes'],
    ['an unknown token', ['token', 'revoke', 'nope'], 3, 'tl token list'],
    ['a missing file', ['get', 'ID', 'transcript.srt'], 3, "no file 'transcript.srt'"],
    ['a run with an unknown output', ['run', 'ID', '--output', 'nowhere'], 3, 'available: library'],
    ['an output without --run', ['push', 'talk.mp4', '--output', 'library'], 2, '--run'],
    ['an id that is too short', ['status', 'ff'], 3, 'eight characters'],
    ['tl why with an unknown id', ['why', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11'], 3, 'not-found'],
    ['a prefix of no id', ['why', 'ffffffff'], 3, 'not-found'],
  ])('exits after %s with its code, without a stack trace', async (_, args, code, says) => {
    const { id } = await json<RecordingAnswer>('push', 'talk.mp4', '--allow-duplicate');
    const ended = await tl(...args.map((each) => (each === 'ID' ? id : each)));
    expect({ code: ended.code, trace: /\n\s+at /.test(ended.err), out: ended.out }).toEqual({ code, trace: false, out: '' });
    expect(ended.err).toContain(says);
  });
});
