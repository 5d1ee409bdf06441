import { parseUrl } from './parse-url.js';

describe('parseUrl', () => {
  it('returns the URL, or nothing', () => {
    expect(parseUrl('https://example.org/a')?.href).toBe('https://example.org/a');
    expect(parseUrl('/b', 'https://example.org/a')?.href).toBe('https://example.org/b');
    expect(parseUrl('example')).toBeUndefined();
    expect(parseUrl('https://')).toBeUndefined();
  });

  it('knows letters such as ü, however often it is called', () => {
    const known = Array.from({ length: 20_000 }, () => parseUrl('https://münchen.example/é')?.host);
    expect(new Set(known)).toEqual(new Set(['xn--mnchen-3ya.example']));
  });
});
