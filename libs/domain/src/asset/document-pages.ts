import type { JsonObject } from '@throughline/contracts';
import { shownResultOf } from './earlier-results.js';
import type { Asset } from './state.js';

const WRITTEN: ReadonlySet<unknown> = new Set(['text', 'html', 'email']);

/** Returns true for the kinds of files that have a text without pages. Their pages are those of the PDF that is made of them. */
export const isWritten = (kind: unknown): boolean => WRITTEN.has(kind);

const kindOf = (asset: Asset): unknown => shownResultOf(asset, 'create_file_record')?.['kind'];

const countIn = (facts: JsonObject | undefined): number | undefined =>
  typeof facts?.['pages'] === 'number' ? facts['pages'] : undefined;

/** Returns the number of pages of the file, or of the PDF that was made of it. Undefined until a step has counted them. */
export function countDocumentPages(asset: Asset): number | undefined {
  const check = shownResultOf(asset, 'check_text');
  // Without a converter the text stays without pages. The result says 1, for estimates. Earlier records name one page for each.
  if (isWritten(kindOf(asset))) return check?.['converted'] === false ? undefined : countIn(check);
  return countIn(shownResultOf(asset, 'create_file_record')) ?? countIn(check) ?? countIn(shownResultOf(asset, 'extract_text'));
}

/** Returns false if nothing tells on which page a passage of the text is: a written text is stored as one page, however many its PDF has. */
export const isTextByPage = (asset: Asset): boolean => !isWritten(kindOf(asset)) || countDocumentPages(asset) === 1;
