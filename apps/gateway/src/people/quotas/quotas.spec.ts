import { newId, type QuotaReply } from '@throughline/contracts';
import { isPresent, renderRecording } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../../testing/send-request.js';
import { createTusClient } from '../../testing/tus.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, startStep, workThrough } from '../../testing/work-through.js';
import { AdmissionController } from './admission.controller.js';
import { monthAt } from './month.js';
import type { QuotaAnswer, QuotaUseAnswer, UserQuotaList } from './quotas.dto.js';
import { UNLIMITED, type QuotaLimits } from './quota.js';

const RUN = { run: 'true' };
const STEP = 'deliver:library';

describe('the quotas of a library', () => {
  let gateway: MemoryGateway;
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  /** The gateway reads these defaults at each request. */
  const defaults: QuotaLimits = { ...UNLIMITED };
  const renew = renewMemoryGateway(() => ({ settings: { quotas: defaults }, ports: { now } }));
  const open = async (quotas: Partial<QuotaLimits> = {}): Promise<void> => {
    aheadMs = 0;
    Object.assign(defaults, UNLIMITED, quotas);
    gateway = await renew();
  };

  const ask = (method: Method, path: string, parts?: RequestParts) => sendRequest(gateway, method, path, parts);
  const uses = async (): Promise<Readonly<Record<string, QuotaUseAnswer>>> => {
    const { quotas } = (await ask('GET', '/me/quota')).body as QuotaAnswer;
    return Object.fromEntries(quotas.map((use) => [use.quota, use]));
  };
  const limitsPath = (): string => `/admin/users/${gateway.owner}/quota`;
  const setLimits = async (payload: object): Promise<void> => {
    expect((await ask('PUT', limitsPath(), { payload, ifMatch: '*' })).status).toBe(200);
  };
  const sendFile = async (bytes: string): Promise<{ readonly status: number; readonly body: object }> => {
    const form = formOf({}, { bytes });
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
      payload: form.payload,
    });
    return { status: response.statusCode, body: response.json<object>() };
  };
  const admit = async (assetId: string, step = STEP): Promise<QuotaReply> => {
    const attemptId = await currentAttemptId(gateway, assetId, step);
    const content = { v: 1, assetId, step, attemptId } as const;
    return gateway.app.get(AdmissionController, { strict: false }).admit({ content });
  };
  /** Returns a recording whose delivery is next. */
  const readyToDeliver = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: RUN });
    await workThrough(gateway, id, [STEP]);
    return id;
  };
  const waitAsTold = async (assetId: string, reply: QuotaReply): Promise<void> => {
    if ('admitted' in reply) throw new Error('admitted');
    const attemptId = await currentAttemptId(gateway, assetId, STEP);
    const { renewsAt: until } = reply;
    const command = { type: 'WaitStep', now: now().toISOString(), step: STEP, attemptId, progress: 0, until } as const;
    await gateway.ports.commands.execute(
      assetId,
      { ...command, for: 'quota-deliveries', message: reply.message },
      { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' },
    );
  };
  const renewsOn = (): string => monthAt(now()).end.slice(0, 10);

  it('count items, bytes, minutes of transcription and deliveries of the month from the events', async () => {
    await open({ deliveries: 5 });
    const { id } = await upload(gateway, { fields: RUN, bytes: 'twelve bytes' });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD', [], { duration_seconds: 90 });
    await workThrough(gateway, id);
    await until(async () => (await uses())['deliveries']?.used === 1, { what: 'the projected delivery' });
    expect(await uses()).toEqual({
      items: { quota: 'items', used: 1, in_progress: 0, limit: null, remaining: null },
      bytes: { quota: 'bytes', used: 12, in_progress: 0, limit: null, remaining: null },
      transcription_minutes: { quota: 'transcription_minutes', used: 1.5, in_progress: 0, limit: null, remaining: null },
      deliveries: { quota: 'deliveries', used: 1, in_progress: 0, limit: 5, remaining: 4 },
    });
    const { period } = monthAt(now());
    expect((await ask('GET', `/me/quota/history?period=${period}`)).body).toMatchObject({
      period,
      used: { items: 1, bytes: 12 },
    });
    expect((await ask('GET', '/me/quota/history?period=200001')).body).toMatchObject({ used: { items: 0, deliveries: 0 } });
  });

  it('refuse an item beyond the quota, and name the quota and the day on which it renews', async () => {
    await open({ items: 1 });
    await upload(gateway);
    const refused = await sendFile('more');
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'quota-exceeded', quota: 'items', used: 1, limit: 1, renews_on: renewsOn() },
    });
    aheadMs = 40 * 86_400_000;
    expect((await sendFile('in the next month')).status).toBe(202);
  });

  it('refuse a file that is larger than what is left, and keep what is left for a smaller one', async () => {
    await open({ bytes: 10 });
    expect(await sendFile('eleven byte')).toMatchObject({
      status: 403,
      body: { quota: 'bytes', used: 0, limit: 10, detail: expect.stringContaining('raise the limit') as string },
    });
    expect((await sendFile('ten  bytes')).status).toBe(202);
  });

  it('that are full at the end of an upload keep its bytes until there is room', async () => {
    await open({ items: 1 });
    const client = createTusClient(gateway, gateway.token);
    const almost = 23 * 3_600_000;
    // The log records at the real time. At the end both clocks are in one month, on any day of the year.
    aheadMs = -2 * almost;
    const { location } = await client.begin(10, { filename: 'talk.mp4' });
    aheadMs += almost;
    expect((await client.send(location, 0, Buffer.from('first'))).statusCode).toBe(204);
    // By now the upload lasts longer than it holds its part.
    aheadMs += almost;
    expect((await sendFile('another')).status).toBe(202);
    expect((await client.send(location, 5, Buffer.from('later'))).statusCode).toBe(403);
    await setLimits({ items: 2 });
    expect((await client.send(location, 10, Buffer.alloc(0))).statusCode).toBe(204);
    expect((await client.result(location)).statusCode).toBe(200);
  });

  it('admit no more items than the limit if they arrive at the same time', async () => {
    await open({ items: 2 });
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => sendFile(`file ${String(index)}`)));
    expect(results.map(({ status }) => status).sort()).toEqual([202, 202, 403, 403, 403, 403]);
  });

  it('let a delivery wait while others hold the rest of the quota, and continue it after a higher limit', async () => {
    await open({ deliveries: 1 });
    const [first, second] = [await readyToDeliver(), await readyToDeliver()];
    expect(await admit(first)).toEqual({ v: 1, admitted: true });
    // A repeated question of the same attempt holds nothing more.
    expect(await admit(first)).toEqual({ v: 1, admitted: true });
    const wait = await admit(second);
    expect(wait).toMatchObject({ quota: 'deliveries', renewsAt: monthAt(now()).end });
    await waitAsTold(second, wait);
    const loaded = await gateway.ports.commands.load(second);
    if (loaded === undefined || !isPresent(loaded.state)) throw new Error('the item is gone');
    expect(renderRecording(loaded.state, loaded.personal)).toMatchObject({
      failed: false,
      waiting_for: [
        {
          step: STEP,
          for: 'quota-deliveries',
          until: monthAt(now()).end,
          message: expect.stringContaining('1 of 1 deliveries') as string,
        },
      ],
    });
    const waiting = await currentAttemptId(gateway, second, STEP);
    expect(await gateway.quotaWaits.continueAll(new AbortController().signal)).toBe(0);
    await setLimits({ deliveries: 2 });
    expect(await gateway.quotaWaits.continueAll(new AbortController().signal)).toBe(1);
    expect(await currentAttemptId(gateway, second, STEP)).not.toBe(waiting);
    expect(await admit(second)).toEqual({ v: 1, admitted: true });
    expect(await gateway.quotaWaits.continueAll(new AbortController().signal)).toBe(0);
  });

  it('free what an attempt held that has failed', async () => {
    await open({ deliveries: 1 });
    const [first, second] = [await readyToDeliver(), await readyToDeliver()];
    await admit(first);
    await ask('POST', `/recordings/${first}/cancel`, { payload: {} });
    await until(async () => (await uses())['deliveries']?.in_progress === 0, { what: 'the end of the hold' });
    expect(await admit(second)).toEqual({ v: 1, admitted: true });
  });

  it('mark only the runs of a library with a limit', async () => {
    await open();
    const metered = async (id: string): Promise<unknown> => {
      const state = (await gateway.ports.commands.load(id))?.state;
      return state !== undefined && isPresent(state) ? state.run?.metered : undefined;
    };
    expect(await metered(await readyToDeliver())).toBeUndefined();
    await setLimits({ deliveries: 7 });
    expect(await metered(await readyToDeliver())).toBe(true);
  });

  it('let a dry run tell that the run would wait', async () => {
    await open({ deliveries: 0 });
    const { id } = await upload(gateway);
    const { body } = await ask('POST', `/recordings/${id}/run?dry_run=true`, { payload: {} });
    expect(body).toMatchObject({
      outcome: 'start',
      quota_wait: { quota: 'deliveries', needed: 1, used: 0, limit: 0, renews_on: renewsOn() },
    });
    await setLimits({ deliveries: null });
    expect((await ask('POST', `/recordings/${id}/run?dry_run=true`, { payload: {} })).body).toMatchObject({ quota_wait: null });
  });

  it('let a bulk preview tell which items would wait, after those before them', async () => {
    await open({ deliveries: 1 });
    const ids = [(await upload(gateway)).id, (await upload(gateway)).id];
    const { body } = await ask('POST', '/recordings/bulk/preview', { payload: { action: 'run', recording_ids: ids } });
    expect(body).toMatchObject({ verdict_totals: { change: 2 } });
    const detail = `The run would start. It would wait for the quota of deliveries, which renews on ${renewsOn()} (UTC).`;
    const { verdicts } = body as { verdicts: readonly object[] };
    expect(verdicts).toContainEqual({ verdict: 'change', code: 'waits-for-quota', count: 1, detail });
  });

  describe('limits of a user', () => {
    it('follow the server where they are absent, and are unlimited where they are null', async () => {
      await open({ items: 10, deliveries: 20 });
      const before = await ask('GET', limitsPath());
      expect(before).toMatchObject({ headers: { etag: '"1"' }, body: { own: [], limits: { items: 10, deliveries: 20 } } });
      const after = await ask('PUT', limitsPath(), { payload: { items: null, bytes: 5 }, ifMatch: '"1"' });
      expect(after).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { own: ['items', 'bytes'], limits: { items: null, bytes: 5, deliveries: 20 }, revision: 2 },
      });
      expect((await ask('PUT', limitsPath(), { payload: {}, ifMatch: '"2"' })).body).toMatchObject({
        own: [],
        limits: { items: 10 },
      });
    });

    it('are changed only at the revision that was read, and only for a known user', async () => {
      await open();
      expect((await ask('PUT', limitsPath(), { payload: {} })).status).toBe(428);
      expect((await ask('PUT', limitsPath(), { payload: {}, ifMatch: '"7"' })).body).toMatchObject({ code: 'quota-changed' });
      expect((await ask('GET', `/admin/users/${ulid()}/quota`)).status).toBe(404);
      expect((await ask('PUT', limitsPath(), { payload: { items: -1 }, ifMatch: '*' })).status).toBe(400);
      const token = await gateway.tokenFor(['write']);
      expect((await ask('PUT', limitsPath(), { payload: {}, ifMatch: '*', token })).status).toBe(403);
    });
  });

  it('refuse a month that does not exist, for users and administrators alike (USR-02)', async () => {
    await open();
    const detail = 'Invalid month: 13 in period 202613. Month must be 01-12';
    for (const path of ['/me/quota/history', '/stats/quotas'])
      expect(await ask('GET', `${path}?period=202613`)).toMatchObject({ status: 400, body: { code: 'invalid', detail } });
  });

  it('list the use of every user, page by page, to administrators', async () => {
    await open();
    await upload(gateway);
    await gateway.tokenFor(['read']);
    const first = (await ask('GET', '/stats/quotas?limit=1')).body as UserQuotaList;
    const rest = (await ask('GET', `/stats/quotas?cursor=${first.next_cursor ?? ''}`)).body as UserQuotaList;
    const all = [...first.items, ...rest.items];
    expect(all).toHaveLength(2);
    expect(all.find(({ user }) => user.id === gateway.owner)).toMatchObject({ used: { items: 1 }, limits: UNLIMITED });
    expect(rest.next_cursor).toBeNull();
    const token = await gateway.tokenFor(['read']);
    expect((await ask('GET', '/stats/quotas', { token })).status).toBe(403);
  });
});
