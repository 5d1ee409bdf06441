import { pageKeyOf } from './page-keys.js';

const press = (key: string, more: object = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('pageKeyOf', () => {
  it.each([
    ['r', 'turn'],
    ['x', 'cut'],
    ['Delete', 'leave'],
    ['ArrowRight', 'next'],
    ['ArrowLeft', 'previous'],
    ['q', undefined],
    ['toString', undefined],
  ])('reads %s', (key, command) => {
    expect(pageKeyOf(press(key), true)).toBe(command);
  });

  it('moves a page with Shift', () => {
    const shifted = (key: string) => pageKeyOf(press(key, { shiftKey: true }), false);
    expect([shifted('ArrowRight'), shifted('ArrowLeft')]).toEqual(['later', 'earlier']);
  });

  it('leaves letters alone while the shortcuts are off, and combinations always', () => {
    expect(pageKeyOf(press('x'), false)).toBeUndefined();
    expect(pageKeyOf(press('Delete'), false)).toBe('leave');
    expect(pageKeyOf(press('r', { ctrlKey: true }), true)).toBeUndefined();
  });
});
