import { PaperlessFake, matchRequests, type PaperlessFakeOptions } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { openPaperless } from '#testing/paperless/paperless-fixture.js';

const POST = matchRequests('POST', /post_document/);
const TASKS = matchRequests('GET', /tasks/);
const LOST_AFTER_MS = 600_000;

const pdfOf = (request: DeliveryRequest): DeliveryRequest => ({
  ...request,
  files: request.files.map((file) => ({ ...file, mediaType: 'application/pdf' })),
});

/** Only a person can tell a deleted document from a lost one. */
describe.each<[string, PaperlessFakeOptions]>([
  ['as text', { versions: [9] }],
  ['as data', { versions: [10] }],
])('a document that is deleted in Paperless during its delivery, reported %s', (_, options) => {
  let fake: PaperlessFake;
  let dir: TempDir;
  let now: number;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    now = 1_000_000;
    fake = await PaperlessFake.start({ now: () => now, duplicates: 'take', ...options });
    dir = await tempDir();
    log = new DeliveryLog(openPaperless(fake, { parts: { now: () => now } }));
    request = pdfOf(await createRequest(dir.path, { 'bill.pdf': '%PDF a bill' }));
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });
  const pdf = async (content: string): Promise<DeliveryRequest> =>
    pdfOf(await createRequest(dir.path, { 'bill.pdf': content }, { assetId: request.assetId }));
  const posts = (): number => fake.log.filter((each) => POST(each)).length;
  const delete_ = (): number => {
    const [{ id } = { id: 0 }] = fake.documents;
    fake.trash(id);
    return id;
  };
  /** Loses the answer to the upload, and deletes the document before the next attempt. */
  const loseAnswerAndDelete = async (): Promise<number> => {
    fake.faults.add({ fault: { kind: 'drop-answer' }, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    return delete_();
  };

  it('is not uploaded again after a lost answer: a person checks', async () => {
    await loseAnswerAndDelete();
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed', key: request.key });
      now += LOST_AFTER_MS + 1;
    }
    expect([posts(), fake.documents.length]).toEqual([1, 0]);
    expect(log.delivered).toMatchObject({ unconfirmed: true, delivery_key: request.key });
  });

  it('is not uploaded again although its task was dismissed', async () => {
    await loseAnswerAndDelete();
    fake.acknowledgeTasks();
    now += LOST_AFTER_MS + 1;
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(1);
  });

  it('is not uploaded again although many others were uploaded after it', async () => {
    await loseAnswerAndDelete();
    const others = new DeliveryLog(openPaperless(fake, { parts: { now: () => now } }));
    for (let other = 0; other < 30; other += 1) {
      await others.attempt(pdfOf(await createRequest(dir.path, { 'bill.pdf': `%PDF ${String(other)}` })));
    }
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(31);
  });

  it('is not uploaded again if it was deleted while the delivery waited', async () => {
    fake.consumeMs = 1_000;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'consumption' });
    now += 1_000;
    delete_();
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(1);
  });

  it('is found after a user has restored it', async () => {
    const id = await loseAnswerAndDelete();
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    fake.restore(id);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { externalId: String(id) } });
    expect(log.delivered).not.toHaveProperty('unconfirmed');
    expect(posts()).toBe(1);
  });

  it('is uploaded again once a person has reported that it has not arrived', async () => {
    await loseAnswerAndDelete();
    await log.attempt(request);
    log.settle(false);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(fake.documents).toHaveLength(1);
  });

  it('is not checked again once a person has reported that it has arrived', async () => {
    await loseAnswerAndDelete();
    await log.attempt(request);
    log.settle(true);
    for (let run = 0; run < 2; run += 1) {
      expect(await log.attempt(request)).toMatchObject({ kind: 'stored', key: request.key });
      expect(log.delivered).toMatchObject({ unconfirmed: false, delivery_key: request.key });
    }
    expect(posts()).toBe(1);
  });

  it('does not prevent deliveries of other content or to another Paperless after a person has reported its arrival', async () => {
    await loseAnswerAndDelete();
    await log.attempt(request);
    log.settle(true);
    const settled = log.delivered;
    const newer = await pdf('%PDF newer');
    expect(await log.attempt(newer)).toMatchObject({ kind: 'delivered', key: newer.key });
    log.delivered = { ...settled, place: 'http://elsewhere.example' };
    log.checkpoints = {};
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
  });

  describe('while it replaces an older one', () => {
    let before: unknown;
    beforeEach(async () => {
      await log.attempt(await pdf('%PDF older'));
      [before] = fake.documents;
      fake.faults.add({ fault: { kind: 'drop-answer' }, on: POST });
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
      fake.trash(fake.documents.at(-1)?.id ?? 0);
      expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    });
    const contents = (): readonly string[] => fake.documents.map(({ content }) => content.toString());

    it('keeps the older one, because the newer one may not exist', () => {
      expect(fake.documents).toEqual([before]);
    });

    it('replaces the older one after a person has reported that it has not arrived, and it was uploaded again', async () => {
      log.settle(false);
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
      expect(contents()).toEqual(['%PDF a bill']);
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
      expect(posts()).toBe(3);
    });

    it('leaves the older one to the next delivery after a person has reported that it has arrived', async () => {
      log.settle(true);
      expect(await log.attempt(request)).toMatchObject({ kind: 'stored' });
      expect(fake.documents).toEqual([before]);
      await log.attempt(await pdf('%PDF newer'));
      expect(contents()).toEqual(['%PDF newer']);
    });

    it('is replaced together with the older one after a person has reported that it has not arrived', async () => {
      log.settle(false);
      expect(await log.attempt(await pdf('%PDF newer'))).toMatchObject({ kind: 'delivered' });
      expect(contents()).toEqual(['%PDF newer']);
    });
  });

  it('is not uploaded again if Paperless has accepted it and lost both task and document', async () => {
    fake.consumeMs = Infinity;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    const none = options.versions?.includes(9) === true ? '[]' : '{"results":[]}';
    fake.faults.add({ fault: { kind: 'answer', status: 200, body: none }, on: TASKS, times: Infinity });
    now += LOST_AFTER_MS;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'consumption' });
    now += 1;
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(1);
  });
});
