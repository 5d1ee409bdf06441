import { IsInt, IsString, ValidateIf, getMetadataStorage, validateSync } from 'class-validator';
import { rememberRules } from './remember-rules.js';

class Named {
  @IsString()
  name: unknown;
}

class Counted extends Named {
  @IsInt()
  count: unknown;
}

const problemsOf = (value: object): readonly string[] => validateSync(value).map(({ property }) => property);

describe('the validator with remembered rules', () => {
  beforeAll(() => {
    rememberRules();
  });

  it('finds the same problems the first time and later, also of an inherited class', () => {
    const wrong = Object.assign(new Counted(), { name: 1, count: 'one' });
    expect([problemsOf(wrong), problemsOf(wrong)]).toEqual([
      ['count', 'name'],
      ['count', 'name'],
    ]);
    expect(problemsOf(Object.assign(new Counted(), { name: 'one', count: 1 }))).toEqual([]);
  });

  it('returns equal rules for a class, but no rules of a class for another', () => {
    const find = (target: new () => object): readonly { readonly propertyName: string }[] =>
      getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
    expect(find(Counted)).toBe(find(Counted));
    expect(find(Named).map(({ propertyName }) => propertyName)).toEqual(['name']);
  });

  it('learns of rules that are added after a validation', () => {
    const value = Object.assign(new Named(), { name: 'one', size: 'large' });
    expect(problemsOf(value)).toEqual([]);
    IsInt()(Named.prototype, 'size');
    expect(problemsOf(value)).toEqual(['size']);
  });

  it('does not remember the rules of a group', () => {
    class Grouped {
      @ValidateIf(() => true, { groups: ['one'] })
      @IsInt({ groups: ['one'] })
      size: unknown = 'large';
    }
    const inGroup = (groups: string[]): number => validateSync(new Grouped(), { groups }).length;
    expect([inGroup(['one']), inGroup(['another']), inGroup(['one'])]).toEqual([1, 0, 1]);
  });
});
