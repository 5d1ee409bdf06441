import { Endings } from './endings.js';

describe('endings', () => {
  it('resolve when their item ends', async () => {
    const endings = new Endings();
    const [one, other] = [endings.await('one'), endings.await('other')];
    endings.end('other');
    endings.end('unknown');
    await other;
    endings.end('one');
    await expect(one).resolves.toBeUndefined();
  });

  it('are rejected together by a failure, except those that were reached', async () => {
    const endings = new Endings();
    const all = [endings.await('one'), endings.await('two'), endings.await('three')];
    endings.end('one');
    endings.fail(new Error('Redis has gone'));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
