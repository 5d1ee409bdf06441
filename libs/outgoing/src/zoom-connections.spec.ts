import { zoomConnections, zoomSubscriptions } from './zoom-connections.js';

const connection = { account_id: 'AbC_1', client_id: 'id', client_secret: 'very-secret', webhook_secret: 'also-secret' };
const json = (change: object): string => JSON.stringify({ main: { ...connection, ...change } });

describe('the connections to Zoom', () => {
  it('are read by name, and default to none', () => {
    expect(zoomConnections.read(json({ url: 'https://zoom.example' }))).toEqual({
      value: { main: { ...connection, url: 'https://zoom.example' } },
    });
    expect(zoomConnections.read(undefined)).toEqual({ value: {} });
    expect(zoomConnections.name).toBe(zoomSubscriptions.name);
  });

  it('need no credentials of the app where only events are received', () => {
    const text = json({ client_id: undefined, client_secret: undefined });
    expect(zoomSubscriptions.read(text)).toHaveProperty('value');
    expect(zoomConnections.read(text)).toMatchObject({ problem: expect.stringContaining('client_secret') as string });
  });

  it('leave the apps of users to the service that receives events', () => {
    const app = { users: true, webhook_secret: 'also-secret' };
    const text = JSON.stringify({ main: connection, team: app });
    expect(zoomConnections.read(text)).toEqual({ value: { main: connection } });
    expect(zoomSubscriptions.read(text)).toEqual({ value: { main: connection, team: app } });
    const wrong = JSON.stringify({ team: { users: true, account_id: 'AbC_1' } });
    for (const setting of [zoomConnections, zoomSubscriptions]) expect(setting.read(wrong)).toHaveProperty('problem');
  });

  it.each([
    { account_id: 'a b' },
    { url: 'ftp://x' },
    { url: 'https://user@x' },
    { url: 'https://x/path' },
    { token: 'very-secret' },
    { users: true },
  ])('refuse %j, without a secret in the problem', (change) => {
    const read = zoomConnections.read(json(change));
    expect(read).toHaveProperty('problem');
    expect(JSON.stringify(read)).not.toMatch(/very-secret|also-secret/);
  });
});
