import { ValidationError } from 'class-validator';
import { toFieldProblems } from './validation.js';

describe('the problems of fields', () => {
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
