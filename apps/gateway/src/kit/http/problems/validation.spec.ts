import { ValidationError } from 'class-validator';
import { toFieldProblems } from './validation.js';

describe('the problems of fields', () => {
  it('are one for a missing value, which breaks every rule of its field', () => {
    const constraints = { isString: 'name must be a string', isLength: 'name must be longer than or equal to 1 characters' };
    const error = (value: unknown) => Object.assign(new ValidationError(), { property: 'name', value, constraints });
    expect(toFieldProblems([error(undefined)])).toEqual([{ pointer: '/name', message: 'is required' }]);
    expect(toFieldProblems([error(7)])).toHaveLength(2);
  });

  it.each([
    ['url must start with https://', 'must start with https://'],
    ['url: the name of an output is up to 40 small letters', 'the name of an output is up to 40 small letters'],
    ['each value in url must be a string', 'each value must be a string'],
    ["All url's elements must be unique", 'all elements must be unique'],
    ['property url should not exist', 'should not exist'],
    ['urls are not allowed', 'urls are not allowed'],
  ])('do not repeat the name that the pointer says: %s', (message, said) => {
    const error = Object.assign(new ValidationError(), { property: 'url', value: 7, constraints: { rule: message } });
    expect(toFieldProblems([error])).toEqual([{ pointer: '/url', message: said }]);
  });

  it('point at the member, or at the whole where the validator knows no name', () => {
    const constraints = { unknownValue: 'an unknown value was passed to the validate function' };
    const unnamed = Object.assign(new ValidationError(), { constraints });
    const named = Object.assign(new ValidationError(), { property: 'a/b', children: [unnamed] });
    expect(toFieldProblems([named, unnamed])).toEqual([
      { pointer: '/a~1b', message: constraints.unknownValue },
      { pointer: '', message: constraints.unknownValue },
    ]);
  });
});
