/** Makes the first letter a capital one. */
export const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Returns a code such as `no-sound` as words. The code itself is in the data of its event. */
export const codeWords = (code: string): string => code.replaceAll(/[-_.]+/gu, ' ').trim();

export const percent = (fraction: number): string => `${String(Math.round(fraction * 100))} %`;

/** Returns `2026-01-04 08:00 UTC`. */
export const formatMoment = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

const SIZES = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Returns `400 KB` or `1.2 GB`. */
export function formatSize(bytes: number): string {
  const power = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  const digits = value < 10 && power > 0 ? 10 : 1;
  return `${String(Math.round(value * digits) / digits)} ${SIZES[power] ?? 'B'}`;
}
