import fc from 'fast-check';
import { AllowList } from './allow-list.js';
import { findAddressProblem } from './check-address.js';

const nothing = AllowList.nothing;
const allow = (text: string): AllowList => {
  const parsed = AllowList.parse(text);
  if (!(parsed instanceof AllowList)) throw new Error(parsed.problem);
  return parsed;
};
const isRefused = (host: string, allowed = nothing): boolean => findAddressProblem(`http://${host}/x`, allowed) !== undefined;

describe('findAddressProblem, for each kind of address', () => {
  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine, by another of its addresses', '127.255.255.254'],
    ['this machine, shortened', '127.1'],
    ['this machine, as one number', '2130706433'],
    ['this machine, in octal', '0177.0.0.1'],
    ['this machine, in hexadecimal', '0x7f.0x0.0x0.0x1'],
    ['this machine, as one hexadecimal number', '0x7f000001'],
    ['this machine, in full-width digits', '１２７.０.０.１'],
    ['this machine, with percent signs', '%31%32%37.0.0.1'],
    ['this machine, with a trailing dot', '127.0.0.1.'],
    ['no address at all', '0.0.0.0'],
    ['no address at all, shortened', '0'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['the metadata service of a cloud', '169.254.169.254'],
    ['the metadata service of a cloud, as one number', '2852039166'],
    ['the network of a provider', '100.64.0.1'],
    ['the network of a provider', '100.127.255.255'],
    ['protocol assignments', '192.0.0.170'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.7'],
    ['documentation', '203.0.113.9'],
    ['6to4 relays', '192.88.99.1'],
    ['benchmarks', '198.18.0.1'],
    ['a multicast group', '224.0.0.1'],
    ['reserved for future use', '240.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['IPv6: this machine', '[::1]'],
    ['IPv6: this machine, in full', '[0:0:0:0:0:0:0:1]'],
    ['IPv6: unspecified', '[::]'],
    ['IPv6: IPv4 mapped', '[::ffff:127.0.0.1]'],
    ['IPv6: IPv4 mapped, in hexadecimal', '[::ffff:7f00:1]'],
    ['IPv6: IPv4 mapped, a public one', '[::ffff:8.8.8.8]'],
    ['IPv6: IPv4 compatible', '[::127.0.0.1]'],
    ['IPv6: IPv4 translated', '[::ffff:0:127.0.0.1]'],
    ['IPv6: NAT64', '[64:ff9b::7f00:1]'],
    ['IPv6: NAT64 of a network', '[64:ff9b:1::a00:1]'],
    ['IPv6: 6to4', '[2002:7f00:1::]'],
    ['IPv6: Teredo', '[2001:0:7f00:1::]'],
    ['IPv6: a private network', '[fc00::1]'],
    ['IPv6: the metadata service of a cloud', '[fd00:ec2::254]'],
    ['IPv6: link-local', '[fe80::1]'],
    ['IPv6: site-local', '[fec0::1]'],
    ['IPv6: a multicast group', '[ff02::1]'],
    ['IPv6: documentation', '[2001:db8::1]'],
    ['IPv6: documentation, the newer one', '[3fff::1]'],
    ['IPv6: discard-only', '[100::1]'],
    ['IPv6: unassigned', '[4000::1]'],
    ['a name of this machine', 'localhost'],
    ['a name of this machine, in capitals', 'LOCALHOST'],
    ['a name of this machine, with a trailing dot', 'localhost.'],
    ['a subdomain of localhost', 'db.localhost'],
    ['a name in a home network', 'printer.local'],
    ['the metadata service of a cloud, by name', 'metadata.google.internal'],
  ])('refuses an address of %s: %s', (_, host) => {
    expect(isRefused(host)).toBe(true);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '[2606:4700::1111]',
    '[2001:4860:4860::8888]',
    'files.example',
    'localhost.example',
  ])('allows an address of the public internet: %s', (host) => {
    expect(isRefused(host)).toBe(false);
  });

  it('decides the same for every spelling of an address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (dotted) => {
        const parts = dotted.split('.').map(Number);
        const number = parts.reduce((sum, part) => sum * 256 + part, 0);
        const [a = 0, b = 0] = parts;
        const forms = [
          String(number),
          `0x${number.toString(16)}`,
          `0${number.toString(8)}`,
          parts.map((part) => `0x${part.toString(16)}`).join('.'),
          parts.map((part) => `0${part.toString(8)}`).join('.'),
          `${String(a)}.${String(number % 2 ** 24)}`,
          `${String(a)}.${String(b)}.${String(number % 2 ** 16)}`,
        ];
        for (const form of forms) expect([form, isRefused(form)]).toEqual([form, isRefused(dotted)]);
      }),
    );
  });

  it('allows IPv6 addresses only in allocated ranges', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = parseInt(new URL(`http://[${address}]/`).hostname.slice(1), 16) || 0;
        if (!isRefused(`[${address}]`)) expect(first >= 0x2000 && first <= 0x3fff).toBe(true);
      }),
    );
  });
});

describe('AllowList', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.0.0.0/8', '10.200.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', true],
    ['10.0.0.0/8', '192.168.0.1', false],
    ['127.0.0.0/8', '0x7f000001', true],
    ['10.0.0.0/8', '[::ffff:10.0.0.1]', false],
    ['fd12::/16', '[fd12::1]', true],
    ['fd12::/16', '[fd13::1]', false],
    ['::1', '[::1]', true],
    ['media.internal', 'media.internal', true],
    ['media.internal', 'MEDIA.internal.', true],
    ['media.internal', 'other.internal', false],
    ['media.internal', 'evil-media.internal', false],
    ['*.media.internal', 'a.b.media.internal', true],
    ['*.media.internal', 'media.internal', false],
    ['localhost, 192.168.0.0/16  files', 'localhost', true],
  ])('with %s, for host %s, allowed is %s', (list, host, isThrough) => {
    expect(isRefused(host, allow(list))).toBe(!isThrough);
  });

  it.each(['10.0.0.0/33', 'http://files', '300.1.1.1', '10.0.0', '*', 'a..b', 'fe80::1/x', '-host'])('rejects %s', (list) => {
    expect(AllowList.parse(list)).toEqual({ problem: expect.stringContaining(list) as string });
  });
});

describe('the message of findAddressProblem', () => {
  it.each([
    ['ftp://files.example/a.mp4', 'does not start with https'],
    ['file:///etc/passwd', 'does not start with https'],
    ['data:video/mp4;base64,AAAA', 'does not start with https'],
    ['gopher://127.0.0.1:70/', 'does not start with https'],
    ['files.example/a.mp4', 'not a URL'],
    ['http://', 'not a URL'],
    ['http://1.2.3.4.5/', 'not a URL'],
    ['https://[fe80::1%25eth0]/', 'not a URL'],
    ['--exec=id', 'not a URL'],
    [`https://files.example/${'x'.repeat(4_096)}`, 'too long'],
    ['http://127.0.0.1/secret?token=secret', 'Connections to 127.0.0.1 are not allowed: it is this machine itself'],
  ])('describes the problem with %s', (address, words) => {
    const problem = findAddressProblem(address, nothing);
    expect(problem).toContain(words);
    expect(problem).not.toContain('secret');
  });

  it('reveals no secret of the address', () => {
    const secret = 's3cr3t-of-mine';
    for (const address of [
      `https://user:${secret}@127.0.0.1/${secret}?k=${secret}#${secret}`,
      `ht tp://${secret}`,
      `x:${secret}`,
    ])
      expect(findAddressProblem(address, nothing)).not.toContain(secret);
  });
});
