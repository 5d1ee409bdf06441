import { comparePosition } from '@throughline/event-store';
import { ask } from './ask.js';
import { waitUntilProjected } from './projected.js';
import { renewMemoryGateway } from './renewed-memory-gateway.js';
import { upload } from './upload.js';

describe('a gateway that several tests share over empty stores', () => {
  const renew = renewMemoryGateway();

  it('is the same application, without users and items of the test before', async () => {
    const first = await renew();
    const { id } = await upload(first);
    await waitUntilProjected(first, id);
    const second = await renew();
    expect(second.app).toBe(first.app);
    expect((await second.ports.users.list()).map((user) => user.id)).toEqual([second.owner]);
    expect((await ask(second, `/${id}`, { method: 'GET' })).statusCode).toBe(404);
    expect((await second.store.load(id)).commits).toEqual([]);
  });

  it('continues the log, so that positions never go back', async () => {
    const first = await renew();
    await upload(first);
    const { last } = await first.store.incarnation();
    const second = await renew();
    const { id } = await upload(second);
    const [commit] = (await second.store.load(id)).commits;
    if (commit === undefined) throw new Error('it is in the log');
    expect(comparePosition(commit.position, last)).toBeGreaterThan(0);
    await waitUntilProjected(second, id);
    expect((await ask(second, `/${id}`, { method: 'GET' })).statusCode).toBe(200);
  });

  it('asks the ports of the present test', async () => {
    const broken = await renew({ rows: { byIds: () => Promise.reject(new Error('away')) } as never });
    const id = '0192f0c1-7a3b-7c4d-8e5f-0123456789ab';
    expect((await ask(broken, `/${id}`, { method: 'GET' })).statusCode).toBe(500);
    expect((await ask(await renew(), `/${id}`, { method: 'GET' })).statusCode).toBe(404);
  });
});
