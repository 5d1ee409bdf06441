import { createHash } from 'node:crypto';
import { attemptPrefix, newId, soFarFileName } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { hashOf } from '../../../people/tokens/token.js';
import { addWithFiles } from '../../../testing/add-with-files.js';
import { formOf } from '../../../testing/forms.js';
import { failStep, startStep, workThrough } from '../../../testing/work-through.js';
import { createTranscribed } from '../../../testing/transcribed.js';
import type { MemoryGateway } from '../../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../../testing/projected.js';
import { readZip } from '../../../testing/read-zip.js';
import { upload } from '../../../testing/upload.js';

interface Answer {
  readonly id: string;
  readonly state: string;
  readonly items: number;
  readonly total_items: number | null;
  readonly archive: { readonly url: string; readonly size: number; readonly sha256: string } | null;
  readonly problem: string | null;
  readonly code?: string;
}

const TRANSCRIBE = 'TRANSCRIBE';
const PATH = '/api/v1/me/exports';

describe('an export of all data of a user', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });

  const send = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    { token = gateway.token, headers = {}, payload = undefined as object | undefined } = {},
  ) =>
    gateway.app.inject({ method, url, headers: { authorization: `Bearer ${token}`, ...headers }, ...(payload && { payload }) });
  const storedKeys = async (): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of gateway.artifacts.list('exports')) keys.push(key);
    return keys;
  };
  const finish = async (token = gateway.token): Promise<Answer> => {
    const started = await send('POST', PATH, { token });
    expect(started.statusCode).toBe(202);
    await gateway.exports.resume();
    return (await send('GET', `${PATH}/${started.json<Answer>().id}`, { token })).json<Answer>();
  };
  const download = async ({ archive }: Answer, token = gateway.token): Promise<ReadonlyMap<string, Buffer>> => {
    const answer = await send('GET', archive?.url ?? '', { token });
    expect(answer.statusCode).toBe(200);
    return readZip(answer.rawPayload);
  };
  const textOf = (files: ReadonlyMap<string, Buffer>, path: string): string => files.get(path)?.toString('utf8') ?? '';
  const linesOf = (files: ReadonlyMap<string, Buffer>, path: string): readonly Record<string, unknown>[] =>
    textOf(files, path)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('has each item with its texts, its events in the clear and its files', async () => {
    const id = await createTranscribed(gateway, 'Zanzibar <b>talk</b>');
    const done = await finish();
    expect(done).toMatchObject({ state: 'ready', items: 1, total_items: 1, problem: null });
    const files = await download(done);
    const folder = `libraries/${gateway.owner}/recordings/${id}`;
    expect(JSON.parse(textOf(files, `${folder}/item.json`))).toMatchObject({ id, title: 'Zanzibar <b>talk</b>' });
    const events = linesOf(files, `${folder}/events.jsonl`);
    expect(events[0]).toMatchObject({
      specversion: '1.0',
      type: 'throughline.AssetRegistered',
      subject: id,
      actor: `user:${gateway.owner}`,
      data: { personal: { title: 'Zanzibar <b>talk</b>' } },
    });
    expect(events.length).toBeGreaterThan(4);
    expect(textOf(files, `${folder}/files/transcript.txt`)).toBe('as it was heard');
    expect([...files.keys()].filter((path) => path.startsWith(`${folder}/files/`))).toHaveLength(5);
  });

  it('has the lines of a failed transcription, which are no file of the item', async () => {
    const { id } = await upload(gateway, { fields: { title: 'A talk', run: 'true' } });
    await workThrough(gateway, id, [TRANSCRIBE]);
    const attemptId = await startStep(gateway, id, TRANSCRIBE);
    const { state } = (await gateway.ports.commands.load(id)) ?? {};
    const runId = state !== undefined && isPresent(state) ? (state.run?.runId ?? '') : '';
    const attempt = attemptPrefix({ assetId: id, runId, step: TRANSCRIBE, attemptId });
    await gateway.artifacts.put(`${attempt}/${soFarFileName(12)}`, Buffer.from('{"segments": "good mourning"}'));
    await failStep(gateway, id, TRANSCRIBE);
    await waitUntilProjected(gateway, id);
    const path = `libraries/${gateway.owner}/recordings/${id}/transcript-so-far.json`;
    const files = await download(await finish());
    expect(textOf(files, path)).toContain('good mourning');
    expect(textOf(files, 'index.html')).toContain(path);
  });

  it('has the notes of a session', async () => {
    const form = formOf({}, { bytes: 'a talk', name: 'talk.mp3', type: 'audio/mpeg' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/sessions', headers, payload: form.payload });
    const id = made.json<{ session_id: string }>().session_id;
    const noted = await send('POST', `/api/v1/sessions/${id}/notes`, { payload: { text: 'Ask for more.', at_seconds: 5 } });
    expect(noted.statusCode).toBe(200);
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.sessionRows.byIds([id])).get(id)?.revision === head);
    const files = await download(await finish());
    expect(JSON.parse(textOf(files, `libraries/${gateway.owner}/sessions/${id}/notes.json`))).toMatchObject([
      { text: 'Ask for more.', at_seconds: 5 },
    ]);
  });

  it('lists every other file with its size and checksum, and links to each from a page that runs nothing', async () => {
    const id = await createTranscribed(gateway, '<script>alert(1)</script>');
    const files = await download(await finish());
    const listed = linesOf(files, 'manifest.jsonl');
    expect(listed.map(({ path }) => path).sort()).toEqual([...files.keys()].filter((path) => path !== 'manifest.jsonl').sort());
    for (const { path, size, sha256 } of listed) {
      const bytes = files.get(String(path)) ?? Buffer.alloc(0);
      expect([size, sha256]).toEqual([bytes.length, createHash('sha256').update(bytes).digest('hex')]);
    }
    const page = textOf(files, 'index.html');
    for (const [, href = ''] of page.matchAll(/href="([^"]+)"/g)) expect(files.has(decodeURIComponent(href))).toBe(true);
    expect(page).toContain(`recordings/${id}/item.json`);
    expect(page).not.toContain('<script>');
    expect(JSON.parse(textOf(files, 'manifest.json'))).toMatchObject({ format: 1, items: 1, libraries: [gateway.owner] });
  });

  it('has the uploaded file of an item that no run has touched', async () => {
    const { id } = await upload(gateway, { bytes: 'a film' });
    const files = await download(await finish());
    const names = [...files.keys()].filter((path) => path.startsWith(`libraries/${gateway.owner}/recordings/${id}/files/`));
    expect(names.map((path) => textOf(files, path))).toEqual(['a film']);
  });

  it('has a stored original with the extension of its file, so that a program opens it', async () => {
    const id = await addWithFiles(gateway, 'A letter', { original: 'application/pdf', notes: 'text/plain' });
    const folder = `libraries/${gateway.owner}/recordings/${id}/files/`;
    const paths = [...(await download(await finish())).keys()].filter((path) => path.startsWith(folder));
    const names = paths.map((path) => path.slice(folder.length));
    expect(names).toEqual(expect.arrayContaining(['original.mp4', 'notes']));
  });

  it('names what is erased or no longer stored, and has none of its texts', async () => {
    const erased = (await upload(gateway, { fields: { title: 'Zanzibar' } })).id;
    await send('POST', `/api/v1/recordings/${erased}/erase`, { payload: { confirm: true } });
    await waitUntilProjected(gateway, erased);
    const lost = (await upload(gateway, { fields: { title: 'Kept' } })).id;
    for await (const { key } of gateway.artifacts.list('uploads')) if (key.includes(lost)) await gateway.artifacts.remove(key);
    const done = await finish();
    expect(done).toMatchObject({ state: 'ready', items: 2 });
    const files = await download(done);
    const reasons = linesOf(files, 'missing.jsonl').map(({ path, reason }) => [String(path).split('/')[3], reason]);
    expect(new Map(reasons as [string, string][])).toEqual(
      new Map([
        [erased, 'erased'],
        [lost, 'not-stored'],
      ]),
    );
    expect(Buffer.concat([...files.values()]).toString('utf8')).not.toContain('Zanzibar');
  });

  it('has the settings without any secret', async () => {
    const channel = await send('POST', '/api/v1/channels', { payload: { name: 'pages', outputs: ['library'] } });
    const webhook = await send('POST', '/api/v1/webhook-endpoints', {
      payload: { name: 'mine', url: 'https://hooks.example/T0P-SECRET', events: ['item.ready'] },
    });
    const credential = await send('POST', '/api/v1/credentials', {
      payload: { type: 'password', name: 'My disk', username: 'ann', password: 'hunter-2-hunter' },
    });
    const invitation = await send('POST', `/api/v1/libraries/${gateway.owner}/invitations`, {
      payload: { role: 'viewer', note: 'Nora' },
    });
    const code = new URL(invitation.json<{ url: string }>().url).hash.slice(1);
    expect([channel, webhook, credential].map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    const identity = { issuer: 'https://login.example', subject: 'ann', label: 'ann@example.org' };
    await gateway.ports.identities.connect({ id: ulid(), userId: gateway.owner, ...identity });
    const key = { credentialId: 'C-R3DENTIAL', publicKey: new Uint8Array(Buffer.from('PUBL1C-KEY')), counter: 7, transports: [] };
    await gateway.ports.passkeys.add({ id: ulid(), userId: gateway.owner, name: 'Blue key', backedUp: true, ...key });
    const files = await download(await finish());
    const settings = (name: string): unknown => JSON.parse(textOf(files, `libraries/${gateway.owner}/settings/${name}.json`));
    expect(settings('channels')).toMatchObject([{ name: 'pages' }]);
    expect(settings('invitations')).toMatchObject([{ role: 'viewer', note: 'Nora', used_at: null }]);
    expect(settings('webhooks')).toMatchObject([{ name: 'mine', receiver: 'https://hooks.example' }]);
    expect(settings('credentials')).toEqual([
      { id: expect.any(Number) as number, name: 'My disk', type: 'password', created_at: expect.any(String) as string },
    ]);
    for (const name of ['templates', 'outputs', 'sources', 'jobs', 'job-runs']) expect(settings(name)).toEqual([]);
    expect(settings('quotas')).toMatchObject({ own: {} });
    expect(linesOf(files, 'account/administration-log.jsonl').map(({ kind }) => kind)).toContain('user.data_exported');
    expect(JSON.parse(textOf(files, 'account/identities.json'))).toMatchObject([identity]);
    expect(JSON.parse(textOf(files, 'account/passkeys.json'))).toEqual([
      { name: 'Blue key', created_at: expect.any(String) as string, last_used_at: null },
    ]);
    expect(JSON.parse(textOf(files, 'account/tokens.json'))).toMatchObject([{ name: 'spec', scopes: ['admin'] }]);
    const all = Buffer.concat([...files.values()]).toString('utf8');
    const secrets = [channel.json<{ webhook_secret?: string; secret?: string }>(), webhook.json<{ secret: string }>()];
    for (const { secret = 'hunter-2' } of secrets) expect(all).not.toContain(secret);
    for (const secret of ['C-R3DENTIAL', 'PUBL1C-KEY', 'T0P-SECRET', 'hunter-2', gateway.token, code, hashOf(code)])
      expect(all).not.toContain(secret);
  });

  it('has the uploads in progress, and the bulk commands that were executed', async () => {
    const { id: item } = await upload(gateway, { bytes: 'a film' });
    const preview = await send('POST', '/api/v1/recordings/bulk/preview', {
      payload: { action: 'run', recording_ids: [item] },
    });
    const bulkId = preview.json<{ id: string }>().id;
    await gateway.ports.bulkCommands.start(bulkId, gateway.owner);
    const words = { fileName: 'talk.mp4', mediaType: 'video/mp4', sha256: undefined, fields: { title: 'Zanzibar' } };
    const begun = { by: gateway.owner, owner: gateway.owner, length: 100, words, expiresAt: '2199-01-01T00:00:00.000Z' };
    const ids = [newId(), newId()] as const;
    await gateway.ports.uploads.add({ ...begun, id: ids[0], recordingId: newId() }, 10);
    await gateway.ports.uploads.add({ ...begun, id: ids[1], recordingId: newId(), by: ulid() }, 10);
    const files = await download(await finish());
    expect(JSON.parse(textOf(files, 'account/uploads.json'))).toMatchObject([
      { id: ids[0], length: 100, received: 0, words: { fields: { title: 'Zanzibar' } } },
    ]);
    expect(JSON.parse(textOf(files, `libraries/${gateway.owner}/settings/bulk-commands.json`))).toMatchObject([
      { id: bulkId, action: 'run', total: 1, requested_by: gateway.owner },
    ]);
  });

  it('sends parts of the archive, and says when there is none', async () => {
    const started = (await send('POST', PATH)).json<Answer>();
    await gateway.exports.resume();
    const { archive } = (await send('GET', `${PATH}/${started.id}`)).json<Answer>();
    const part = await send('GET', archive?.url ?? '', { headers: { range: 'bytes=0-3' } });
    expect([part.statusCode, part.body]).toEqual([206, 'PK\u0003\u0004']);
    expect(part.headers['content-range']).toBe(`bytes 0-3/${String(archive?.size)}`);
    await send('DELETE', `${PATH}/${started.id}`);
    expect((await send('GET', archive?.url ?? '')).statusCode).toBe(404);
    expect(await storedKeys()).toEqual([]);
  });

  it('refuses tokens that must not read everything, and hides the exports of others', async () => {
    const reading = await gateway.tokenFor(['read'], gateway.owner);
    expect((await send('POST', PATH, { token: reading })).statusCode).toBe(403);
    const done = await finish();
    expect((await send('GET', done.archive?.url ?? '', { token: reading })).statusCode).toBe(403);
    const admin = await gateway.tokenFor(['admin']);
    for (const url of [`${PATH}/${done.id}`, done.archive?.url ?? '', `${PATH}/${ulid()}`, `${PATH}/nothing`])
      expect((await send('GET', url, { token: admin })).statusCode).toBe(404);
    expect((await send('DELETE', `${PATH}/${done.id}`, { token: admin })).statusCode).toBe(404);
  });

  it('has none of the items of others', async () => {
    const other = ulid();
    const token = await gateway.tokenFor(['write'], other);
    await upload(gateway, { fields: { title: 'Zanzibar' } });
    const files = await download(await finish(token), token);
    expect(Buffer.concat([...files.values()]).toString('utf8')).not.toContain('Zanzibar');
    expect(JSON.parse(textOf(files, 'manifest.json'))).toMatchObject({ items: 0, libraries: [other] });
  });

  it('has the items of a shared library for its owners alone', async () => {
    const [owner, viewer] = [ulid(), ulid()];
    const [ofOwner, ofViewer] = [await gateway.tokenFor(['write'], owner), await gateway.tokenFor(['write'], viewer)];
    await gateway.ports.libraries.addMember(gateway.owner, owner, 'owner');
    await gateway.ports.libraries.addMember(gateway.owner, viewer, 'viewer');
    await upload(gateway, { fields: { title: 'Zanzibar' } });
    expect(await finish(ofOwner)).toMatchObject({ state: 'ready', items: 1 });
    expect(await finish(ofViewer)).toMatchObject({ state: 'ready', items: 0 });
  });

  it('has an item whose history cannot be read to its end, and names it', async () => {
    const { id } = await upload(gateway, { fields: { title: 'Zanzibar' } });
    gateway.store.inject(id, new TextEncoder().encode('no commit'));
    gateway.rows.quarantine(id);
    const done = await finish();
    expect(done).toMatchObject({ state: 'ready', items: 1 });
    const files = await download(done);
    const folder = `libraries/${gateway.owner}/recordings/${id}`;
    expect(linesOf(files, 'missing.jsonl')).toContainEqual({ path: `${folder}/events.jsonl`, reason: 'unreadable' });
    expect(JSON.parse(textOf(files, `${folder}/item.json`))).toMatchObject({ title: 'Zanzibar', quarantined: true });
    expect(linesOf(files, `${folder}/events.jsonl`)[0]).toMatchObject({ type: 'throughline.AssetRegistered' });
  });
});
