/** `Number('')` is 0 and `Number('0x10')` is 16: only decimal digits are a number here. */
export const toInteger = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
