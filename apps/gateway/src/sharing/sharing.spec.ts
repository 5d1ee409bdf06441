import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { hashOf } from '../people/index.js';
import { DOCUMENTS, RECORDINGS, type ItemServices } from '../items/index.js';
import { ErasedShares } from './erased-shares.js';
import { Browser } from '../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { makePreviews } from '../testing/make-previews.js';
import { createTranscribed } from '../testing/transcribed.js';
import { upload } from '../testing/upload.js';
import { completeStep, startStep, workThrough } from '../testing/work-through.js';
import { waitUntilProjected } from '../testing/projected.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly state: string;
  readonly items: readonly Answer[];
}

describe('sharing an item by a link', () => {
  const at = { now: 0 };
  let gateway: MemoryGateway;
  let item: string;
  const defaults = () => ({ ports: { now: () => new Date(at.now) } });
  const renew = renewMemoryGateway(defaults);
  const openGateway = async (options?: Parameters<typeof openMemoryGateway>[0]): Promise<void> => {
    at.now = Date.now();
    gateway = await (options === undefined ? renew() : openMemoryGateway({ ...defaults(), ...options }));
    item = await createTranscribed(gateway, 'Determinants');
  };
  beforeEach(() => openGateway());
  afterEach(() => gateway.close());

  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { payload, token = gateway.token }: { payload?: object; token?: string } = {},
  ) => {
    const url = path.startsWith('/') ? path : `/api/v1/${path}`;
    const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
    const response = await gateway.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: (response.body === '' ? {} : response.json()) as Answer,
    };
  };
  const share = (payload: object = {}, of = item) => call('POST', `recordings/${of}/share-links`, { payload });
  const codeOf = ({ body }: { body: Answer }): string => new URL(body.url).hash.slice(1);
  const visit = async (code: string, password?: string) => {
    const visitor = new Browser(gateway);
    const body = { code, ...(password === undefined ? {} : { password }) };
    const answer = await visitor.raw('/api/v1/shared/open', { method: 'POST', body });
    return { visitor, answer, path: `/api/v1/shared/${answer.json<Answer>().id}` };
  };
  const statesOf = async (of = item): Promise<readonly string[]> =>
    (await call('GET', `recordings/${of}/share-links`)).body.items.map(({ state }) => state);

  it('makes a link whose code is shown once, for 30 days unless told otherwise', async () => {
    const made = await share();
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(made.body).toMatchObject({
      ...{ item_id: item, kind: 'recording', state: 'open', has_password: false, download: true, opens: 0 },
      ...{ made_by: gateway.owner, made_by_name: `user-${gateway.owner}` },
      expires_at: new Date(at.now + 30 * DAY_MS).toISOString(),
      url: expect.stringMatching(/^http:\/\/localhost:80\/s#[\w-]{43}$/) as string,
    });
    const listed = await call('GET', `recordings/${item}/share-links`);
    expect(JSON.stringify(listed.body)).not.toContain(codeOf(made));
    expect((await call('GET', 'share-links')).body.items).toEqual(listed.body.items);
    for (const wrong of [{ expires_in_hours: 0 }, { expires_in_hours: 8_785 }, { password: 'short' }, { download: 'no' }])
      expect((await share(wrong)).status).toBe(400);
  });

  it('makes no link to a host that only the request names', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, host: 'evil.example' };
    const url = `/api/v1/recordings/${item}/share-links`;
    const answer = await gateway.app.inject({ method: 'POST', url, headers, payload: {} });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'address-unknown']);
    expect(await statesOf()).toEqual([]);
  });

  it('shows the item to a visitor, and nothing of its owner, its history or its outputs', async () => {
    const { answer, visitor, path } = await visit(codeOf(await share()));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'set-cookie': expect.stringMatching(new RegExp(`^tl_shared=[^;]+; Max-Age=43200; Path=${path}; HttpOnly; SameSite=Lax$`)),
    });
    const shown = answer.json<{ files: { name: string; url: string }[] }>();
    expect(Object.keys(shown).sort()).toEqual(
      ['id', 'kind', 'title', 'duration_seconds', 'has_transcript', 'download', 'expires_at', 'files'].sort(),
    );
    expect(shown).toMatchObject({ kind: 'recording', title: 'Determinants', has_transcript: true });
    expect((await visitor.raw(path)).json()).toEqual(shown);
    const transcript = await visitor.raw(`${path}/transcript`);
    expect(transcript.json()).toMatchObject({ segments: [{ text: 'good mourning everybody' }, { text: 'thanks four coming' }] });
    const captions = shown.files.find(({ name }) => name === 'subtitles.vtt');
    const range = await visitor.raw(captions?.url ?? '', { headers: { range: 'bytes=0-4' } });
    expect([range.statusCode, range.body, range.headers['x-robots-tag']]).toEqual([206, 'as it', 'noindex, nofollow']);
    for (const text of [answer.body, transcript.body]) {
      expect(text).not.toContain(gateway.owner);
      expect(text).not.toContain(item);
    }
    expect(transcript.body).not.toMatch(/corrected|confidence|engine|outdated/);
  });

  it('tells visitors of a recording without a transcript what they can do themselves', async () => {
    const { id } = await upload(gateway, { fields: { title: 'Not heard yet', allow_duplicate: 'true' } });
    await waitUntilProjected(gateway, id);
    const { visitor, path } = await visit(codeOf(await share({}, id)));
    const problem = (await visitor.raw(`${path}/transcript`)).json<{ code: string; try_instead: string }>();
    expect([problem.code, problem.try_instead]).toEqual(['no-transcript', 'Ask the person who shares it.']);
    expect((await call('GET', `recordings/${id}/transcript`)).body).toMatchObject({
      code: 'no-transcript',
      try_instead: expect.stringContaining('Run the recording') as string,
    });
  });

  it('opens only its own files, with its own cookie', async () => {
    const { visitor, path, answer } = await visit(codeOf(await share()));
    const other = await createTranscribed(gateway, 'Another talk');
    const { path: elsewhere } = await visit(codeOf(await share({}, other)));
    expect((await visitor.raw(`${path}/files/transcript.json`)).statusCode).toBe(404);
    expect((await visitor.raw(elsewhere)).json()).toMatchObject({ status: 404, code: 'share-link-not-valid' });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    for (const headers of [{}, { cookie: `${cookie.slice(0, -1)}-` }, { authorization: `Bearer ${gateway.token}` }])
      expect((await gateway.app.inject({ url: path, headers })).statusCode).toBe(404);
    expect((await visitor.raw(`/api/v1/recordings/${item}`)).statusCode).toBe(401);
    at.now += 12 * HOUR_MS;
    expect((await visitor.raw(path)).statusCode).toBe(404);
  });

  it('without download leaves out the files that only a download needs', async () => {
    const names = async (body: object): Promise<readonly string[]> =>
      (await visit(codeOf(await share(body)))).answer.json<{ files: { name: string }[] }>().files.map(({ name }) => name);
    const all = await names({});
    expect(all).toEqual(expect.arrayContaining(['subtitles.vtt', 'subtitles.srt', 'transcript.txt']));
    expect(await names({ download: false })).toEqual(all.filter((name) => !/\.(srt|txt)$/.test(name)));
  });

  it('opens the version for the browser in place of a file that browsers cannot play', async () => {
    const { id } = await upload(gateway, { fields: { title: 'A film', run: 'true', allow_duplicate: 'true' } });
    await workThrough(gateway, id, ['TRIM']);
    await startStep(gateway, id, 'TRIM');
    const key = `${id}/cut/video.mkv`;
    const stored = await gateway.artifacts.put(key, Buffer.from('cut'));
    const video = { role: 'video', name: 'video.mkv', mediaType: 'video/x-matroska', key, ...stored };
    await completeStep(gateway, id, 'TRIM', [video]);
    const open = async (download: boolean) => {
      const { visitor, answer } = await visit(codeOf(await share({ download }, id)));
      const { files } = answer.json<{ files: { role: string; url: string }[] }>();
      return { visitor, files, roles: files.map(({ role }) => role) };
    };
    expect((await open(false)).roles).toEqual(['video']);
    await makePreviews(gateway, id, 'ready');
    const { visitor, files, roles } = await open(false);
    expect([roles, (await visitor.raw(files[0]?.url ?? '')).body]).toEqual([['web'], 'a version for browsers']);
    expect((await open(true)).roles).toEqual(['web', 'video']);
  });

  it('asks for the password, and limits wrong ones by link', async () => {
    const code = codeOf(await share({ password: 'determinants' }));
    const asked = await visit(code);
    expect(asked.answer.json()).toMatchObject({ status: 403, code: 'share-password' });
    expect(asked.answer.body).not.toContain('Determinants');
    expect(asked.answer.headers['set-cookie']).toBeUndefined();
    const opened = await visit(code, 'determinants');
    expect(opened.answer.statusCode).toBe(200);
    for (let guess = 0; guess < 10; guess += 1) expect((await visit(code, 'guessed')).answer.statusCode).toBe(403);
    expect((await visit(code, 'determinants')).answer.json()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect((await opened.visitor.raw(opened.path)).statusCode).toBe(200);
    at.now += 11 * 60_000;
    expect((await visit(code, 'determinants')).answer.statusCode).toBe(200);
    expect((await call('GET', 'share-links')).body.items[0]).toMatchObject({ has_password: true, opens: 2 });
  });

  it('limits wrong passwords that arrive at once', async () => {
    const code = codeOf(await share({ password: 'determinants' }));
    const guesses = [...Array.from({ length: 15 }, () => 'guessed'), 'determinants'];
    const answers = await Promise.all(guesses.map((password) => visit(code, password)));
    const statuses = answers.map(({ answer }) => answer.statusCode);
    expect([statuses.filter((status) => status === 403).length, statuses.at(-1)]).toEqual([10, 429]);
  });

  it('gives one answer to unknown, expired and revoked links, and limits guesses of codes', async () => {
    await gateway.close();
    await openGateway({ limits: { perStranger: { burst: 3, perSecond: 0.001 } } });
    const [expiring, revoked] = [await share({ expires_in_hours: 1 }), await share()];
    const { visitor, path } = await visit(codeOf(expiring));
    expect((await call('DELETE', `share-links/${revoked.body.id}`)).status).toBe(204);
    expect((await call('DELETE', `share-links/${revoked.body.id}`)).status).toBe(204);
    at.now += HOUR_MS + 1;
    const answers = [await visit(codeOf(expiring)), await visit(codeOf(revoked)), await visit('x'.repeat(43))];
    const [first, ...others] = answers.map(({ answer }) => ({ ...answer.json<object>(), request_id: '', instance: '' }));
    expect(first).toMatchObject({ status: 404, code: 'share-link-not-valid' });
    for (const other of others) expect(other).toEqual(first);
    expect((await visit('y'.repeat(43))).answer.statusCode).toBe(429);
    expect((await visitor.raw(path)).statusCode).toBe(404);
    expect(await statesOf()).toEqual(['revoked', 'expired']);
  });

  it('counts no code that opens nothing as a failed sign-in of its address', async () => {
    await gateway.close();
    await openGateway({ limits: { perStranger: { burst: 3, perSecond: 0.001 } } });
    const revoked = await share();
    expect((await call('DELETE', `share-links/${revoked.body.id}`)).status).toBe(204);
    for (const expected of [404, 404, 404, 429]) expect((await visit(codeOf(revoked))).answer.statusCode).toBe(expected);
    const signIn = { method: 'POST', url: '/api/v1/auth/session', payload: { code: 'guess-guess-guess-guess' } } as const;
    for (const expected of [401, 401, 401, 429]) expect((await gateway.app.inject(signIn)).statusCode).toBe(expected);
    expect((await visit(codeOf(await share()))).answer.statusCode).toBe(200);
  });

  it('ends at once with a revocation, also for visitors who have opened it', async () => {
    const made = await share();
    const { visitor, path } = await visit(codeOf(made));
    expect((await call('DELETE', `share-links/${made.body.id}`)).status).toBe(204);
    for (const rest of ['', '/transcript', '/files/subtitles.vtt'])
      expect((await visitor.raw(`${path}${rest}`)).json()).toMatchObject({ status: 404, code: 'share-link-not-valid' });
    const [listed] = (await call('GET', 'share-links')).body.items;
    expect(listed).toMatchObject({ state: 'revoked', revoked_by: gateway.owner, revoked_by_name: `user-${gateway.owner}` });
  });

  it('pauses while the item is in the trash, and is gone after an erase', async () => {
    const made = await share();
    const { visitor, path } = await visit(codeOf(made));
    const isOpen = async (): Promise<boolean> => (await visitor.raw(path)).statusCode === 200;
    const settle = async (path: string, method: 'POST' | 'DELETE' = 'POST', payload?: object): Promise<void> => {
      const done = await call(method, path, { ...(payload && { payload }) });
      expect([done.status, done.body]).toEqual([200, expect.anything()]);
      await waitUntilProjected(gateway, item);
    };
    await call('POST', `recordings/${item}/cancel`);
    await settle(`recordings/${item}`, 'DELETE');
    expect([await isOpen(), await statesOf()]).toEqual([false, ['in_trash']]);
    expect((await share()).body).toMatchObject({ status: 409, code: 'not-shareable' });
    await settle(`recordings/${item}/restore`);
    expect([await isOpen(), await statesOf()]).toEqual([true, ['open']]);
    await settle(`recordings/${item}`, 'DELETE');
    await settle(`recordings/${item}/erase`, 'POST', { confirm: true });
    expect(await isOpen()).toBe(false);
    expect((await share()).body.code).toBe('erased');
    expect(await gateway.ports.shareLinks.find(made.body.id)).toBeUndefined();
  });

  it('leaves nothing of items that were erased in another way, with the next sweep', async () => {
    const [other, mine] = [newId(), await share()];
    const link = { libraryId: gateway.owner, madeBy: gateway.owner, kind: 'document', download: true } as const;
    const gone = {
      ...link,
      id: ulid(),
      itemId: other,
      hash: 'a',
      passwordHash: undefined,
      expiresAt: '2100-01-01T00:00:00.000Z',
    };
    await gateway.ports.shareLinks.add(gone, 1);
    const recordings = gateway.app.get<ItemServices>(RECORDINGS);
    const documents = gateway.app.get<ItemServices>(DOCUMENTS);
    const shares = new ErasedShares(gateway.ports.shareLinks, { recording: recordings.queries, document: documents.queries });
    expect(await shares.sweep(new AbortController().signal)).toBe(1);
    expect((await call('GET', 'share-links')).body.items.map(({ id }) => id)).toEqual([mine.body.id]);
  });

  it('needs the right to write in the library of the item, at the time of each visit', async () => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: 'Nora', role: 'operator', joins: { libraryId: gateway.owner, role: 'operator' } });
    const browser = await Browser.signedIn(gateway, 'Nora');
    await browser.send('/api/v1/me', { method: 'PATCH', body: { library_id: gateway.owner } });
    const send = (path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: object) =>
      browser.send(`/api/v1/${path}`, { method, ...(body && { body }) });
    const made = await send(`recordings/${item}/share-links`, 'POST', {});
    expect(made.statusCode).toBe(201);
    const { visitor, path } = await visit(new URL(made.json<Answer>().url).hash.slice(1));
    const stranger = await gateway.tokenFor(['write']);
    const foreign = `share-links/${made.json<Answer>().id}`;
    for (const [method, where] of [
      ['GET', `recordings/${item}/share-links`],
      ['POST', `recordings/${item}/share-links`],
      ['DELETE', foreign],
    ] as const)
      expect((await call(method, where, { token: stranger, ...(method === 'POST' ? { payload: {} } : {}) })).status).toBe(404);
    expect((await call('GET', 'share-links', { token: stranger })).body.items).toEqual([]);
    const removed = await call('DELETE', `libraries/${gateway.owner}/members/${id}`);
    expect(removed.status).toBe(204);
    expect((await visitor.raw(path)).statusCode).toBe(404);
    expect(await statesOf()).toEqual(['suspended']);
  });

  it('is in the administration log without title and code, for the owners of the library', async () => {
    const made = await share({ password: 'determinants' });
    await call('DELETE', `share-links/${made.body.id}`);
    const entries = (await call('GET', `libraries/${gateway.owner}/log`)).body as unknown as { items: Record<string, unknown>[] };
    const [revoked, created] = entries.items;
    expect([created, revoked].map((one) => one?.['kind'])).toEqual(['share_link.created', 'share_link.revoked']);
    expect(created).toMatchObject({ subject: { type: 'recording', id: item }, sentence: `Shared the item ${item} by a link` });
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`Determinants|determinants|${codeOf(made)}`));
  });

  it('has at most 20 open links, and none if the operator has switched them off', async () => {
    const codes: string[] = [];
    for (let count = 0; count < 20; count += 1) codes.push(codeOf(await share()));
    expect((await share()).body).toMatchObject({ status: 409, code: 'too-many-share-links' });
    await gateway.close();
    await openGateway({ settings: { shareLinks: false } });
    expect((await share()).body).toMatchObject({ status: 403, code: 'sharing-off' });
    expect((await share({}, newId())).status).toBe(404);
    const id = ulid();
    const times = { expiresAt: new Date(at.now + HOUR_MS).toISOString() };
    const link = {
      id,
      hash: hashOf(id),
      libraryId: gateway.owner,
      itemId: item,
      kind: 'recording',
      madeBy: gateway.owner,
    } as const;
    await gateway.ports.shareLinks.add({ ...link, ...times, download: true, passwordHash: undefined }, 20);
    expect(await statesOf()).toEqual(['off']);
  });
});
