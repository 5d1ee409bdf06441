/**
 * The depth at which browsers stop nesting. Parsing slows down with depth: a page nested a hundred thousand deep took minutes.
 */
export const DEEPEST = 512;

/** Matches a tag that contains no `<`, so that many unfinished tags are skipped in one go. */
const TAG = /<(\/?)([a-z][a-z0-9:-]*)((?:\s[^<>]*)?)>/gi;

/** Elements without an end tag, or whose end is implied by the next one: they add no depth. */
const UNCOUNTED: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option'.split(' '),
);

/** Removes tags that are nested deeper than in a browser, and end tags without a start. Keeps the words. */
export function flattenHtml(html: string): string {
  const open = new Map<string, number>();
  let depth = 0;
  return html.replaceAll(TAG, (tag, slash: string, written: string, rest: string) => {
    const name = written.toLowerCase();
    if (UNCOUNTED.has(name) || rest.endsWith('/')) return tag;
    const count = open.get(name) ?? 0;
    if (slash === '' ? depth === DEEPEST : count === 0) return ' ';
    depth += slash === '' ? 1 : -1;
    open.set(name, count + (slash === '' ? 1 : -1));
    return tag;
  });
}
