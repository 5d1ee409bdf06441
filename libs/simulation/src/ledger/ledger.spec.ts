import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger, type Request } from './ledger.js';
import { ledgerFile, outputFolder } from './output-folder.js';
import { readLedger, listSimulatedOutputs } from './read-ledger.js';

const request: Request = { kind: 'put', assetId: 'a', attempt: 1, attemptId: 'x', key: 'k' };

describe('the ledger of a simulated output', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-ledger-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('lists each request with its answer, in order of arrival', async () => {
    const ledger = new Ledger(dir, 'one', () => new Date('2026-01-02T03:04:05Z'));
    const first = await ledger.received(request);
    const second = await ledger.received({ ...request, kind: 'find' });
    await ledger.answered(second, { answer: 'ok' });
    await ledger.answered(first, { answer: 'ok', lost: true, bytes: 7, object: 'o' });
    const at = '2026-01-02T03:04:05.000Z';
    expect(await readLedger(dir, 'one')).toEqual([
      { ...request, id: first, at, pid: process.pid, answer: { at, answer: 'ok', lost: true, bytes: 7, object: 'o' } },
      { ...request, kind: 'find', id: second, at, pid: process.pid, answer: { at, answer: 'ok' } },
    ]);
  });

  it('lists an unanswered request without an answer', async () => {
    await new Ledger(dir, 'one').received(request);
    expect((await readLedger(dir, 'one'))?.[0]).not.toHaveProperty('answer');
  });

  it('loses nothing to a partial line, whatever its length', async () => {
    const ledger = new Ledger(dir, 'one');
    await ledger.received(request);
    const whole = await readFile(ledgerFile(dir, 'one'));
    for (const length of [1, Math.floor(whole.length / 2), whole.length - 1]) {
      await appendFile(ledgerFile(dir, 'one'), whole.subarray(0, length));
      await ledger.received({ ...request, key: `after ${String(length)}` });
    }
    // A line that lacks only its newline is complete and counts as the same request.
    expect((await readLedger(dir, 'one'))?.map(({ key }) => key)).toEqual([
      'k',
      'after 1',
      `after ${String(Math.floor(whole.length / 2))}`,
      `after ${String(whole.length - 1)}`,
    ]);
  });

  it('keeps the lines of concurrent writers', async () => {
    const writers = Array.from({ length: 8 }, () => new Ledger(dir, 'one'));
    await Promise.all(writers.flatMap((ledger) => Array.from({ length: 25 }, () => ledger.received(request))));
    expect(await readLedger(dir, 'one')).toHaveLength(200);
  });

  it('lists the outputs that have received a request', async () => {
    expect(await listSimulatedOutputs(dir)).toEqual([]);
    await new Ledger(dir, 'two').received(request);
    await new Ledger(dir, 'one').received(request);
    expect(await listSimulatedOutputs(dir)).toEqual(['one', 'two']);
  });

  it.each(['../one', '.', '', 'a/b', 'A', 'none'])('returns undefined for an output called %j', async (name) => {
    await new Ledger(dir, 'one').received(request);
    expect(await readLedger(dir, name)).toBeUndefined();
  });

  it('rejects an invalid name as part of a path', () => {
    expect(() => outputFolder(dir, '../up')).toThrow(RangeError);
  });
});
