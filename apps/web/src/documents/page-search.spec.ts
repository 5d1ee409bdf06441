import { readPage } from './page-search.js';

describe('the address of a document', () => {
  it('names the page at which it is opened', () => {
    expect(readPage({ page: '9', x: '1' })).toEqual({ page: '9' });
  });

  it.each([undefined, '', '0', '-1', '1.5', '9e9', '123456', 9, ['9']])('may be typed by anybody: %j', (page) => {
    expect(readPage({ page })).toEqual({});
  });
});
