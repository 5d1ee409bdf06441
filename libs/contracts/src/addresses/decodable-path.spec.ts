import { toDecodablePath } from './decodable-path.js';

describe('the path of an address', () => {
  it.each([
    ['/recordings/a%20b', '/recordings/a%20b'],
    ['/recordings/%zz', '/recordings/%25zz'],
    ['/recordings/%ff', '/recordings/%25ff'],
  ])('can be decoded, whatever anybody has typed: %s', (path, decodable) => {
    expect(toDecodablePath(path)).toBe(decodable);
  });
});
