import { Problem } from '../../kit/http/problems/problem.js';
import { cleanOrigins } from './origins.js';

const messageOf = (text: string): string | undefined => {
  try {
    cleanOrigins([text]);
    return undefined;
  } catch (error) {
    return (error as Problem).options.errors?.[0]?.message;
  }
};

describe('the sites of an embed', () => {
  it('are written as browsers write them, each once', () => {
    const given = [
      ' HTTPS://School.Example/ ',
      'https://school.example:443',
      'https://münchen.example:8443',
      'http://localhost:3000',
    ];
    const written = ['https://school.example', 'https://xn--mnchen-3ya.example:8443', 'http://localhost:3000'];
    expect(cleanOrigins(given)).toEqual(written);
  });

  it.each([
    ['school.example', 'must be the address of a site, such as https://example.org'],
    ['http://school.example', 'must begin with https://. Only localhost may have http://'],
    ['ftp://school.example', 'must begin with https://. Only localhost may have http://'],
    ['https://*.school.example', 'must name one site: wildcards are not supported'],
    ['*', 'must name one site: wildcards are not supported'],
    ['https://school.example/blog', 'must be a site without a path: https://school.example'],
    ['https://school.example/?a', 'must be a site without a path: https://school.example'],
    ['https://me:word@school.example', 'must contain no user and no password'],
    ['https://a;sandbox', 'must have a host name of letters, digits, hyphens and dots, such as https://example.org'],
    ["https://a'none'", 'must have a host name of letters, digits, hyphens and dots, such as https://example.org'],
    ['https://[::1]', 'must have a host name of letters, digits, hyphens and dots, such as https://example.org'],
  ])('refuses %s: %s', (text, message) => {
    expect(messageOf(text)?.replace(/^"[^"]*" /, '')).toBe(message);
  });

  it.each([
    ['https://*.example', 'https://*.example'],
    [`https://*.${'x'.repeat(200)}`, `https://*.${'x'.repeat(70)}`],
    ['https://me:word@school.example', '…@school.example'],
    ['https://school.example/embed/CODE', 'https://school.example/…'],
    ['school.example?CODE', 'school.example/…'],
    ['https://school.example\\CODE', 'https://school.example/…'],
  ])('are named in the message, without what may be secret: %s', (text, shown) => {
    expect(messageOf(text)?.startsWith(`"${shown}" must `)).toBe(true);
  });

  it('are refused with the place of each in the request', () => {
    expect(() => cleanOrigins(['https://a.example', 'b', '*'])).toThrow(/\/origins\/1: .*; \/origins\/2: /);
  });
});
