import { parseSearch, stringifySearch } from './search-params.js';

describe('the search parameters of an address', () => {
  it.each(['12', 'true', 'null', '"quoted"', '[1]', '50 %', 'a+b&c=d', 'הרצאה'])('stay the text that a person typed: %s', (q) => {
    expect(parseSearch(stringifySearch({ q }))).toEqual({ q });
  });

  it('read the form that earlier releases wrote', () => {
    expect(parseSearch('?q=no+such+title&show=failed')).toEqual({ q: 'no such title', show: 'failed' });
  });

  it('leave an address without parameters alone', () => {
    expect(stringifySearch({})).toBe('');
    expect(stringifySearch({ q: undefined })).toBe('');
  });
});
