import type { CliError, NamedItem } from '../exit.js';
import { dateText } from './dates.js';
import { table } from './table.js';

const MAX_SHOWN = 10;

/** Returns the message, then indented lines: the items that it is about, and advice. */
export function problemLines({ message, details }: CliError): readonly string[] {
  const { code, tryInstead, items = [] } = details;
  const rest = [...itemLines(items), ...(tryInstead === undefined ? [] : [tryInstead])];
  return [`${message}${code === undefined ? '' : ` [${code}]`}`, ...rest.map((line) => `    ${line}`)];
}

function itemLines(items: readonly NamedItem[]): readonly string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, MAX_SHOWN).map((one) => [one.kind, one.id, dateText(one.created_at), one.title ?? '']);
  const more = items.length - shown.length;
  return [...table(shown).trimEnd().split('\n'), ...(more === 0 ? [] : [`and ${String(more)} more`])];
}
