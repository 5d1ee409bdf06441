import { fakeMachine, type FakeMachine } from './fake-machine.js';
import { findRedis } from './redis.js';

describe('the Redis of the benches', () => {
  let machine: FakeMachine;
  beforeEach(async () => {
    machine = await fakeMachine();
  });
  afterEach(() => machine.remove());

  const unpack = (): Promise<string> =>
    machine.program('cache/debian/redis-server-x64/root/usr/bin/redis-server', 'Redis server v=7.0.15 sha=00000000:0');

  it('is the server of the PATH, called by its name', async () => {
    await machine.program('bin/redis-server', 'Redis server v=6.2.0 sha=00000000:0');
    await unpack();
    await expect(findRedis(machine.context)).resolves.toEqual({ path: 'redis-server', env: {} });
  });

  it('is unpacked from packages where the PATH has none, or one that is too old', async () => {
    await machine.program('bin/redis-server', 'Redis server v=6.0.16 sha=00000000:0');
    const path = await unpack();
    await expect(findRedis(machine.context)).resolves.toMatchObject({ path });
  });

  it('is refused with all reasons and the commands that install it where it cannot be had', async () => {
    const found = findRedis(machine.context);
    await expect(found).rejects.toMatchObject({ kind: 'tool-missing' });
    await expect(found).rejects.toThrow(
      /redis-server is needed.*PATH: redis-server does not exist.*Debian package: no Debian.*6\.2\.0 or newer.*apt-get install redis-server/s,
    );
  });
});
