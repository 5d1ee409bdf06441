import DataLoader from 'dataloader';
import { Turnstile } from './turnstile.js';

/** Batches that end when they are told to. */
const openLoader = (most: number) => {
  const turnstile = new Turnstile(most);
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
  it('sends what comes first at once, and gathers what comes while it is under way', async () => {
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

  it('takes nobody who comes after a statement was sent', async () => {
    const { loader, sent } = openLoader(2);
    void loader.load(1);
    await tick();
    void loader.load(2);
    await tick();
    expect(sent.map(({ ids }) => ids)).toEqual([[1], [2]]);
    for (const { end } of sent) end();
  });

  it('goes on after a statement that failed, and with more than one of them holds', async () => {
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
