import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { trustProxySetting, type TrustedProxies } from './trust-proxy-setting.js';

const read = (raw: string | undefined) => trustProxySetting('TL_TRUST_PROXY').read(raw);

describe('TL_TRUST_PROXY', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['false', false],
    ['true', true],
    ['127.0.0.1', ['127.0.0.1']],
    ['10.0.0.0/8, ::1,fd00::/8 ,loopback', ['10.0.0.0/8', '::1', 'fd00::/8', 'loopback']],
  ])('reads %s', (raw, value) => {
    expect(read(raw)).toEqual({ value });
  });

  it.each([
    'yes',
    'proxy.example',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '::/129',
    '10.0.0.0/8/8',
    '127.0.0.1,',
    '10.0.0.256',
    '1'.repeat(9),
  ])('refuses %s', (raw) => {
    expect(read(raw)).toMatchObject({ problem: expect.stringContaining('must be true, false, or addresses') as string });
  });
});

describe('a gateway that trusts proxies', () => {
  let gateway: MemoryGateway;
  afterEach(() => gateway.close());

  const open = async (trustProxy: TrustedProxies): Promise<void> => {
    gateway = await openMemoryGateway({ settings: { trustProxy }, limits: { perStranger: { burst: 1, perSecond: 0.001 } } });
  };
  /** Guesses a token. Each address may guess once. */
  const guess = async (remoteAddress: string, forwarded: string): Promise<number> => {
    const headers = { authorization: `Bearer tl_${'x'.repeat(43)}`, 'x-forwarded-for': forwarded };
    return (await gateway.app.inject({ url: '/api/v1/me', remoteAddress, headers })).statusCode;
  };
  const link = async (remoteAddress: string): Promise<string> => {
    const { body } = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/auth/links',
      remoteAddress,
      headers: {
        authorization: `Bearer ${gateway.token}`,
        host: 'inside:8080',
        'x-forwarded-host': 'outside.example',
        'x-forwarded-proto': 'https',
      },
    });
    const { url, code = '' } = JSON.parse(body) as { url?: string; code?: string };
    return url ?? code;
  };

  it('limits guesses by the address that a listed proxy has seen, whatever the client wrote before it', async () => {
    await open(['10.0.0.0/8']);
    expect(await guess('10.0.0.1', '203.0.113.1, 198.51.100.7')).toBe(401);
    expect(await guess('10.0.0.1', '203.0.113.2, 198.51.100.7')).toBe(429);
    expect(await guess('10.0.0.1', '198.51.100.8')).toBe(401);
  });

  it('looks behind several listed proxies', async () => {
    await open(['10.0.0.0/8']);
    expect(await guess('10.0.0.1', '198.51.100.7, 10.0.0.2')).toBe(401);
    expect(await guess('10.0.0.3', '198.51.100.7, 10.0.0.4')).toBe(429);
  });

  it('believes nothing from other senders', async () => {
    await open(['10.0.0.0/8']);
    expect(await guess('192.0.2.1', '203.0.113.1')).toBe(401);
    expect(await guess('192.0.2.1', '203.0.113.2')).toBe(429);
    expect(await link('192.0.2.1')).toBe('address-unknown');
    expect(await link('10.0.0.1')).toMatch('https://outside.example/sign-in#');
  });

  it('believes nobody without the setting', async () => {
    await open(false);
    expect(await guess('10.0.0.1', '203.0.113.1')).toBe(401);
    expect(await guess('10.0.0.1', '203.0.113.2')).toBe(429);
    expect(await link('10.0.0.1')).toBe('address-unknown');
  });
});
