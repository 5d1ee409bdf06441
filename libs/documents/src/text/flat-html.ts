/** As deep as a browser builds a page. Parsing gets slower with the depth: a page nested a hundred thousand deep took minutes. */
export const DEEPEST = 512;

/** A tag without what could be another one: many that are begun and never ended are passed over in one go. */
const TAG = /<(\/?)([a-z][a-z0-9:-]*)((?:\s[^<>]*)?)>/gi;

/** They have no end, or end by themselves where the next one begins, so they nest no deeper than what they stand in. */
const UNCOUNTED: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option'.split(' '),
);

/** The page without tags that are nested deeper than a browser nests them, and without ends of what was never begun. Its words stay. */
export function flatHtml(html: string): string {
  const open = new Map<string, number>();
  let depth = 0;
  return html.replaceAll(TAG, (tag, slash: string, written: string, rest: string) => {
    const name = written.toLowerCase();
    if (UNCOUNTED.has(name) || rest.endsWith('/')) return tag;
    const begun = open.get(name) ?? 0;
    if (slash === '' ? depth === DEEPEST : begun === 0) return ' ';
    depth += slash === '' ? 1 : -1;
    open.set(name, begun + (slash === '' ? 1 : -1));
    return tag;
  });
}
