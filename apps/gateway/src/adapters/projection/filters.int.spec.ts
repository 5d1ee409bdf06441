import { TRANSCRIPT_ROLE, newId, textVersionOf, type Artifact } from '@throughline/contracts';
import { currentWork, type Command } from '@throughline/domain';
import { anArtifact } from '@throughline/domain/testing';
import { until } from '@throughline/stack/testing';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';
import { formOf } from '../../testing/forms.js';

interface Item {
  readonly id: string;
  readonly revision: string;
}

describe('filters of the list', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    const outputs = [{ name: 'library', type: 'folder', settings: { folder: 'library' }, follow_ups: ['thumbnail'] }];
    gateway = await openRealGateway({ ...world, config: { ...world.config, outputs } });
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const call = async <T>(path: string, init: RequestInit = {}): Promise<T> =>
    (await (await gateway.fetch(`/api/v1/recordings${path}`, init)).json()) as T;
  const post = (path: string, body: object = {}): Promise<unknown> =>
    call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const register = async (title: string, fields: Record<string, string> = {}): Promise<string> => {
    const form = formOf({ title, run: 'true', ...fields }, { bytes: title });
    return (await call<Item>('', { method: 'POST', headers: form.headers, body: form.payload })).id;
  };
  const work = async (
    id: string,
    command: (attempt: { step: string; attemptId: string }) => object,
    step = 'DOWNLOAD',
  ): Promise<void> => {
    const { commands } = gateway.ports;
    const attemptId = currentWork((await commands.load(id))?.state ?? { phase: 'absent' }, step)?.attemptId ?? '';
    const now = new Date().toISOString();
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' } as const, correlationId: 'spec' };
    const outcome = await commands.execute(id, { now, ...command({ step, attemptId }) } as Command, meta);
    expect(outcome.kind).toBe('accepted');
  };
  const start = (id: string, step?: string): Promise<void> =>
    work(id, (at) => ({ type: 'StartStep', ...at, worker: 'spec' }), step);
  const complete = (id: string, step: string, result: object = {}, artifacts: readonly Artifact[] = []): Promise<void> =>
    work(id, (at) => ({ type: 'CompleteStep', ...at, result, artifacts, metrics: {} }), step);
  const fail = (at: object): object => ({
    type: 'FailStep',
    ...at,
    code: 'broken',
    message: 'm',
    retryable: false,
    progress: 0,
  });
  const untilProjected = async (id: string): Promise<void> => {
    const revision = (await gateway.ports.commands.load(id))?.revision;
    await until(async () => (await gateway.ports.rows.byIds([id])).get(id)?.revision === revision);
  };
  const titles = async (query: string): Promise<string[]> =>
    (await call<{ items: { title: string }[] }>(`?sort=title&${query}`)).items.map(({ title }) => title);

  it('select paused, waiting, failed and deleted recordings', async () => {
    const ids = await Promise.all(['failed', 'gone', 'paused', 'plain', 'waiting'].map((title) => register(title)));
    const [failed = '', gone = '', paused = '', , waiting = ''] = ids;
    await Promise.all([failed, paused, waiting].map((id) => start(id)));
    await work(failed, fail);
    await work(waiting, (at) => ({ type: 'WaitStep', ...at, for: 'disk-full', message: 'm', progress: 0 }));
    await post(`/${paused}/pause`, { reason: 'spec' });
    await call(`/${gone}`, { method: 'DELETE' });
    await Promise.all(ids.map(untilProjected));

    expect(await titles('')).toEqual(['failed', 'paused', 'plain', 'waiting']);
    expect(await titles('on_pause=true')).toEqual(['paused']);
    expect(await titles('on_pause=false')).toEqual(['failed', 'plain', 'waiting']);
    expect(await titles('waiting=true')).toEqual(['waiting']);
    expect(await titles('waiting=false&failed=false')).toEqual(['paused', 'plain']);
    expect(await titles('failed=true')).toEqual(['failed']);
    expect(await titles('deleted=true')).toEqual(['gone']);
    expect(await titles('deleted=any')).toEqual(['failed', 'gone', 'paused', 'plain', 'waiting']);

    const resumed = await post('/bulk/run', { filters: { on_pause: true } });
    expect(resumed).toMatchObject({ results: [{ recording_id: paused, outcome: 'resumed' }], totals: { total: 1 } });
  });

  it('select drafts, whose transcription a bulk run repeats', async () => {
    const fields = { processing_config: JSON.stringify({ trimming: { enable_trimming: false } }) };
    const [draft = '', fine = '', none = ''] = await Promise.all(
      ['d-draft', 'd-fine', 'd-none'].map((title) => register(title, fields)),
    );
    for (const [id, quality] of [
      [draft, 'draft'],
      [fine, 'normal'],
    ] as const)
      for (const step of ['DOWNLOAD', 'TRANSCRIBE']) {
        await start(id, step);
        await complete(id, step, { quality, words: 3 });
      }
    await Promise.all([draft, fine].map((id) => post(`/${id}/cancel`)));
    await Promise.all([draft, fine, none].map(untilProjected));
    expect(await titles('q=d-&draft=true')).toEqual(['d-draft']);
    expect(await titles('q=d-&draft=false')).toEqual(['d-fine', 'd-none']);

    const repeated = { filters: { q: 'd-', draft: true }, repeat: ['TRANSCRIBE'] };
    expect(await post('/bulk/run?dry_run=true', repeated)).toMatchObject({ dry_run: true, totals: { total: 1, started: 1 } });
    expect(await post('/bulk/run', repeated)).toMatchObject({ results: [{ recording_id: draft, outcome: 'started' }] });
    await untilProjected(draft);
    expect(await titles('q=d-&draft=true')).toEqual([]);
  });

  it('select partial and unconfirmed deliveries and failed follow-ups, and show EXPIRED recordings on request', async () => {
    const bare = {
      trimming: { enable_trimming: false },
      transcription: { enable_transcription: false, enable_topics: false, enable_subtitles: false },
    };
    const fields = { processing_config: JSON.stringify(bare) };
    const [sent = '', sure = '', expired = ''] = await Promise.all(
      ['q-sent', 'q-sure', 'q-expired'].map((title) => register(title, fields)),
    );
    for (const [id, result] of [
      [sent, { unconfirmed: true }],
      [sure, {}],
    ] as const)
      for (const step of ['DOWNLOAD', 'deliver:library']) {
        await start(id, step);
        await complete(id, step, result);
      }
    await start(sure, 'deliver:library/thumbnail');
    await work(sure, fail, 'deliver:library/thumbnail');
    await call(`/${expired}`, { method: 'DELETE' });
    await work(expired, () => ({ type: 'ExpireAsset', now: '2999-01-01T00:00:00.000Z' }));
    await Promise.all([sent, sure, expired].map(untilProjected));

    expect(await titles('q=q-&unconfirmed=true')).toEqual(['q-sent']);
    expect(await titles('q=q-&unconfirmed=false')).toEqual(['q-sure']);
    expect(await titles('q=q-&partial=true')).toEqual([]);
    expect(await titles('q=q-&follow_ups_failed=true')).toEqual(['q-sure']);
    expect(await titles('q=q-&follow_ups_failed=false')).toEqual(['q-sent']);
    const selected = { filters: { follow_ups_failed: true } };
    expect(await post('/bulk/run?dry_run=true', selected)).toMatchObject({ results: [{ recording_id: sure }] });
    // An expired item has lost its texts, so only its status can select it.
    expect(await titles('q=q-&status=EXPIRED')).toEqual([]);
    expect(await titles('status=EXPIRED')).toEqual([null]);
    expect(await titles('q=q-&status=EXPIRED,READY')).toEqual(['q-sent', 'q-sure']);
    expect(await titles('q=q-&status=EXPIRED&deleted=false')).toEqual([]);
  });

  it('select stopped runs and finished recordings without a transcript, as the items are labelled', async () => {
    const asked = { trimming: { enable_trimming: false } };
    const off = { ...asked, transcription: { enable_transcription: false, enable_topics: false, enable_subtitles: false } };
    const registerItem = (title: string, config: object = asked): Promise<string> =>
      register(title, { processing_config: JSON.stringify(config) });
    const transcript = anArtifact({ role: TRANSCRIPT_ROLE });
    const ids = await Promise.all([
      registerItem('l-fine'),
      registerItem('l-mute'),
      registerItem('l-off', off),
      registerItem('l-skip'),
      registerItem('l-stopped'),
    ]);
    const [fine, mute, none, skip, stopped] = ids;
    for (const id of [fine, mute, none, skip]) {
      await start(id);
      await complete(id, 'DOWNLOAD', { has_audio: true });
    }
    for (const [id, words] of [
      [fine, 3],
      [mute, 0],
    ] as const) {
      await start(id, 'TRANSCRIBE');
      await complete(id, 'TRANSCRIBE', { words }, [transcript]);
    }
    for (const step of ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']) {
      await start(fine, step);
      await complete(fine, step);
    }
    await start(skip, 'TRANSCRIBE');
    await work(skip, (at) => ({ type: 'SkipStep', ...at, reason: 'no_engine' }), 'TRANSCRIBE');
    await post(`/${stopped}/cancel`);
    await Promise.all(ids.map(untilProjected));
    expect(await titles('q=l-&stopped=true')).toEqual(['l-stopped']);
    expect(await titles('q=l-&stopped=false')).toEqual(['l-fine', 'l-mute', 'l-off', 'l-skip']);
    expect(await titles('q=l-&transcript=missing')).toEqual(['l-mute', 'l-skip']);
    expect(await titles('q=l-&transcript=off')).toEqual(['l-off']);
    const { items } = await call<{ items: { label: string; no_transcript: { reason: string } | null }[] }>('?q=l-&sort=title');
    expect(items.map(({ label, no_transcript: found }) => [label, found?.reason ?? null])).toEqual([
      ['queued', null],
      ['queued', 'no_speech'],
      ['queued', 'disabled'],
      ['queued', 'no_engine'],
      ['stopped', null],
    ]);
    // An item that an output has keeps its status.
    await start(none, 'deliver:library');
    await complete(none, 'deliver:library');
    await post(`/${none}/cancel`);
    await untilProjected(none);
    expect(await titles('q=l-&stopped=true')).toEqual(['l-stopped']);
    const selected = { filters: { q: 'l-', transcript: 'missing' } };
    expect(await post('/bulk/run?dry_run=true', selected)).toMatchObject({ totals: { total: 2 } });
    // A person has written words that no engine had found.
    const by = { correctionId: newId(), by: 'spec', segments: 1, corrected: 1, basis: textVersionOf(transcript) };
    await work(mute, () => ({ type: 'CorrectTranscript', ...by, version: '0123456789abcdef', artifacts: [transcript] }));
    await untilProjected(mute);
    expect(await titles('q=l-&transcript=missing')).toEqual(['l-skip']);
    expect(await call(`/${mute}`)).toMatchObject({ no_transcript: null });
  });

  it('select what waits for a review, and what has a tag, also for bulk requests', async () => {
    const fields = {
      processing_config: JSON.stringify({
        trimming: { enable_trimming: false },
        transcription: { enable_transcription: false, enable_topics: false, enable_subtitles: false },
      }),
      output_config: JSON.stringify({ auto_upload: false }),
    };
    const [held = '', tagged = '', other = ''] = await Promise.all(
      ['r-held', 'r-tagged', 'r-other'].map((title) => register(title, fields)),
    );
    await start(held);
    await complete(held, 'DOWNLOAD');
    for (const [id, tags] of [
      [tagged, ['Algebra', 'summer "term"']],
      [other, ['Algebraic']],
    ] as const) {
      const { revision } = await call<Item>(`/${id}`);
      await call(`/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'if-match': `"${revision}"` },
        body: JSON.stringify({ tags }),
      });
    }
    await Promise.all([held, tagged, other].map(untilProjected));
    expect(await titles('q=r-&needs_review=true')).toEqual(['r-held']);
    expect(await titles('q=r-&needs_review=false')).toEqual(['r-other', 'r-tagged']);
    expect(await titles('tag=ALGEBRA')).toEqual(['r-tagged']);
    expect(await titles('tag=Summer%20%22Term%22%20')).toEqual(['r-tagged']);
    expect(await titles('tag=alg')).toEqual([]);
    for (const filters of [{ tag: 'algebra' }, { needs_review: true }])
      expect(await post('/bulk/run?dry_run=true', { filters })).toMatchObject({ totals: { total: 1 } });
  });

  it('exclude a deleted recording from the search for the same content', async () => {
    const id = await register('twice');
    await untilProjected(id);
    await call(`/${id}`, { method: 'DELETE' });
    await untilProjected(id);
    expect(await register('twice')).not.toBe(id);
  });
});
