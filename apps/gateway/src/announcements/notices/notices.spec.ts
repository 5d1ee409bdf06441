import { startMailServer, type MailServer } from '@throughline/mail/testing';
import { AllowList } from '@throughline/outgoing';
import PostalMime, { type Email } from 'postal-mime';
import { addSource } from '../../testing/add-source.js';
import { ReportedStatuses, addConnected } from '../../testing/lose-credential.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { ask } from '../../testing/ask.js';
import { upload } from '../../testing/upload.js';
import { completeStep, failStep, startStep, workThrough } from '../../testing/work-through.js';
import { UNLIMITED } from '../../people/quotas/quota.js';
import { GRACE_MS, QUIET_MS } from './notice-sender.js';
import type { NoticesAnswer } from './notices.dto.js';

const EMAIL = 'ann@example.org';
const ORIGIN = 'https://recordings.example';
const LINK = /https:\/\/recordings\.example(\/api\/v1\/notices\/\S+)/;

describe('notices', () => {
  let gateway: MemoryGateway;
  let server: MailServer;
  let later = 0;
  let verdict: number | undefined;
  beforeAll(async () => {
    server = await startMailServer({ judge: () => verdict });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    [later, verdict] = [0, undefined];
    server.taken.splice(0);
    gateway = await renew();
  });
  afterEach(() => gateway.close());

  const optionsOf = (settings: object = {}) => ({
    settings: {
      fetchAllowed: AllowList.parse('localhost 127.0.0.1') as AllowList,
      publicUrl: ORIGIN,
      smtp: { office: server.connection },
      ...settings,
    },
    ports: { now: () => new Date(Date.now() + later) },
  });
  const renew = renewMemoryGateway(optionsOf);
  const open = (settings: object): Promise<MemoryGateway> => openMemoryGateway(optionsOf(settings));
  const request = (method: Method, parts: RequestParts = {}) =>
    sendRequest<NoticesAnswer & { readonly code?: string }>(gateway, method, '/me/notices', { ifMatch: '*', ...parts });
  const mails = (): Promise<readonly Email[]> => Promise.all(server.taken.map(({ raw }) => PostalMime.parse(raw)));
  const lastMail = async (): Promise<Email> => {
    const mail = (await mails()).at(-1);
    if (mail === undefined) throw new Error('there is no mail');
    return mail;
  };
  const follow = (path: string, method: 'GET' | 'POST' = 'POST', headers: Record<string, string> = {}, payload = '') =>
    gateway.app.inject({ method, url: path, headers, ...(payload === '' ? {} : { payload }) });
  const round = async (): Promise<void> => {
    await gateway.notices.round();
    await gateway.notices.ended();
  };
  /** Finds the causes, and looks again after the time in which they may end by themselves. */
  const findAndSend = async (): Promise<void> => {
    await round();
    later += GRACE_MS;
    await round();
  };
  const subscribe = async (kinds?: readonly string[]): Promise<void> => {
    await request('PUT', { payload: { email: EMAIL, ...(kinds === undefined ? {} : { kinds }) } });
    await follow(LINK.exec((await lastMail()).text ?? '')?.[1] ?? '');
    await round();
    server.taken.splice(0);
  };
  const fail = async (title: string): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true', title } });
    await startStep(gateway, id, 'DOWNLOAD');
    await failStep(gateway, id, 'DOWNLOAD');
    await waitUntilProjected(gateway, id);
    later += 61_000;
    return id;
  };

  it('are off at first, and go to an address only after its link was used', async () => {
    expect((await request('GET')).body).toMatchObject({ available: true, state: 'off', email: null, revision: 0 });
    const saved = await request('PUT', { payload: { email: EMAIL }, ifMatch: '"0"' });
    expect(saved).toMatchObject({ status: 200, body: { state: 'unconfirmed', email: EMAIL, revision: 1 } });
    const mail = await lastMail();
    expect(server.taken).toMatchObject([{ to: [EMAIL] }]);
    const path = LINK.exec(mail.text ?? '')?.[1] ?? '';
    // Mail servers open links: that must not confirm anything.
    const page = await follow(path, 'GET');
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('<form method="post">')]);
    expect((await request('GET')).body.state).toBe('unconfirmed');
    await fail('Before');
    await findAndSend();
    expect(server.taken).toHaveLength(1);
    expect((await follow(path)).statusCode).toBe(200);
    expect((await request('GET')).body.state).toBe('on');
  });

  it('are changed only at the revision that was read, and send one confirmation in a minute', async () => {
    expect((await request('PUT', { payload: { email: EMAIL }, ifMatch: undefined })).body.code).toBe('precondition-required');
    expect((await request('PUT', { payload: { email: EMAIL }, ifMatch: '"4"' })).body.code).toBe('notices-changed');
    await request('PUT', { payload: { email: EMAIL } });
    expect((await request('PUT', { payload: { email: 'bob@example.org' } })).body.code).toBe('rate-limited');
    expect(server.taken).toHaveLength(1);
    later += 61_000;
    await request('PUT', { payload: { email: 'bob@example.org' } });
    expect(server.taken.at(-1)?.to).toEqual(['bob@example.org']);
    expect((await request('DELETE')).status).toBe(204);
    expect((await request('GET')).body.state).toBe('off');
    expect((await request('PUT', { payload: { email: 'eve@example.org' } })).body.code).toBe('rate-limited');
    expect(server.taken).toHaveLength(2);
  });

  it.each(['nobody', 'a@b\r\nBcc: c@d.e', '<a@b.c>', ''])('refuse the address %j', async (email) => {
    expect((await request('PUT', { payload: { email } })).status).toBe(400);
    expect(server.taken).toEqual([]);
  });

  it('say why the first mail was not taken', async () => {
    verdict = 550;
    expect(await request('PUT', { payload: { email: EMAIL } })).toMatchObject({ status: 409, body: { code: 'mail-refused' } });
  });

  it('need a mail server and a public address', async () => {
    for (const settings of [
      { smtp: {} },
      { publicUrl: undefined },
      { smtp: { office: { ...server.connection, uses: ['outputs'] } } },
    ]) {
      await gateway.close();
      gateway = await open(settings);
      expect((await request('GET')).body.available).toBe(false);
      expect((await request('PUT', { payload: { email: EMAIL } })).body.code).toBe('no-mail-server');
    }
  });

  it('tell a failure once, with what to do and a link', async () => {
    await subscribe();
    const id = await fail('My talk');
    await findAndSend();
    const mail = await lastMail();
    expect(mail.subject).toContain('“My talk” has failed at the stage download (broken).');
    expect(mail.text).toContain('run it again');
    expect(mail.text).toContain(`${ORIGIN}/recordings/${id}`);
    for (let looks = 0; looks < 3; looks += 1) {
      later += QUIET_MS;
      await round();
    }
    expect(server.taken).toHaveLength(1);
    expect((await request('GET')).body.last_sent_at).not.toBeNull();
  });

  it('tell nothing about a failure that has ended within some minutes, or that is older than the subscription', async () => {
    await fail('Old');
    await subscribe();
    const id = await fail('Short');
    await round();
    await ask(gateway, `/${id}/run`);
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    later += GRACE_MS;
    await round();
    expect(server.taken).toEqual([]);
  });

  it('combine many causes in one mail, and send at most one in half an hour', async () => {
    await subscribe();
    await fail('One');
    const { id } = await upload(gateway, { fields: { run: 'true', title: 'Two', output_config: '{"auto_upload":false}' } });
    await workThrough(gateway, id);
    const { id: sent } = await upload(gateway, { fields: { run: 'true', title: 'Three' } });
    await workThrough(gateway, sent, ['deliver:library']);
    await startStep(gateway, sent, 'deliver:library');
    await completeStep(gateway, sent, 'deliver:library', [], { unconfirmed: true });
    await waitUntilProjected(gateway, id, sent);
    await findAndSend();
    const mail = await lastMail();
    expect(mail.subject).toBe('Throughline: 3 notices');
    for (const part of ['“One” has failed', '“Two” is ready and waits until you publish it', 'whether “Three” has arrived'])
      expect(mail.text).toContain(part);
    await fail('Four');
    await findAndSend();
    expect(server.taken).toHaveLength(1);
    later += QUIET_MS;
    await round();
    expect((await lastMail()).subject).toContain('“Four”');
    expect(server.taken).toHaveLength(2);
  });

  it('tell a quota that is nearly used up, once in a month', async () => {
    await gateway.close();
    gateway = await open({ quotas: { ...UNLIMITED, items: 10 } });
    await subscribe(['quota']);
    for (let count = 0; count < 9; count += 1) await upload(gateway);
    await fail('Not chosen');
    await findAndSend();
    expect((await lastMail()).text).toContain('10 of 10 items of this month are used');
    later += QUIET_MS;
    await round();
    expect(server.taken).toHaveLength(1);
  });

  it('tell a lost account that only a source uses once, and not at all if it recovers within some minutes', async () => {
    const statuses = new ReportedStatuses();
    await gateway.close();
    gateway = await renew({ secrets: statuses.secrets });
    await subscribe(['attention']);
    const credential = await addConnected(gateway, { name: 'Calls' });
    await addSource(gateway, { name: 'Our calls', type: 'zoom', credentialId: credential.id });
    await statuses.report(credential, 'needs_reauth');
    await round();
    await statuses.report(credential, 'ok');
    await findAndSend();
    expect(server.taken).toEqual([]);
    await statuses.report(credential, 'needs_reauth');
    await findAndSend();
    later += QUIET_MS;
    await round();
    expect(server.taken).toHaveLength(1);
    const { subject, text } = await lastMail();
    expect(subject).toContain('The account of the credential “Calls” must be connected again.');
    expect(text).toContain('It is used by Our calls.');
    expect(text).toContain(`${ORIGIN}/settings/credentials`);
  });

  it('tell a webhook that was disabled', async () => {
    await subscribe();
    const { webhooks, webhookQueue } = gateway.ports;
    const content = { name: 'Chat', url: 'https://hooks.example', events: ['item.ready'], secrets: [], isPaused: false } as const;
    const added = await webhooks.add({ libraryId: gateway.owner, ...content });
    if (typeof added === 'string') throw new Error(added);
    const claim = await webhookQueue.claim(added.id, 60_000);
    const id = await fail('x');
    if (claim === undefined) throw new Error('it is free');
    const message = {
      assetId: id,
      position: '1' as never,
      index: 0,
      event: 'item.ready',
      output: undefined,
      previousStatus: undefined,
    };
    const at = new Date().toISOString();
    const attempt = {
      id: 'a',
      messageId: 'b',
      event: 'item.ready',
      assetId: id,
      position: undefined,
      at,
      durationMs: 1,
      status: 410,
      error: 'x',
    };
    const settlement = { outcome: 'retry', disable: 'gone' } as const;
    await webhookQueue.settle(
      claim,
      { ...message, attempts: 0, failingMs: 0 } as never,
      { attempt, settlement, failure: 'message' } as never,
    );
    await findAndSend();
    expect((await lastMail()).text).toContain('The webhook Chat is disabled: its receiver wants no more requests.');
  });

  it('are sent again after the mail server was away, and the reason is shown', async () => {
    await subscribe();
    await fail('My talk');
    verdict = 451;
    await findAndSend();
    expect((await request('GET')).body.problem).not.toBeNull();
    expect(JSON.stringify(await request('GET'))).not.toContain('very-secret');
    verdict = undefined;
    later += GRACE_MS;
    await round();
    expect((await lastMail()).subject).toContain('“My talk”');
    expect((await request('GET')).body.problem).toBeNull();
  });

  it.each([
    ['a button', {}, ''],
    ['a mail program', { 'content-type': 'application/x-www-form-urlencoded' }, 'List-Unsubscribe=One-Click'],
    [
      'another mail program',
      { 'content-type': 'multipart/form-data; boundary=b' },
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
  ])('end by one click of %s, without a sign-in', async (_, headers, payload) => {
    await subscribe();
    await fail('My talk');
    await findAndSend();
    const mail = await lastMail();
    const header = (name: string): string => mail.headers.find(({ key }) => key === name)?.value ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const path = LINK.exec(header('list-unsubscribe').slice(0, -1))?.[1] ?? '';
    expect(mail.text).toContain(path);
    expect((await follow(path, 'GET')).statusCode).toBe(200);
    expect((await request('GET')).body.state).toBe('on');
    expect((await follow(path, 'POST', headers, payload)).statusCode).toBe(200);
    expect((await request('GET')).body).toMatchObject({ state: 'off', email: null });
    expect((await follow(path)).statusCode).toBe(404);
  });

  it('accept no link of another purpose, library or address', async () => {
    await request('PUT', { payload: { email: EMAIL } });
    const path = LINK.exec((await lastMail()).text ?? '')?.[1] ?? '';
    const [, , , , , library = '', signature = ''] = path.split('/');
    for (const wrong of [
      path.replace('confirm', 'unsubscribe'),
      path.replace('confirm', 'other'),
      path.replace(library, '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
      path.replace(signature, `${signature.slice(0, -1)}_`),
    ])
      expect((await follow(wrong)).statusCode).toBe(404);
    later += 61_000;
    await request('PUT', { payload: { email: 'bob@example.org' } });
    expect((await follow(path)).statusCode).toBe(404);
  });

  it('belong to one library', async () => {
    await subscribe();
    const token = await gateway.tokenFor(['admin']);
    expect((await request('GET', { token })).body).toMatchObject({ state: 'off', email: null });
    await request('DELETE', { token });
    expect((await request('GET')).body.state).toBe('on');
  });
});
