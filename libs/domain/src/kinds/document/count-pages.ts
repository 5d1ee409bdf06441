import type { JsonObject } from '@throughline/contracts';
import { shownResultOf } from '../../asset/earlier-results.js';
import type { Asset } from '../../asset/state.js';

/** Their pages are those of the PDF that is made of them. Earlier records name one page for each. */
const WRITTEN: ReadonlySet<unknown> = new Set(['text', 'html', 'email']);

const countIn = (facts: JsonObject | undefined): number | undefined =>
  typeof facts?.['pages'] === 'number' ? facts['pages'] : undefined;

/** Returns the number of pages of the file, or of the PDF that was made of it. Undefined until a step has counted them. */
export function countDocumentPages(asset: Asset): number | undefined {
  const [record, check] = [shownResultOf(asset, 'create_file_record'), shownResultOf(asset, 'check_text')];
  // Without a converter the text stays without pages. The result says 1, for estimates.
  if (WRITTEN.has(record?.['kind'])) return check?.['converted'] === false ? undefined : countIn(check);
  return countIn(record) ?? countIn(check) ?? countIn(shownResultOf(asset, 'extract_text'));
}
