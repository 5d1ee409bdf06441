import { isSame, readTyped, type FieldName, type Typed } from './field-values.js';

describe('a typed value', () => {
  it.each<[FieldName, Typed, unknown]>([
    ['sender', ' ACME ', 'ACME'],
    ['sender', ' ', null],
    ['tags', ['a', 'b'], ['a', 'b']],
    ['tags', [], null],
    ['language', '', null],
    ['date', '2026-03-01', '2026-03-01'],
    ['date', '2026-3-1', '2026-03-01'],
    ['date', '1.3.2026', '2026-03-01'],
    ['due_date', 'Mar 1, 2026', '2026-03-01'],
    ['due_date', '1 March 2026', '2026-03-01'],
    ['amount', '214.60 EUR', { value: '214.60', currency: 'EUR' }],
    ['amount', '214,6 eur', { value: '214.6', currency: 'EUR' }],
    ['amount', '-3', { value: '-3' }],
  ])('of the field %s is read: %j', (name, typed, value) => {
    expect(readTyped(name, typed)).toEqual({ value });
  });

  it.each<[FieldName, Typed]>([
    ['title', ' '],
    ['date', '2026-02-30'],
    ['date', '30.2.2026'],
    ['date', 'spring'],
    ['due_date', 'Foo 1, 2026'],
    ['amount', '1,234.56'],
    ['amount', '12.345'],
    ['amount', 'a lot'],
    ['amount', '5 EURO'],
  ])('of the field %s is refused with the reason: %j', (name, typed) => {
    expect(readTyped(name, typed)).toEqual({ fault: expect.stringMatching(/\.$/u) as string });
  });

  it('is the same if it means the same', () => {
    expect(isSame('amount', '214.60 EUR', '214,60 eur')).toBe(true);
    expect(isSame('amount', '214.60 EUR', '214.60')).toBe(false);
    expect(isSame('date', '2026-03-01', '1.3.2026')).toBe(true);
    expect(isSame('date', 'spring', 'summer')).toBe(false);
    expect(isSame('tags', ['a', 'b'], ['b', 'a'])).toBe(false);
    expect(isSame('sender', 'ACME ', 'ACME')).toBe(true);
  });
});
