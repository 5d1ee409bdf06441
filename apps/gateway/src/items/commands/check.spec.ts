import { newId, type AssetEvent } from '@throughline/contracts';
import type { ActionItem } from '@throughline/domain';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Reply } from '../../testing/send-request.js';
import { currentAttemptId } from '../../testing/work-through.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const STEP = 'DOWNLOAD';

interface Item {
  readonly id: string;
  readonly session_id: string;
  readonly allowed_actions: readonly ActionItem[];
  readonly waiting_for: readonly { readonly since: string; readonly until: string; readonly until_named: boolean }[];
  readonly outcome: { readonly code: string; readonly detail: string; readonly try_instead: string | null };
  readonly code: string;
  readonly detail: string;
}

describe('the check of what an item waits for', () => {
  const time = { now: new Date() };
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ ports: { now: () => time.now } });
  });
  afterAll(() => gateway.close());

  const later = (ms: number): void => {
    time.now = new Date(time.now.getTime() + ms);
  };
  const read = async (path: string): Promise<Item> => (await sendRequest<Item>(gateway, 'GET', `/${path}`)).body;
  const check = (path: string, payload?: object): Promise<Reply<Item>> =>
    sendRequest<Item>(gateway, 'POST', `/${path}/check`, { payload });
  /** Lets the download wait, as a worker does. */
  const wait = async (id: string): Promise<void> => {
    const attemptId = await currentAttemptId(gateway, id, STEP);
    const why = { for: 'source-busy', message: 'The server is busy', progress: 0, retryAfterMs: HOUR_MS };
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    await gateway.ports.commands.execute(
      id,
      { type: 'WaitStep', now: time.now.toISOString(), step: STEP, attemptId, ...why },
      meta,
    );
  };
  const waiting = async (kind = 'recordings'): Promise<string> => {
    const payload = { url: `https://files.example/${newId()}.mp3`, ...(kind === 'sessions' ? {} : { run: true }) };
    const { body } = await sendRequest<Item>(gateway, 'POST', `/${kind}`, { payload });
    const id = kind === 'sessions' ? body.session_id : body.id;
    await wait(id);
    return id;
  };
  const eventsOf = async (id: string): Promise<readonly AssetEvent[]> =>
    (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events);

  it.each(['recordings', 'sessions'])('lets a waiting step of %s try at once, in the name of the person', async (kind) => {
    const id = await waiting(kind);
    later(MINUTE_MS);
    const isOffered = (item: Item): unknown => item.allowed_actions.find(({ action }) => action === 'check')?.allowed;
    expect(isOffered(await read(`${kind}/${id}?min_revision=1`))).toBe(true);
    const { status, body } = await check(`${kind}/${id}`);
    expect(status).toBe(202);
    expect(body.outcome).toMatchObject({ code: 'checking', detail: 'These steps are checked now: DOWNLOAD.' });
    expect(isOffered(body)).toBe(false);
    const [requested, scheduled] = (await eventsOf(id)).slice(-2);
    expect(requested).toMatchObject({ type: 'CheckRequested', data: { step: STEP, by: gateway.owner } });
    expect(scheduled?.data).not.toHaveProperty('notBefore');
  });

  it('says that the other service may refuse again if it named a later time, and keeps the start of the wait', async () => {
    const id = await waiting();
    const [before] = (await read(`recordings/${id}?min_revision=1`)).waiting_for;
    expect(before?.until_named).toBe(true);
    later(MINUTE_MS);
    const { body } = await check(`recordings/${id}`);
    expect(body.outcome.try_instead).toContain('may refuse again');
    expect(body.waiting_for).toMatchObject([{ since: before?.since, until_named: false }]);
    await wait(id);
    expect((await read(`recordings/${id}?min_revision=1`)).waiting_for).toMatchObject([
      { since: before?.since, until_named: true },
    ]);
  });

  it('is carried out at most once a minute, however often it is requested', async () => {
    const id = await waiting();
    const early = await check(`recordings/${id}`);
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({
      code: 'checked-recently',
      detail: expect.stringMatching(/again from \d{4}-\d\d-\d\dT/) as string,
    });
    later(MINUTE_MS);
    await check(`recordings/${id}`);
    const repeated = await check(`recordings/${id}`);
    expect([repeated.status, repeated.body.outcome.code]).toEqual([200, 'already-checking']);
    expect((await eventsOf(id)).filter(({ type }) => type === 'CheckRequested')).toHaveLength(1);
  });

  it('can be for one step, and refuses a step that the item does not have', async () => {
    const id = await waiting();
    later(MINUTE_MS);
    expect((await check(`recordings/${id}`, { step: 'BREW' })).body.code).toBe('unknown-step');
    expect((await check(`recordings/${id}`, { step: 'TRIM' })).body.code).toBe('nothing-to-check');
    expect((await check(`recordings/${id}`, { step: STEP })).status).toBe(202);
  });
});
