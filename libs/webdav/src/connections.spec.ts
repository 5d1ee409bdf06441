import { connectionsFor, connectionsSetting } from './connections.js';

const one = { url: 'https://cloud.example.org/remote.php/dav/files/anna', user: 'anna', password: 'very-secret' };

describe('the connections of WebDAV', () => {
  it('are read by name', () => {
    const given = { cloud: one, 'nas-1': { url: 'http://nas.local/dav' } };
    expect(connectionsSetting.read(JSON.stringify(given))).toEqual({ value: given });
    expect(connectionsSetting.read(undefined)).toEqual({ value: {} });
  });

  it('are for outputs, unless the operator says otherwise', () => {
    const connections = {
      cloud: one,
      inbox: { ...one, uses: ['sources' as const] },
      both: { ...one, uses: ['outputs' as const, 'sources' as const] },
    };
    expect(connectionsSetting.read(JSON.stringify(connections))).toEqual({ value: connections });
    expect(Object.keys(connectionsFor('outputs', connections))).toEqual(['cloud', 'both']);
    expect(Object.keys(connectionsFor('sources', connections))).toEqual(['inbox', 'both']);
  });

  it.each([
    ['an unknown use', JSON.stringify({ a: { ...one, uses: ['very-secret'] } })],
    ['invalid JSON', '{"cloud": {"password": "very-secret"'],
    ['no object', '["very-secret"]'],
    ['an invalid name', JSON.stringify({ 'A b': one })],
    ['an address with a password', JSON.stringify({ a: { ...one, url: 'https://me:very-secret@cloud' } })],
    ['an address with a query', JSON.stringify({ a: { ...one, url: 'https://cloud/?very-secret' } })],
    ['an unknown field', JSON.stringify({ a: { ...one, passwort: 'very-secret' } })],
    ['a user name that Basic authentication cannot encode', JSON.stringify({ a: { ...one, user: 'very-secret:x' } })],
    ['an invalid certificate authority', JSON.stringify({ a: { ...one, ca: 'very-secret' } })],
  ])('are rejected if there is %s, without revealing a value', (_, json) => {
    const read = connectionsSetting.read(json);
    expect(read).toEqual({ problem: expect.any(String) as string });
    expect(JSON.stringify(read)).not.toContain('very-secret');
  });
});
