import { PaperlessFake, requests, type PaperlessFakeOptions } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { paperlessAt } from './testing/paperless-place.js';

const POST = requests('POST', /post_document/);
const TASKS = requests('GET', /tasks/);
const LOST_AFTER_MS = 600_000;

const pdfOf = (request: DeliveryRequest): DeliveryRequest => ({
  ...request,
  files: request.files.map((file) => ({ ...file, mediaType: 'application/pdf' })),
});

/** Nobody can tell whoever deletes a document from a Paperless that has lost it, but a person. */
describe.each<[string, PaperlessFakeOptions]>([
  ['in words', { versions: [9] }],
  ['in data', { versions: [10] }],
])('a document that is deleted in Paperless while its delivery is under way, told %s', (_, options) => {
  let fake: PaperlessFake;
  let dir: TempDir;
  let now: number;
  let log: DeliveryLog;
  let request: DeliveryRequest;
  beforeEach(async () => {
    now = 1_000_000;
    fake = await PaperlessFake.start({ now: () => now, duplicates: 'take', ...options });
    dir = await tempDir();
    log = new DeliveryLog(paperlessAt(fake, { parts: { now: () => now } }));
    request = pdfOf(await requestOf(dir.path, { 'bill.pdf': '%PDF a bill' }));
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });
  /** Newer or older content of the same document. */
  const pdf = async (content: string): Promise<DeliveryRequest> =>
    pdfOf(await requestOf(dir.path, { 'bill.pdf': content }, { assetId: request.assetId }));
  const posts = (): number => fake.log.filter((each) => POST(each)).length;
  const delete_ = (): number => {
    const [{ id } = { id: 0 }] = fake.documents;
    fake.trash(id);
    return id;
  };
  /** The answer to the handing-over is lost, and what was made of it is deleted before anybody has asked. */
  const loseAnswerAndDelete = async (): Promise<number> => {
    fake.faults.add({ fault: { kind: 'drop-answer' }, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    return delete_();
  };

  it('is not handed over again after a lost answer: a person looks', async () => {
    await loseAnswerAndDelete();
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed', key: request.key });
      now += LOST_AFTER_MS + 1;
    }
    expect([posts(), fake.documents.length]).toEqual([1, 0]);
    expect(log.delivered).toMatchObject({ unconfirmed: true, delivery_key: request.key });
  });

  it('is not handed over again although its task was read there and dismissed', async () => {
    await loseAnswerAndDelete();
    fake.acknowledgeTasks();
    now += LOST_AFTER_MS + 1;
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(1);
  });

  it('is not handed over again although many others were handed over after it', async () => {
    await loseAnswerAndDelete();
    const others = new DeliveryLog(paperlessAt(fake, { parts: { now: () => now } }));
    for (let other = 0; other < 30; other += 1) {
      await others.attempt(pdfOf(await requestOf(dir.path, { 'bill.pdf': `%PDF ${String(other)}` })));
    }
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(31);
  });

  it('is not handed over again where it was taken in and deleted while the delivery waited', async () => {
    fake.consumeMs = 1_000;
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'consumption' });
    now += 1_000;
    delete_();
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(posts()).toBe(1);
  });

  it('is found where somebody has restored it', async () => {
    const id = await loseAnswerAndDelete();
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    fake.restore(id);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { externalId: String(id) } });
    expect(log.delivered).not.toHaveProperty('unconfirmed');
    expect(posts()).toBe(1);
  });

  it('is handed over again once a person has said that it has not arrived', async () => {
    await loseAnswerAndDelete();
    await log.attempt(request);
    log.settle(false);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(fake.documents).toHaveLength(1);
  });

  it('is not asked about again once a person has said that it has arrived', async () => {
    await loseAnswerAndDelete();
    await log.attempt(request);
    log.settle(true);
    for (let run = 0; run < 2; run += 1) {
      expect(await log.attempt(request)).toMatchObject({ kind: 'stored', key: request.key });
      expect(log.delivered).toMatchObject({ unconfirmed: false, delivery_key: request.key });
    }
    expect(posts()).toBe(1);
  });

  it('says nothing of other content, or of another Paperless, where a person has said that it has arrived', async () => {
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

  describe('and was to replace an older one', () => {
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

    it('leaves that where it is: nobody knows whether there is anything newer', () => {
      expect(fake.documents).toEqual([before]);
    });

    it('replaces it once a person has said that it has not arrived, and it was handed over again', async () => {
      log.settle(false);
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
      expect(contents()).toEqual(['%PDF a bill']);
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
      expect(posts()).toBe(3);
    });

    it('stays where a person has said that the newer one has arrived, and makes way for the next', async () => {
      log.settle(true);
      expect(await log.attempt(request)).toMatchObject({ kind: 'stored' });
      expect(fake.documents).toEqual([before]);
      await log.attempt(await pdf('%PDF newer'));
      expect(contents()).toEqual(['%PDF newer']);
    });

    it('makes way for newer content together with it once a person has said that it has not arrived', async () => {
      log.settle(false);
      expect(await log.attempt(await pdf('%PDF newer'))).toMatchObject({ kind: 'delivered' });
      expect(contents()).toEqual(['%PDF newer']);
    });
  });

  it('is not handed over again where Paperless has taken it and knows of neither the task nor the document any more', async () => {
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
