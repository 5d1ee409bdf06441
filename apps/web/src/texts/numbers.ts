import { FORMAT } from './language.js';

/** Returns `1,200` in the user's format. */
export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string => value.toLocaleString(FORMAT, options);
