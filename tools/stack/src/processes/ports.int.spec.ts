import { createServer, type AddressInfo, type Server } from 'node:net';
import { choosePort, freePort, describePortHolder } from './ports.js';

const listen = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('choosePort and freePort', () => {
  const lines: string[] = [];
  const request = { what: 'NATS', variable: 'TL_NATS_PORT', say: (line: string) => lines.push(line) };
  let taken: Server;
  beforeEach(async () => {
    lines.length = 0;
    taken = await listen();
  });
  afterEach(() => taken.close());

  it("return a different port each time, outside the system's range for outgoing connections", async () => {
    const found = [await freePort(), await freePort(), await freePort()];
    expect(new Set(found).size).toBe(3);
    for (const port of found) expect([port, port >= 10_000 && port < 32_768]).toEqual([port, true]);
  });

  it('return the wanted port silently if it is free', async () => {
    const port = await freePort();
    expect(await choosePort({ ...request, port, explicit: false })).toBe(port);
    expect(lines).toEqual([]);
  });

  it('report another port if the default is taken', async () => {
    const port = portOf(taken);
    const other = await choosePort({ ...request, port, explicit: false });
    expect(other).not.toBe(port);
    expect(lines).toEqual([expect.stringMatching(new RegExp(`port ${port} \\(NATS\\) is in use.*using ${other} instead`))]);
  });

  it('refuse an explicit port that is taken', async () => {
    const port = portOf(taken);
    await expect(choosePort({ ...request, port, explicit: true })).rejects.toMatchObject({
      kind: 'port-in-use',
      message: expect.stringContaining('set TL_NATS_PORT to another port'),
    });
  });

  it('name the process that holds the port, if the system reveals it', async () => {
    const holder = await describePortHolder(portOf(taken));
    expect(holder === undefined || holder.endsWith(`(pid ${process.pid})`)).toBe(true);
    expect(process.platform === 'linux' ? holder : 'known').toBeDefined();
  });
});
