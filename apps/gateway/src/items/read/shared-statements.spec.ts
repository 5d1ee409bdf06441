import { SharedStatements } from './shared-statements.js';

/** Opens reads whose statements end when the spec says so. */
const openReads = (concurrency: number) => {
  const sent: { readonly ids: readonly string[]; readonly end: (error?: Error) => void }[] = [];
  const read = (ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    new Promise((resolve, reject) => {
      sent.push({
        ids,
        end: (error) => {
          if (error === undefined) resolve(new Map(ids.map((id) => [id, `row ${id}`])));
          else reject(error);
        },
      });
    });
  return { reads: new SharedStatements(read, { concurrency, batch: 3 }), sent };
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** A statement waits at most this long for more requests. */
const turns = async (): Promise<void> => {
  for (let nth = 0; nth < 4; nth += 1) await turn();
};

describe('the statements that requests share', () => {
  it('sends the first request after one turn, and batches those that arrive during its statement', async () => {
    const { reads, sent } = openReads(1);
    const first = reads.load('1');
    await turn();
    expect(sent.map(({ ids }) => ids)).toEqual([['1']]);
    const [second, third] = [reads.load('2'), (await turns(), reads.load('3'))];
    await turns();
    expect(sent).toHaveLength(1);
    sent[0]?.end();
    expect(await first).toBe('row 1');
    await turns();
    expect(sent.map(({ ids }) => ids)).toEqual([['1'], ['2', '3']]);
    sent[1]?.end();
    expect(await Promise.all([second, third])).toEqual(['row 2', 'row 3']);
  });

  it('lets requests join as long as each turn brings another one', async () => {
    const { reads, sent } = openReads(1);
    const found: Promise<string | undefined>[] = [];
    // Runs before the end of the turn for which the statement waits.
    setImmediate(() => found.push(reads.load('2')));
    found.push(reads.load('1'));
    await turns();
    expect(sent.map(({ ids }) => ids)).toEqual([['1', '2']]);
    sent[0]?.end();
    expect(await Promise.all(found)).toEqual(['row 1', 'row 2']);
  });

  it('sends a statement although requests never stop', async () => {
    const { reads, sent } = openReads(1);
    for (let nth = 0; nth < 20 && sent.length === 0; nth += 1) {
      void reads.load('1');
      await turn();
    }
    expect(sent.map(({ ids }) => ids)).toEqual([['1']]);
    sent[0]?.end();
  });

  it('adds no request to a statement that was sent', async () => {
    const { reads, sent } = openReads(2);
    void reads.load('1');
    await turns();
    void reads.load('2');
    await turns();
    void reads.load('3');
    await turns();
    expect(sent.map(({ ids }) => ids)).toEqual([['1'], ['2']]);
    for (const { end } of sent) end();
    await turns();
    expect(sent.at(-1)?.ids).toEqual(['3']);
    sent.at(-1)?.end();
  });

  it('asks once for requests of the same id, and answers undefined for what is not found', async () => {
    const { reads, sent } = openReads(1);
    const found = Promise.all([reads.load('1'), reads.load('1')]);
    await turns();
    expect(sent.map(({ ids }) => ids)).toEqual([['1']]);
    sent[0]?.end();
    expect(await found).toEqual(['row 1', 'row 1']);
    const nothing = new SharedStatements(() => Promise.resolve(new Map<string, string>()), { concurrency: 1 });
    expect(await nothing.load('1')).toBeUndefined();
  });

  it('continues after a failed statement, in batches of limited size', async () => {
    const { reads, sent } = openReads(1);
    const first = reads.load('0');
    await turns();
    const rest = ['1', '2', '3', '4', '5'].map((id) => reads.load(id));
    sent[0]?.end(new Error('away'));
    await expect(first).rejects.toThrow('away');
    for (let batch = 1; batch <= 2; batch += 1) {
      await turns();
      sent[batch]?.end();
    }
    expect(await Promise.all(rest)).toEqual(['row 1', 'row 2', 'row 3', 'row 4', 'row 5']);
    expect(sent.map(({ ids }) => ids)).toEqual([['0'], ['1', '2', '3'], ['4', '5']]);
  });
});
