import { findPasskeyObstacle } from './passkey-support.js';

describe('passkeys', () => {
  const here = { hostname: 'recordings.example', isSecureContext: true, hasWebAuthn: true };

  it.each([
    [here, undefined],
    [{ ...here, hostname: 'localhost' }, undefined],
    [{ ...here, hostname: '127.0.0.1' }, /open this page at localhost/i],
    [{ ...here, hostname: '[::1]' }, /open this page at localhost/i],
    [{ ...here, hostname: '192.168.0.7' }, /need a host name/],
    [{ ...here, hostname: '[2001:db8::1]' }, /need a host name/],
    [{ ...here, isSecureContext: false, hasWebAuthn: false }, /need https/],
    [{ ...here, hasWebAuthn: false }, /browser does not support/],
  ])('at %j: %s', (place, expected) => {
    if (expected === undefined) expect(findPasskeyObstacle(place)).toBeUndefined();
    else expect(findPasskeyObstacle(place)).toMatch(expected);
  });
});
