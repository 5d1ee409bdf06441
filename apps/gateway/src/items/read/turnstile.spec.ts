import DataLoader from 'dataloader';
import { StatementLimiter } from './turnstile.js';

/** Opens a loader whose batches end when the spec says so. */
const openLoader = (most: number) => {
  const turnstile = new StatementLimiter(most);
  const sent: { readonly ids: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const loader = new DataLoader<number, number>(
    (ids) =>
      turnstile.through(
        () =>
          new Promise((resolve, reject) => {
            sent.push({
              ids,
              end: (error) => {
                if (error === undefined) resolve(ids);
                else reject(error);
              },
            });
          }),
      ),
    {
      cache: false,
      maxBatchSize: 3,
      batchScheduleFn: (dispatch) => {
        turnstile.schedule(dispatch);
      },
    },
  );
  return { loader, sent };
};
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the turnstile of statements', () => {
  it('sends the first request at once, and batches those that arrive during its statement', async () => {
    const { loader, sent } = openLoader(1);
    const first = loader.load(1);
    await tick();
    const [second, third] = [loader.load(2), (await tick(), loader.load(3))];
    await tick();
    expect(sent.map(({ ids }) => ids)).toEqual([[1]]);
    sent[0]?.end();
    expect(await first).toBe(1);
    await tick();
    expect(sent.map(({ ids }) => ids)).toEqual([[1], [2, 3]]);
    sent[1]?.end();
    expect(await Promise.all([second, third])).toEqual([2, 3]);
  });

  it('adds no request to a statement that was sent', async () => {
    const { loader, sent } = openLoader(2);
    void loader.load(1);
    await tick();
    void loader.load(2);
    await tick();
    expect(sent.map(({ ids }) => ids)).toEqual([[1], [2]]);
    for (const { end } of sent) end();
  });

  it('continues after a failed statement, in batches of limited size', async () => {
    const { loader, sent } = openLoader(1);
    const first = loader.load(0);
    await tick();
    const rest = [1, 2, 3, 4, 5].map((id) => loader.load(id));
    sent[0]?.end(new Error('away'));
    await expect(first).rejects.toThrow('away');
    for (let batch = 1; batch <= 2; batch += 1) {
      await tick();
      sent[batch]?.end();
    }
    expect(await Promise.all(rest)).toEqual([1, 2, 3, 4, 5]);
    expect(sent.map(({ ids }) => ids)).toEqual([[0], [1, 2, 3], [4, 5]]);
  });
});
