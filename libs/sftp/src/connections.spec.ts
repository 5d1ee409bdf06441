import ssh2 from 'ssh2';
import { connectionsFor, connectionsSetting, type Connection } from './connections.js';

const fingerprints = [`SHA256:${'A'.repeat(42)}0`];
const archive: Connection = { host: 'archive.example', user: 'anna', password: 'very-secret', fingerprints };
const locked = ssh2.utils.generateKeyPairSync('ecdsa', {
  bits: 256,
  passphrase: 'open-sesame',
  cipher: 'aes256-ctr',
  rounds: 1,
});
const read = (connection: object): ReturnType<typeof connectionsSetting.read> =>
  connectionsSetting.read(JSON.stringify({ archive: connection }));

describe('the setting of SFTP connections', () => {
  it('has none unless the operator sets them up', () => {
    expect(connectionsSetting.read(undefined)).toEqual({ value: {} });
  });

  it.each<[string, object]>([
    ['a password', archive],
    ['a private key with a passphrase', { ...archive, privateKey: locked.private, passphrase: 'open-sesame' }],
    ['a port and a folder', { ...archive, port: 2222, folder: 'recordings/2026' }],
  ])('accepts a connection with %s', (_, connection) => {
    expect(read(connection)).toEqual({ value: { archive: connection } });
  });

  it.each<[string, object, RegExp]>([
    ['no fingerprint, because it would trust every server', { ...archive, fingerprints: [] }, /fingerprints/],
    ['a fingerprint of another kind', { ...archive, fingerprints: ['MD5:aa:bb'] }, /fingerprints\/0/],
    ['no credentials', { host: 'archive.example', user: 'anna', fingerprints }, /must have a password or a privateKey/],
    ['a user in the host', { ...archive, host: 'anna@archive.example' }, /host/],
    ['an unknown field', { ...archive, hostKey: 'x' }, /archive/],
    [
      'a wrong passphrase',
      { ...archive, privateKey: locked.private, passphrase: 'very-secret' },
      /privateKey: must be a private/,
    ],
    ['a public key', { ...archive, privateKey: locked.public }, /privateKey: must be a private/],
    ['a text that is no key', { ...archive, privateKey: 'very-secret' }, /privateKey: must be a private/],
  ])('refuses a connection with %s, and repeats no secret', (_, connection, words) => {
    const result = read(connection);
    expect(result).toEqual({ problem: expect.stringMatching(words) as string });
    expect(JSON.stringify(result)).not.toMatch(/very-secret|open-sesame|PRIVATE KEY|ecdsa-sha2/);
  });

  it('opens connections for sources, unless the operator says otherwise', () => {
    const connections = { archive, drop: { ...archive, uses: ['outputs' as const] } };
    expect(connectionsSetting.read(JSON.stringify(connections))).toEqual({ value: connections });
    expect(Object.keys(connectionsFor('sources', connections))).toEqual(['archive']);
    expect(Object.keys(connectionsFor('outputs', connections))).toEqual(['drop']);
  });
});
