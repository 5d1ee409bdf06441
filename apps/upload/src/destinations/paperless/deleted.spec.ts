import { PaperlessFake, requests, type PaperlessFakeOptions } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { paperlessAt } from './testing/paperless-place.js';

const POST = requests('POST', /post_document/);
const TASKS = requests('GET', /tasks/);
const LOST_AFTER_MS = 600_000;

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
    const asked = await requestOf(dir.path, { 'bill.pdf': '%PDF a bill' });
    request = { ...asked, files: asked.files.map((file) => ({ ...file, mediaType: 'application/pdf' })) };
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });
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
      const { files, ...asked } = await requestOf(dir.path, { 'bill.pdf': `%PDF ${String(other)}` });
      await others.attempt({ ...asked, files: files.map((file) => ({ ...file, mediaType: 'application/pdf' })) });
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
    log.checkpoints = {};
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(fake.documents).toHaveLength(1);
  });

  it('leaves what was delivered before where it is: nobody knows whether there is anything newer', async () => {
    const older = await requestOf(dir.path, { 'bill.pdf': '%PDF older' }, { assetId: request.assetId });
    await log.attempt({ ...older, files: older.files.map((file) => ({ ...file, mediaType: 'application/pdf' })) });
    const [before] = fake.documents;
    fake.faults.add({ fault: { kind: 'drop-answer' }, on: POST });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    fake.trash(fake.documents.find(({ id }) => id !== before?.id)?.id ?? 0);
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(fake.documents).toEqual([before]);
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
