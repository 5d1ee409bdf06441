import { pageFormat } from './language.js';

/** Returns `1,200` in the user's format. */
export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  value.toLocaleString(pageFormat(), options);

/** The sign between a number and its fraction, as the user writes it. */
export const decimalSign = (): string => formatNumber(1.5).replaceAll(/\p{Number}/gu, '');
