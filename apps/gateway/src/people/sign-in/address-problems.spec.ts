import { openMemoryGateway } from '../../testing/memory-gateway.js';
import type { TrustedProxies } from '../../kit/http/trust-proxy-setting.js';

interface Situation {
  readonly publicUrl?: string;
  readonly trustProxy?: TrustedProxies;
  readonly headers?: Readonly<Record<string, string>>;
}

async function readAddress({ publicUrl, trustProxy = false, headers = {} }: Situation) {
  const gateway = await openMemoryGateway({ settings: { publicUrl, trustProxy } });
  const authorization = `Bearer ${gateway.token}`;
  const answer = await gateway.app.inject({
    url: '/api/v1/about',
    headers: { host: '127.0.0.1:8080', authorization, ...headers },
  });
  await gateway.close();
  return answer.json<{ address: { url: string; secure: boolean; problems: string[] } }>().address;
}

const FORWARDED = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-host': 'recordings.example', 'x-forwarded-proto': 'https' };

describe('the report of the address', () => {
  it.each<[string, Situation, object]>([
    ['a gateway on this machine', {}, { url: 'http://127.0.0.1:8080', secure: false }],
    [
      'a gateway behind a proxy',
      { trustProxy: ['127.0.0.1'], headers: FORWARDED },
      { url: 'https://recordings.example', secure: true },
    ],
    [
      'a gateway below a base path',
      { publicUrl: 'https://recordings.example/a', trustProxy: true, headers: FORWARDED },
      { url: 'https://recordings.example/a', secure: true },
    ],
  ])('finds nothing wrong with %s', async (_, situation, expected) => {
    expect(await readAddress(situation)).toEqual({ ...expected, problems: [] });
  });

  it.each<[string, Situation, RegExp]>([
    [
      'an http address of other computers',
      { publicUrl: 'http://recordings.example' },
      /http:\/\/recordings\.example is not https/,
    ],
    ['a request over http from another computer', { headers: { host: '192.0.2.1' } }, /http:\/\/192\.0\.2\.1 is not https/],
    ['a proxy that is not trusted', { headers: FORWARDED }, /^A proxy at 127\.0\.0\.1 forwards.*TL_TRUST_PROXY does not name it/],
    [
      'a proxy that names another host',
      { publicUrl: 'https://other.example', trustProxy: ['127.0.0.1'], headers: FORWARDED },
      /people use https:\/\/recordings\.example, but TL_PUBLIC_URL starts with https:\/\/other\.example/,
    ],
    [
      'a proxy that says http',
      {
        publicUrl: 'https://recordings.example',
        trustProxy: ['127.0.0.1'],
        headers: { ...FORWARDED, 'x-forwarded-proto': 'http' },
      },
      /people use http:\/\/recordings\.example, but/,
    ],
  ])('finds %s', async (_, situation, problem) => {
    expect((await readAddress(situation)).problems).toEqual([expect.stringMatching(problem) as string]);
  });
});
