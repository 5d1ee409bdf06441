import { LONGEST_ADDRESS, commitCodec, newId, type CloudEvent } from '@throughline/contracts';
import { sendRequest, type Reply } from '../../testing/send-request.js';
import { formOf } from '../../testing/forms.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';

const LINK = 'https://media.example/watch?v=ada';
const LIBRARY = 'deliver:library';

interface Answer {
  readonly id: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly outcome: { readonly code: string; readonly detail: string };
  readonly outputs: readonly { readonly target_meta: { readonly url?: string } | null; readonly unconfirmed: boolean }[];
}

describe('the link of an unconfirmed delivery', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const unconfirm = async (id: string): Promise<string> => {
    await startStep(gateway, id, LIBRARY);
    await completeStep(gateway, id, LIBRARY, [], { unconfirmed: true, delivery_key: 'k' });
    return id;
  };
  const recording = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id, [LIBRARY]);
    return unconfirm(id);
  };
  const document = async (): Promise<string> => {
    const form = formOf(
      { output_config: JSON.stringify({ outputs: ['library'] }), run: 'true' },
      { bytes: newId(), name: 'report.pdf' },
    );
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const { payload } = form;
    const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload });
    const { id } = made.json<Answer>();
    await workThrough(gateway, id, [LIBRARY]);
    return unconfirm(id);
  };
  const settle = (item: string, payload: object): Promise<Reply<Answer>> =>
    sendRequest<Answer>(gateway, 'POST', `/${item}/outputs/library/settle`, { payload });
  const newest = async (item: string): Promise<Answer> => {
    const revision = await gateway.store.head(item.split('/')[1] ?? '');
    return (await sendRequest<Answer>(gateway, 'GET', `/${item}?min_revision=${revision}`)).body;
  };
  const linksOf = ({ outputs }: Answer): readonly unknown[] => outputs.map(({ target_meta: meta }) => meta?.url);

  it.each([
    ['recordings', recording],
    ['documents', document],
  ])('is shown as the address of the output of %s', async (kind, make) => {
    const item = `${kind}/${await make()}`;
    expect(linksOf(await newest(item))).toEqual([undefined]);
    const { body } = await settle(item, { delivered: true, url: LINK });
    const detail = 'The delivery is confirmed, and its link is recorded.';
    expect(body).toMatchObject({ outcome: { code: 'settled', detail }, outputs: [{ unconfirmed: false }] });
    expect([linksOf(body), linksOf(await newest(item))]).toEqual([[LINK], [LINK]]);
  });

  it('is not changed by a second answer, which says so', async () => {
    const item = `recordings/${await recording()}`;
    await settle(item, { delivered: true, url: LINK });
    const { status, body } = await settle(item, { delivered: true, url: 'https://media.example/other' });
    expect([status, linksOf(body), body.outcome.code]).toEqual([200, [LINK], 'already-settled']);
    expect(body.outcome.detail).toContain('so this link is not recorded');
    expect((await settle(item, { delivered: true })).body.outcome.detail).toBe('The outcome of this delivery is already known.');
  });

  it('is optional, and null means none', async () => {
    for (const url of [undefined, null]) {
      const { status, body } = await settle(`recordings/${await recording()}`, { delivered: true, url });
      expect([status, body.outcome.detail, linksOf(body)]).toEqual([200, 'The delivery is confirmed.', [undefined]]);
    }
  });

  it.each([
    ['another scheme', 'http://media.example/42', 'must start with https://'],
    ['a script', 'javascript:alert(1)', 'must start with https://'],
    ['an empty text', '', 'must start with https://'],
    ['no host', 'https://', 'must be a web address'],
    ['a user', 'https://ada@media.example/', 'must not contain a user name or a password'],
    ['a password', 'https://:swordfish@media.example/', 'must not contain a user name or a password'],
    [
      'more than the limit',
      `https://media.example/${'x'.repeat(LONGEST_ADDRESS)}`,
      'must be shorter than or equal to 4096 characters',
    ],
    [
      'more than the limit when it is encoded',
      `https://media.example/${'ä'.repeat(1_000)}`,
      'must be shorter than or equal to 4096 characters',
    ],
  ])('is refused at its field, unquoted and without an event: %s', async (_what, url, message) => {
    const id = await recording();
    const head = await gateway.store.head(id);
    const { status, body, text } = await settle(`recordings/${id}`, { delivered: true, url });
    expect([status, body.code, body.errors?.length]).toEqual([400, 'invalid', 1]);
    expect(body.errors?.[0]).toMatchObject({ pointer: '/url', message: expect.stringContaining(message) as string });
    expect(text).not.toContain('media.example');
    expect(await gateway.store.head(id)).toBe(head);
  });

  it('is refused for a delivery that did not arrive', async () => {
    const { status, body } = await settle(`recordings/${await recording()}`, { delivered: false, url: LINK });
    expect([status, body.errors]).toEqual([
      400,
      [{ pointer: '/url', message: 'must not be sent for a delivery that did not arrive' }],
    ]);
  });

  it('is kept in the form that browsers send', async () => {
    const { body } = await settle(`recordings/${await recording()}`, {
      delivered: true,
      url: 'https://Media.example/Vorlesung Ä#t=30 ',
    });
    expect(linksOf(body)).toEqual(['https://media.example/Vorlesung%20%C3%84#t=30']);
  });

  it('is part of no preview, and a preview says what would be recorded', async () => {
    const id = await recording();
    const path = `/recordings/${id}/outputs/library/settle?dry_run=true`;
    const { body, text } = await sendRequest<Answer>(gateway, 'POST', path, { payload: { delivered: true, url: LINK } });
    expect(body.outcome.detail).toBe('The delivery would be confirmed, and its link recorded.');
    expect(text).not.toContain(LINK);
    expect(linksOf(await newest(`recordings/${id}`))).toEqual([undefined]);
  });

  it('is sealed: the log has it only under the key of the item, and the history shows only who answered', async () => {
    const id = await recording();
    await settle(`recordings/${id}`, { delivered: true, url: LINK });
    const { commits } = await gateway.store.load(id);
    const commit = commits.map((each) => each.commit).find(({ events }) => events.some(({ type }) => type === 'DeliverySettled'));
    if (commit === undefined) throw new Error('there is no answer in the log');
    const bytes = new TextDecoder().decode(commitCodec.encode(id, commit, new Uint8Array(32)));
    expect(bytes).toContain('"sealed"');
    expect(bytes).not.toContain('media.example');
    await newest(`recordings/${id}`);
    const history = (await sendRequest(gateway, 'GET', `/recordings/${id}/events?limit=500`)).text;
    expect(history).toContain(' confirmed by ');
    expect(history).not.toContain('media.example');
  });

  it('comes along when the item is exported and imported, and is gone after an erasure', async () => {
    const id = await recording();
    await settle(`recordings/${id}`, { delivered: true, url: LINK });
    const headers = { authorization: `Bearer ${gateway.token}` };
    const { body: lines } = await gateway.app.inject({ url: `/api/v1/item-exports/${id}/events`, headers });
    const events = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CloudEvent);
    const other = await openMemoryGateway();
    const items = [{ id, events, complete: true }];
    expect((await sendRequest(other, 'POST', '/admin/imports', { payload: { items } })).status).toBe(200);
    const imported = await sendRequest<Answer>(other, 'GET', `/recordings/${id}?min_revision=${await other.store.head(id)}`);
    expect(linksOf(imported.body)).toEqual([LINK]);
    await other.close();
    await sendRequest(gateway, 'POST', `/recordings/${id}/erase`, { payload: { confirm: true } });
    expect((await sendRequest(gateway, 'GET', `/recordings/${id}`)).text).not.toContain('media.example');
  });
});
