import { parseWebAddress } from './web-address.js';

describe('an address of another service', () => {
  it('is a link only if it is an HTTP address', () => {
    const page = 'https://www.notion.so/0123456789abcdef0123456789abcdef';
    expect(parseWebAddress(page)).toBe(page);
    expect(['javascript:alert(1)', '', 7, undefined].map(parseWebAddress)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
