import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { mailConnections, mailConnectionsFor, requireEncryption } from './connections.js';

const one = { host: 'mail.example.org', user: 'anna', password: 'very-secret', from: 'tl@example.org' };

describe('the connections to mail servers', () => {
  it('are read by name', () => {
    const given = {
      office: { ...one, domains: ['example.org', 'bücher.example'] },
      relay: { host: '10.0.0.2', from: 'tl@x.org' },
    };
    expect(mailConnections.read(JSON.stringify(given))).toEqual({ value: given });
  });

  it('are for notices and outputs, unless the operator says otherwise', () => {
    const connections = { both: one, mine: { ...one, uses: ['notices' as const] } };
    expect(Object.keys(mailConnectionsFor('notices', connections))).toEqual(['both', 'mine']);
    expect(Object.keys(mailConnectionsFor('outputs', connections))).toEqual(['both']);
  });

  it.each([
    ['a user without a password', { ...one, password: undefined }],
    ['a sender that is no address', { ...one, from: 'very-secret' }],
    ['a sender with a line break', { ...one, from: 'a@example.org\r\nBcc: very-secret@example.org' }],
    ['a name with a line break', { ...one, name: 'Throughline\nvery-secret' }],
    ['a domain that is an address', { ...one, domains: ['very-secret@example.org'] }],
    ['an unknown use', { ...one, uses: ['very-secret'] }],
    ['an unknown field', { ...one, passwort: 'very-secret' }],
  ])('are rejected if there is %s, without revealing a value', (_, connection) => {
    const read = mailConnections.read(JSON.stringify({ a: connection }));
    expect(read).toEqual({ problem: expect.any(String) as string });
    expect(JSON.stringify(read)).not.toContain('very-secret');
  });

  it.each([
    ['mail.example.org', '', false],
    ['mail.example.org', 'mail.example.org', true],
    ['10.0.0.2', '10.0.0.0/8', true],
    ['127.0.0.1', '', true],
  ])('send a password to %s without encryption only if the operator allows it: "%s"', (host, allowed, isAllowed) => {
    const check = (): void => {
      requireEncryption({ name: 'a', connection: { ...one, host, tls: 'none' } }, parseAllowedHosts(allowed));
    };
    if (isAllowed) expect(check).not.toThrow();
    else expect(check).toThrow(/^The connection 'a' would send its password without encryption/);
  });
});
