/** Returns true for SQLSTATE classes 22 (data exception) and 23 (integrity constraint), which are caused by the values. */
export const isRefusedValue = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^2[23]...$/.test(error.code);
