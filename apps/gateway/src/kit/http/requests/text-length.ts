import { ValidateBy, buildMessage, type ValidationOptions } from 'class-validator';

/** Counts characters as JSON Schema and the schemas of events do: each code point, also one that changes the look of the last. */
const countCharacters = (text: string): number => Array.from(text).length;

/**
 * Limits the characters of a text. `MaxLength` of class-validator leaves out variation selectors, so it lets texts pass that no
 * event can hold.
 */
export const TextLength = (
  { min = 0, max = Infinity }: { readonly min?: number | undefined; readonly max?: number | undefined },
  options?: ValidationOptions,
): PropertyDecorator =>
  ValidateBy(
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
          const [least, most] = [`longer than or equal to ${String(min)}`, `shorter than or equal to ${String(max)}`];
          if (min === 0) return `${each}$property must be ${most} characters`;
          if (value === undefined || value === null || value === '') return `${each}$property must be ${least} characters`;
          return typeof value === 'string' && countCharacters(value) > max
            ? `${each}$property must be ${most} characters`
            : `${each}$property must be ${least}${max === Infinity ? '' : ` and ${most}`} characters`;
        }, options),
      },
    },
    options,
  );
