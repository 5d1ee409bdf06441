import { parseContentRange, serializeEntity, parseEntity, readEntity, readValidator } from './entity.js';

const headers =
  (given: Readonly<Record<string, string>>) =>
  (name: string): string | undefined =>
    given[name];

describe('the validator of a download', () => {
  const DATES = { 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT', date: 'Fri, 20 Nov 2026 10:00:01 GMT' };
  it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['a tag', { etag: '"abc"' }, '"abc"'],
    ['an empty tag', { etag: '""' }, '""'],
    ['no weak tag', { etag: 'W/"abc"' }, undefined],
    ['no weak tag, and then no date either', { etag: 'W/"abc"', ...DATES }, undefined],
    ['no tag without quotes', { etag: 'abc' }, undefined],
    ['no tag with a line break', { etag: '"a\r\nHost: x"' }, undefined],
    ['a date that is one second old', DATES, DATES['last-modified']],
    ['no date in the current second', { ...DATES, date: DATES['last-modified'] }, undefined],
    ['no date without a Date header', { 'last-modified': DATES['last-modified'] }, undefined],
    ['no invalid date', { ...DATES, 'last-modified': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('is %s', (_, given, validator) => {
    expect(readValidator(headers(given))).toBe(validator);
  });

  it('is stored with the length, and read back', () => {
    const entity = readEntity(headers({ etag: '"abc"', 'content-length': '12' }));
    expect(entity).toEqual({ ifRange: '"abc"', total: 12 });
    expect(parseEntity(serializeEntity(entity).toString())).toEqual(entity);
    expect(parseEntity('{"total":-1}')).toBeUndefined();
    expect(parseEntity('half {')).toBeUndefined();
  });

  it.each(['-1', '1e3', '0x10', '', '12, 12', '99999999999999999'])('accepts no length of %j', (length) => {
    expect(readEntity(headers({ 'content-length': length }))).toEqual({});
  });
});

describe('Content-Range', () => {
  it.each<[string, ReturnType<typeof parseContentRange>]>([
    ['bytes 5-9/10', { start: 5, total: 10 }],
    ['bytes 5-9/*', { start: 5, total: undefined }],
    ['bytes */10', { start: undefined, total: 10 }],
    ['bytes 9-5/10', undefined],
    ['bytes 5-10/10', undefined],
    ['bytes 5-/10', undefined],
    ['bytes 5-9', undefined],
    ['lines 5-9/10', undefined],
    ['', undefined],
  ])('is parsed from %j', (header, range) => {
    expect(parseContentRange(headers({ 'content-range': header }))).toEqual(range);
  });
});
