import { ValidateBy, buildMessage, type ValidationOptions } from 'class-validator';

/** Counts characters as JSON Schema and the schemas of events do: each code point, also one that changes the look of the last. */
const countCharacters = (text: string): number => Array.from(text).length;

export interface TextLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Replaces the message for a text with more characters. */
  readonly tooLong?: ((count: number) => string) | undefined;
}

/**
 * Limits the characters of a text. `MaxLength` of class-validator leaves out variation selectors, so it lets texts pass that no
 * event can hold.
 */
export const TextLength = ({ min = 0, max = Infinity, tooLong }: TextLimits, options?: ValidationOptions): PropertyDecorator => {
  const [least, most] = [`longer than or equal to ${String(min)}`, `shorter than or equal to ${String(max)}`];
  const describeTooLong = tooLong ?? (() => `must be ${most} characters`);
  const describeTooShort = (value: unknown): string => {
    if (min === 0) return `must be ${most} characters`;
    const isAbsent = value === undefined || value === null || value === '';
    return `must be ${least}${isAbsent || max === Infinity ? '' : ` and ${most}`} characters`;
  };
  return ValidateBy(
    {
      name: 'isLength',
      constraints: [min, max],
      validator: {
        validate: (value) => {
          if (typeof value !== 'string') return false;
          const count = countCharacters(value);
          return count >= min && count <= max;
        },
        defaultMessage: buildMessage((each, args) => {
          const value: unknown = args?.value;
          const count = typeof value === 'string' ? countCharacters(value) : 0;
          return `${each}$property ${count > max ? describeTooLong(count) : describeTooShort(value)}`;
        }, options),
      },
    },
    options,
  );
};
