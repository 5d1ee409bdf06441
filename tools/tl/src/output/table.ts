import { stripControls, textWidth } from './text-width.js';

/** Aligns columns to their widest cell. Cuts nothing off: a pipe may need the whole text. */
export function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(stripControls));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => textWidth(row[column] ?? ''))));
  const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)));
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, column) => pad(cell, widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

export const listing = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : table([header, ...rows]);

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

export const percent = (fraction: number | null): string => (fraction === null ? '' : `${String(Math.floor(fraction * 100))} %`);
