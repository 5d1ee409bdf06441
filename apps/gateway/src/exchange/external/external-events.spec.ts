import { PermanentError, RetryableError, newAssetId, sampleExternalEvent, type ExternalType } from '@throughline/contracts';
import { systemClock, type ReceivedMessage } from '@throughline/messaging';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, failStep, startStep, workThrough } from '../../testing/work-through.js';
import type { ExternalEventVerdicts } from './external-events.dto.js';
import { ExternalEvents } from './external-events.js';
import { InboxReader } from './inbox-reader.js';
import { SenderCounts } from './sender-counts.js';

interface Sending {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Fields {
  readonly id?: string;
  readonly source?: string;
  readonly data?: object;
}

describe('events of other systems', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });

  const event = (type: ExternalType, subject: string, { data, ...more }: Fields = {}): object => ({
    ...sampleExternalEvent(type),
    subject,
    ...more,
    data: { ...sampleExternalEvent(type).data, ...data },
  });
  const post = async (events: readonly unknown[], { token = gateway.token, headers = {} }: Sending = {}) => {
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/admin/events',
      headers: { authorization: `Bearer ${token}`, ...headers },
      payload: { events },
    });
    const body = response.json<ExternalEventVerdicts & { readonly code?: string }>();
    return { status: response.statusCode, headers: response.headers, body };
  };
  /** The verdict on one event: its status, or the code of its refusal. */
  const send = async (one: unknown, token?: string): Promise<string> => {
    const { body } = await post([one], token === undefined ? {} : { token });
    const [verdict] = body.items;
    return verdict?.problem?.code ?? verdict?.status ?? 'none';
  };
  const running = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { title: 'The zanzibar talk', run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD');
    return id;
  };
  const trimEvent = async (id: string, more: Fields = {}): Promise<object> =>
    event('step.completed', id, { ...more, data: { attempt_id: await currentAttemptId(gateway, id, 'TRIM'), ...more.data } });
  /** Says that the transcript of the item is stored in the folder of its attempt. */
  const transcriptionEvent = async (id: string, changes: object = {}): Promise<object> => {
    const { items } = (await ask(gateway, `/${id}/attempts`, { method: 'GET' })).json<{ items: Record<string, string>[] }>();
    const { attempt_id, artifact_folder: folder = '' } = items[0] ?? {};
    const key = `${folder}/transcript.json`;
    const file = await gateway.artifacts.put(key, Buffer.from('{}'));
    const transcript = { role: 'transcript', name: 'transcript.json', media_type: 'application/json', key, ...file, ...changes };
    const data = { step: 'TRANSCRIBE', attempt_id, facts: { language: 'en' }, artifacts: [transcript] };
    return event('step.completed', id, { id: 'heard', data });
  };

  const isCounted = async (line: string): Promise<boolean> =>
    (await gateway.app.inject({ method: 'GET', url: '/metrics' })).body.includes(line);

  it('complete a step, marked as external with the sender and the id of the event', async () => {
    const id = await running();
    const { status, body } = await post([await trimEvent(id)]);
    expect({ status, items: body.items }).toMatchObject({
      status: 200,
      items: [{ id: 'lab-1', status: 'accepted', item_id: id, problem: null }],
    });
    const { commits } = await gateway.store.load(id);
    expect(commits.at(-1)?.commit).toMatchObject({
      actor: { kind: 'user', id: gateway.owner },
      origin: { kind: 'external', ref: `user:${gateway.owner}/lab-1` },
      events: [{ type: 'StepStarted' }, { type: 'StepCompleted' }, { type: 'StepScheduled', data: { step: 'TRANSCRIBE' } }],
    });
  });

  it('change nothing a second time, whatever their time and their further attributes', async () => {
    const id = await running();
    const first = await trimEvent(id);
    expect([await send(first), await send({ ...first, time: '2027-01-01T00:00:00Z', traceparent: 'x' })]).toEqual([
      'accepted',
      'repeated',
    ]);
    expect(await send({ ...first, id: 'lab-9' })).toBe('repeated');
    const { commits } = await gateway.store.load(id);
    expect(commits.filter(({ commit }) => commit.origin?.kind === 'external')).toHaveLength(1);
  });

  it('are refused under the id of another event; ids of other sources and users are their own', async () => {
    const id = await running();
    const first = await trimEvent(id);
    await send(first);
    const changed = { ...first, data: { ...(first as { data: object }).data, facts: { removed_seconds: 13 } } };
    expect(await send(changed)).toBe('event-id-reused');
    expect(await send({ ...changed, source: 'https://other.example' })).toBe('repeated');
  });

  it('of one batch are decided in order, and a refused one changes nothing and stops nothing', async () => {
    const id = await running();
    const first = await trimEvent(id);
    const skipped = event('step.skipped', id, { id: 'late', data: { attempt_id: await currentAttemptId(gateway, id, 'TRIM') } });
    const { body } = await post([{}, skipped, first, { ...first, subject: '../x', id: 'odd' }, { id: 'a\nb' }]);
    expect(body.items.map(({ id: of, status, problem }) => [of, status, problem?.code])).toEqual([
      [null, 'refused', 'invalid'],
      ['late', 'accepted', undefined],
      ['lab-1', 'refused', 'attempt-closed'],
      ['odd', 'refused', 'invalid'],
      [null, 'refused', 'invalid'],
    ]);
    expect(body.items[3]?.problem?.errors).toMatchObject([{ pointer: '/subject' }]);
  });

  it('that arrive late, early or about an older attempt are refused and leave the status', async () => {
    const id = await running();
    const older = await currentAttemptId(gateway, id, 'TRIM');
    const early = event('step.completed', id, { data: { step: 'TRANSCRIBE', attempt_id: older } });
    expect(await send(early)).toBe('unknown-attempt');
    await startStep(gateway, id, 'TRIM');
    expect(await send(await trimEvent(id))).toBe('held-by-worker');
    await ask(gateway, `/${id}/unstick`, { body: {} });
    expect(await send(event('step.completed', id, { data: { attempt_id: older } }))).toBe('attempt-closed');
    expect(await send(await trimEvent(id))).toBe('accepted');
    await ask(gateway, `/${id}/cancel`, { body: {} });
    expect(await send(event('step.failed', id, { data: { attempt_id: older } }))).toBe('attempt-closed');
  });

  it('about a failed step are refused, until a run gives it another attempt', async () => {
    const id = await running();
    await startStep(gateway, id, 'TRIM');
    const attempt_id = await currentAttemptId(gateway, id, 'TRIM');
    await failStep(gateway, id, 'TRIM');
    expect(await send(event('step.completed', id, { data: { attempt_id } }))).toBe('attempt-closed');
    expect((await ask(gateway, `/${id}/run`)).statusCode).toBe(202);
    expect(await send(await trimEvent(id))).toBe('accepted');
  });

  it('about unknown items and those of other libraries get the same answer', async () => {
    const id = await running();
    const attempt = await trimEvent(id);
    const stranger = await gateway.tokenFor(['read', 'write']);
    const [foreign, unknown] = [
      await post([attempt], { token: stranger }),
      await post([{ ...attempt, subject: newAssetId() }], { token: stranger }),
    ];
    expect(foreign.body.items[0]?.problem?.code).toBe('not-found');
    expect(foreign.body).toEqual(unknown.body);
    expect((await gateway.store.load(id)).commits.some(({ commit }) => commit.origin !== undefined)).toBe(false);
  });

  it('about deleted, erased and quarantined items are refused with this reason', async () => {
    const [deleted, erased, quarantined] = [await running(), await running(), await running()];
    const [toDeleted, toErased, toQuarantined] = [
      await trimEvent(deleted),
      await trimEvent(erased),
      await trimEvent(quarantined),
    ];
    await ask(gateway, `/${deleted}`, { method: 'DELETE' });
    expect(await send(toDeleted)).toBe('deleted');
    await ask(gateway, `/${erased}/erase`, { body: { confirm: true } });
    expect(await send(toErased)).toBe('erased');
    await waitUntilProjected(gateway, quarantined);
    gateway.store.inject(quarantined, new TextEncoder().encode('no commit'));
    gateway.rows.quarantine(quarantined);
    expect(await send(toQuarantined)).toBe('quarantined');
  });

  it('deliver, fail to deliver and settle', async () => {
    const id = await running();
    await workThrough(gateway, id, ['deliver:library']);
    const attempt_id = await currentAttemptId(gateway, id, 'deliver:library');
    expect(await send(event('delivery.settled', id))).toBe('not-unconfirmed');
    expect(await send(event('delivery.confirmed', id, { data: { attempt_id, output: 'none' } }))).toBe('unknown-step');
    expect(await send(event('delivery.failed', id, { data: { attempt_id, retryable: true } }))).toBe('accepted');
    const next = await currentAttemptId(gateway, id, 'deliver:library');
    expect(await send(event('delivery.confirmed', id, { data: { attempt_id: next } }))).toBe('accepted');
    const item = (await ask(gateway, `/${id}`, { method: 'GET' })).json<{ status: string; outputs: unknown }>();
    expect(item).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', unconfirmed: false }] });
    const { steps } = (await gateway.ports.commands.load(id))?.personal ?? {};
    expect(steps?.['deliver:library']?.url).toBe('https://media.example/v-17');
  });

  it('name only stored files of their own attempt, and say nothing about others', async () => {
    const id = await running();
    await send(await trimEvent(id));
    const { items } = (await ask(gateway, `/${id}/attempts`, { method: 'GET' })).json<{ items: Record<string, string>[] }>();
    expect(items).toMatchObject([{ step: 'TRANSCRIBE', attempt: 1, started: false, output: null }]);
    const folder = items[0]?.['artifact_folder'] ?? '';
    await gateway.artifacts.put('somewhere/else.json', Buffer.from('{}'));
    const transcriptionWith = (changes: object) => transcriptionEvent(id, changes);
    expect(await send(await transcriptionWith({ key: 'somewhere/else.json' }))).toBe('foreign-artifact');
    expect(await send(await transcriptionWith({ key: 'no/such/file.json' }))).toBe('foreign-artifact');
    expect(await send(await transcriptionWith({ key: `${folder}/other.json` }))).toBe('missing-artifact');
    expect(await send(await transcriptionWith({ size: 3 }))).toBe('missing-artifact');
    expect(await send(await transcriptionWith({ role: 'notes' }))).toBe('missing-artifact');
    expect(await send(await transcriptionWith({}))).toBe('accepted');
  });

  it('that name a file by a key that no store takes are refused, by request and from the bus', async () => {
    const id = await running();
    await send(await trimEvent(id));
    const { items } = (await ask(gateway, `/${id}/attempts`, { method: 'GET' })).json<{ items: Record<string, string>[] }>();
    const long = await transcriptionEvent(id, { key: `${items[0]?.['artifact_folder'] ?? ''}/${'x'.repeat(250)}` });
    const { status, body } = await post([long]);
    expect({ status, problem: body.items[0]?.problem }).toMatchObject({
      status: 200,
      problem: { code: 'foreign-artifact', detail: expect.stringContaining('longer than 200 characters') as string },
    });
    const answers: string[] = [];
    const settled: string[] = [];
    const message: Partial<ReceivedMessage> = {
      bytes: new TextEncoder().encode(JSON.stringify(long)),
      deliveries: 1,
      ack: () => Promise.resolve(void settled.push('ack')),
      nak: () => Promise.resolve(void settled.push('nak')),
    };
    const reader = new InboxReader({
      inbox: {
        senders: () => Promise.resolve([{ library: gateway.owner, name: 'lab', waiting: 1 }]),
        pull: ({ onEvent }) => onEvent(message as ReceivedMessage),
        answer: (_to, _id, bytes) => Promise.resolve(void answers.push(new TextDecoder().decode(bytes))),
      },
      external: gateway.app.get(ExternalEvents, { strict: false }),
      counts: gateway.app.get(SenderCounts, { strict: false }),
      rate: { take: () => 0 },
      clock: systemClock,
      onProblem: () => undefined,
    });
    await reader.round(new AbortController().signal);
    await reader.ended();
    expect([settled, answers]).toEqual([['ack'], [expect.stringContaining('"foreign-artifact"')]]);
  });

  it.each(['throughline.external.item.erased', 'throughline.AssetDeleted', 'throughline.CommitDiscarded'])(
    'of type %s are refused',
    async (type) => {
      const id = await running();
      expect(await send({ ...(await trimEvent(id)), type })).toBe('unknown-event-type');
    },
  );

  it('need a token that may write, and a list of at most 100 that is not empty', async () => {
    expect((await post([{}], { token: await gateway.tokenFor(['read']) })).status).toBe(403);
    for (const events of [[], [null], ['text'], Array.from({ length: 101 }, () => ({}))])
      expect((await post(events)).status).toBe(400);
    const big = { ...sampleExternalEvent('step.completed'), padding: 'x'.repeat(61_000) };
    expect(await send(big)).toBe('not-found');
  });

  it('from the bus are refused if they are too deep or have text that cannot be stored', async () => {
    const id = await running();
    const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`) as unknown;
    const attempt_id = await currentAttemptId(gateway, id, 'TRIM');
    const broken = event('step.failed', id, { data: { attempt_id, message: 'no \0 film' } });
    const lab = {
      key: 'nats:lab',
      by: 'external:lab',
      actor: { kind: 'service', id: 'external:lab' },
      library: gateway.owner,
    } as const;
    const judge = (value: unknown) => gateway.app.get(ExternalEvents, { strict: false }).accept(lab, value);
    const about = (pointer: string) => ({ status: 'refused', problem: { code: 'invalid', options: { errors: [{ pointer }] } } });
    expect(await judge({ ...(await trimEvent(id)), deep })).toMatchObject(about(''));
    expect(await judge(broken)).toMatchObject(about('/data/message'));
    expect(await judge({ ...(await trimEvent(id)), padding: 'x'.repeat(66_000) })).toMatchObject({
      problem: { code: 'too-large' },
    });
    expect((await gateway.store.load(id)).commits.some(({ commit }) => commit.origin !== undefined)).toBe(false);
  });

  it.each([
    ['the artifact store refuses a request', new RetryableError('store-failed', 'a hiccup'), 503, 'unavailable'],
    ['the artifact store is misconfigured', new PermanentError('store-misconfigured', 'a setting'), 500, 'internal'],
    ['another server answers with a status', Object.assign(new Error('no page'), { statusCode: 404 }), 500, 'internal'],
    ['the gateway has a bug', new TypeError('a fault of ours'), 500, 'internal'],
  ])('are not refused because %s: a repeated request continues there', async (_what, error, status, code) => {
    const [id, other] = [await running(), await running()];
    const trim = await trimEvent(other);
    await send(trim);
    const events = [await trimEvent(id), await transcriptionEvent(other), { ...trim, id: 'late' }];
    const headers = { 'idempotency-key': 'batch-1' };
    const stat = jest.spyOn(gateway.artifacts, 'stat').mockRejectedValueOnce(error);
    const failed = await post(events, { headers });
    expect(failed).toMatchObject({
      status,
      body: { code, detail: expect.stringContaining('Event 2 of 3 was not decided') as string },
    });
    expect(failed.headers['retry-after'] === undefined).toBe(status === 500);
    expect(stat).toHaveBeenCalledTimes(1);
    expect(await isCounted(`sender="user:${gateway.owner}",verdict="accepted"`)).toBe(true);
    expect(await isCounted(`sender="user:${gateway.owner}",verdict="refused"`)).toBe(false);
    const { body } = await post(events, { headers });
    expect(body.items.map((verdict) => verdict.problem?.code ?? verdict.status)).toEqual(['repeated', 'accepted', 'repeated']);
  });

  it('are counted by sender, verdict and code', async () => {
    const id = await running();
    const first = await trimEvent(id);
    await post([first, first, { ...first, type: 'x' }]);
    const sender = `user:${gateway.owner}`;
    expect(await isCounted(`throughline_external_events_total{sender="${sender}",verdict="accepted"} 1`)).toBe(true);
    expect(await isCounted(`throughline_external_events_total{sender="${sender}",verdict="repeated"} 1`)).toBe(true);
    expect(await isCounted(`throughline_external_events_refused_total{sender="${sender}",code="unknown-event-type"} 1`)).toBe(
      true,
    );
  });
});
