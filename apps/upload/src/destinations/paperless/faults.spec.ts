import { randomUUID } from 'node:crypto';
import { PaperlessFake, matchRequests, type Fault, type PaperlessFakeOptions } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { openPaperless, type PaperlessFixtureOptions } from '#testing/paperless/paperless-fixture.js';
import { parseAllowedHosts } from '@throughline/outgoing/testing';

const POST = matchRequests('POST', /post_document/);
const answer = (status: number, headers = {}): Fault => ({ kind: 'answer', status, headers, body: '{}' });
const LOST_AFTER_MS = 600_000;
const PDF = '%PDF-1.7 pages';

describe('a Paperless output', () => {
  let fake: PaperlessFake;
  let dir: TempDir;
  let now: number;
  beforeEach(async () => {
    now = 1_000_000;
    dir = await tempDir();
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });
  const start = async (options: PaperlessFakeOptions = {}, given: PaperlessFixtureOptions = {}): Promise<DeliveryLog> => {
    fake = await PaperlessFake.start({ now: () => now, ...options });
    return output(given);
  };
  const output = (given: PaperlessFixtureOptions = {}): DeliveryLog =>
    new DeliveryLog(openPaperless(fake, { ...given, parts: { now: () => now, ...given.parts } }));
  const letter = async (text = PDF, given: Partial<DeliveryRequest> = {}): Promise<DeliveryRequest> => {
    const request = await createRequest(
      dir.path,
      { 'document.pdf': text, 'text.txt': 'its words' },
      { title: 'A letter', ...given },
    );
    const files = request.files.map((file) => ({
      ...file,
      mediaType: file.name.endsWith('.pdf') ? 'application/pdf' : file.mediaType,
    }));
    return { ...request, files };
  };
  const posts = (): number => fake.log.filter((each) => POST(each)).length;

  it('uploads only the page, with the title and the labels by name', async () => {
    const log = await start(
      {},
      { settings: { tags: 'Inbox, Letters', correspondent: 'ACME', document_type: 'Letter', storage_path: 'Post' } },
    );
    const ids = [fake.addLabel('tags', 'inbox').id, fake.addLabel('tags', 'Letters').id];
    const [correspondent, type, path] = (['correspondents', 'document_types', 'storage_paths'] as const).map((kind, index) =>
      fake.addLabel(kind, ['ACME', 'letter', 'Post'][index] ?? ''),
    );
    const end = await log.attempt(await letter());
    expect(fake.documents).toMatchObject([
      { title: 'A letter', tags: ids, correspondent: correspondent?.id, documentType: type?.id, storagePath: path?.id },
    ]);
    const [{ id } = { id: 0 }] = fake.documents;
    expect(end).toMatchObject({ delivered: { externalId: String(id), url: `${fake.url}/documents/${String(id)}/details` } });
  });

  it.each([
    [false, undefined],
    [true, 'Letters'],
  ])('creates labels only if allowed: %s', async (create_labels, made) => {
    const log = await start({}, { settings: { tags: 'Letters', create_labels } });
    const request = await letter();
    if (create_labels) await log.attempt(request);
    else
      await expect(log.attempt(request)).rejects.toMatchObject({
        kind: 'permanent',
        code: 'output-misconfigured',
        message: expect.stringContaining("no tag 'Letters'") as string,
      });
    expect(fake.labels('tags').map(({ name }) => name)).toEqual(made === undefined ? [] : [made]);
    expect(posts()).toBe(create_labels ? 1 : 0);
  });

  it('waits for processing by repeated checks, and uploads nothing twice', async () => {
    const log = await start({ consumeMs: 60_000 });
    const request = await letter();
    for (const passed of [0, 30_000, 29_999]) {
      now += passed;
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'consumption' });
    }
    now += 1;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(posts()).toBe(1);
    expect(fake.documents).toHaveLength(1);
  });

  it.each<[string, PaperlessFakeOptions]>([
    ['as text', { versions: [9] }],
    ['as data', { versions: [10] }],
  ])('counts existing documents as delivered, reported %s', async (_, options) => {
    const log = await start({ ...options, consumeMs: 10 });
    const [one, other] = [await letter(), await letter()];
    const again = output();
    await expect(log.attempt(one)).rejects.toMatchObject({ kind: 'waiting' });
    await expect(again.attempt(other)).rejects.toMatchObject({ kind: 'waiting' });
    now += 10;
    expect(await again.attempt(other)).toMatchObject({
      kind: 'delivered',
      delivered: { externalId: String(fake.documents[0]?.id) },
    });
    expect(posts()).toBe(2);
    expect(fake.documents).toHaveLength(1);
    // This delivery did not create the document, so newer content does not delete it.
    await expect(again.attempt(await letter('%PDF newer', { assetId: other.assetId }))).rejects.toMatchObject({
      kind: 'waiting',
    });
    now += 10;
    await again.attempt(await letter('%PDF newer', { assetId: other.assetId }));
    expect(fake.documents).toHaveLength(2);
  });

  it.each<[string, PaperlessFakeOptions]>([
    ['refuses', { duplicates: 'refuse' }],
    ['takes', { duplicates: 'take' }],
  ])('uploads nothing again after a lost answer, even if the release %s the same content twice', async (_, options) => {
    const log = await start({ ...options, consumeMs: 1_000 });
    const request = await letter();
    fake.faults.add({ fault: { kind: 'drop-answer' }, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'consumption' });
    now += 1_000;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(posts()).toBe(1);
  });

  it('uploads nothing again while Paperless may still be writing the file', async () => {
    const log = await start({ duplicates: 'take' });
    const request = await letter();
    // The proxy has timed out, and neither a document nor a task exists yet.
    fake.faults.add({ fault: answer(504), on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    now += LOST_AFTER_MS;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'consumption' });
    expect(posts()).toBe(1);
    now += 1;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(posts()).toBe(2);
  });

  it('repeats an incomplete upload at once', async () => {
    const log = await start();
    const request = await letter('%PDF '.repeat(2 ** 20));
    fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 200 }, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it('finds a document that was processed between attempts', async () => {
    const log = await start();
    const request = await letter();
    fake.faults.add({ fault: { kind: 'drop-answer' }, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    expect(await output().attempt(request)).toMatchObject({ delivered: { reconciled: true } });
    expect(posts()).toBe(1);
  });

  it.each<[string, PaperlessFakeOptions]>([
    ['as text', { versions: [9] }],
    ['as data', { versions: [10] }],
  ])('reports why Paperless could not process a document, reported %s', async (_, options) => {
    const log = await start({ ...options, unreadable: () => 'InputFileError: the PDF is damaged' });
    const request = await letter();
    await expect(log.attempt(request)).rejects.toMatchObject({
      kind: 'permanent',
      code: 'document-refused',
      message: expect.stringContaining('the PDF is damaged') as string,
    });
    // A new run by a user uploads the document again.
    await expect(log.attempt(request)).rejects.toMatchObject({ code: 'document-refused' });
    expect(posts()).toBe(2);
  });

  it.each<[string, PaperlessFakeOptions]>([
    ['as text', { versions: [9] }],
    ['as data', { versions: [10] }],
  ])('reports equal content in the trash, reported %s', async (_, options) => {
    const log = await start(options);
    const request = await letter();
    await log.attempt(request);
    fake.trash(fake.documents[0]?.id ?? 0);
    await expect(output().attempt(request)).rejects.toMatchObject({
      kind: 'permanent',
      message: expect.stringContaining('trash') as string,
    });
  });

  it('delivers again what a user has deleted', async () => {
    const log = await start({ duplicates: 'take' });
    const request = await letter();
    await log.attempt(request);
    const [first] = fake.documents;
    fake.trash(first?.id ?? 0);
    const end = await log.attempt(request);
    expect(fake.documents).toHaveLength(1);
    expect(fake.documents[0]?.id).not.toBe(first?.id);
    expect(end).toMatchObject({ delivered: { externalId: String(fake.documents[0]?.id), reconciled: false } });
  });

  it.each([
    [false, 1, 1],
    [true, 2, 0],
  ])('moves earlier deliveries to the trash, unless they are to be kept: %s', async (keep_older, documents, trashed) => {
    const log = await start({}, { settings: { keep_older } });
    const first = await letter();
    await log.attempt(first);
    const newer = await letter('%PDF newer', { assetId: first.assetId });
    expect(await log.attempt(newer)).toMatchObject({ key: newer.key, delivered: { reconciled: false } });
    expect([fake.documents.length, fake.trashed.length]).toEqual([documents, trashed]);
    expect(fake.documents.at(-1)?.content.toString()).toBe('%PDF newer');
    expect(await log.attempt(newer)).toMatchObject({ delivered: { reconciled: true } });
  });

  it('replaces a document that was still being processed when newer content came', async () => {
    const log = await start({ consumeMs: 100 });
    const first = await letter();
    await expect(log.attempt(first)).rejects.toMatchObject({ kind: 'waiting' });
    const newer = await letter('%PDF newer', { assetId: first.assetId });
    await expect(log.attempt(newer)).rejects.toMatchObject({ kind: 'waiting' });
    now += 100;
    await log.attempt(newer);
    expect(fake.documents.map(({ content }) => content.toString())).toEqual(['%PDF newer']);
    expect(fake.trashed).toHaveLength(1);
  });

  it('ends with one document after being killed at any of its requests', async () => {
    await start();
    const once = async (): Promise<[DeliveryLog, DeliveryRequest]> => {
      const log = output();
      const first = await letter(`%PDF first ${randomUUID()}`);
      await log.attempt(first);
      return [log, await letter(`%PDF newer ${randomUUID()}`, { assetId: first.assetId })];
    };
    const [counted, request] = await once();
    const before = fake.log.length;
    await counted.attempt(request);
    const all = fake.log.length - before;
    expect(all).toBeGreaterThan(6);
    for (let killedAfter = 1; killedAfter <= all; killedAfter += 1) {
      const [log, newer] = await once();
      const others = fake.documents.length - 1;
      fake.faults.add(
        { fault: { kind: 'drop-answer' }, skip: killedAfter - 1 },
        { fault: { kind: 'drop-request', afterBytes: 0 }, skip: killedAfter, times: Infinity },
      );
      await log.attempt(newer).catch(() => undefined);
      fake.faults.clear();
      // The delivery waits for a document that may have been uploaded, until it appears or counts as lost.
      await log.attempt(newer).catch((error: unknown) => {
        expect(error).toMatchObject({ kind: 'waiting', code: 'consumption' });
        now += LOST_AFTER_MS + 1;
      });
      expect(await log.attempt(newer)).toMatchObject({ kind: 'delivered' });
      expect({ killedAfter, documents: fake.documents.length - others }).toEqual({ killedAfter, documents: 1 });
    }
  }, 60_000);

  it('ignores uploads at the former location of its connection', async () => {
    const log = await start();
    const first = await letter();
    await log.attempt(first);
    const other = await PaperlessFake.start();
    try {
      const moved = new DeliveryLog(openPaperless(other));
      moved.checkpoints = log.checkpoints;
      await moved.attempt(await letter('%PDF newer', { assetId: first.assetId }));
      expect(other.log.filter(({ method }) => method === 'DELETE')).toEqual([]);
      expect(other.documents).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('skips a recording without a text', async () => {
    await start();
    const request = await createRequest(dir.path, { 'video.mp4': 'frames' });
    const files = request.files.map((file) => ({ ...file, mediaType: 'video/mp4' }));
    expect(openPaperless(fake).skips({ ...request, files })).toBe('not_applicable');
    expect(openPaperless(fake).skips(await letter())).toBeUndefined();
  });

  it.each<[string, Fault, object]>([
    [
      'requests a retry later',
      answer(429, { 'retry-after': '90' }),
      { kind: 'waiting', code: 'output-busy', retryAfterMs: 90_000 },
    ],
    ['refuses the file as too large', answer(413), { kind: 'permanent', code: 'refused-as-too-large' }],
    ['denies access', answer(403), { kind: 'waiting', code: 'output-not-writable' }],
    ['redirects', answer(302, { location: 'https://login.example/' }), { kind: 'permanent', code: 'output-misconfigured' }],
    ['answers incompletely', { kind: 'cut-answer', afterBytes: 5 }, { kind: 'retryable', code: 'output-failed' }],
  ])('reports the cause if Paperless %s', async (_, fault, verdict) => {
    const log = await start();
    const request = await letter();
    fake.faults.add({ fault, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject(verdict);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(fake.documents).toHaveLength(1);
  });

  it('waits if Paperless never answers', async () => {
    const log = await start({}, { parts: { timeouts: { headersMs: 500 } } });
    fake.faults.add({ fault: { kind: 'hang' }, times: Infinity });
    await expect(log.attempt(await letter())).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  });

  it('detects a wrong token, a wrong address, an old release and a missing server before it starts', async () => {
    await start({ versions: [9, 10] });
    await openPaperless(fake).check();
    const old = await PaperlessFake.start({ versions: [7] });
    const cases: readonly (readonly [PaperlessFixtureOptions, object])[] = [
      [{ connection: { token: 'none-of-theirs' } }, { kind: 'waiting', code: 'output-not-writable' }],
      [{ connection: { url: `${fake.url}/nowhere` } }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ connection: { url: old.url } }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ connection: { url: 'http://127.0.0.1:9' } }, { kind: 'waiting', code: 'output-unreachable' }],
      [{ parts: { allowed: parseAllowedHosts('') } }, { kind: 'permanent', code: 'output-misconfigured' }],
    ];
    for (const [given, verdict] of cases) {
      const error: unknown = await openPaperless(fake, given)
        .check()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(verdict);
      for (const secret of [fake.token, 'none-of-theirs'])
        expect(JSON.stringify(error, ['message', 'cause'])).not.toContain(secret);
    }
    await old.close();
  });
});
