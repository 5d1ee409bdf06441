import { findCauses, type CausePorts } from './find-causes.js';
import { renderNotice, type PresentNoticesAnswer } from './present-notices.dto.js';

/** Items of each sort of cause that are looked at. The filters of the list have all of them. */
const MOST_ITEMS = 100;
const MOST_NOTICES = 200;

const NOBODY: PresentNoticesAnswer = { items: [], more: false };

/** The notices of a library, for the page. They are those of the mails, whether or not these are on. */
export class PresentNotices {
  constructor(private readonly ports: CausePorts) {}

  async list(libraryId: string, signal: AbortSignal): Promise<PresentNoticesAnswer> {
    try {
      const { others, ofItems, hasMore } = await findCauses(libraryId, this.ports, { signal, most: MOST_ITEMS });
      // An account that is lost may be the reason of many failures.
      const items = [...others, ...ofItems];
      return { items: items.slice(0, MOST_NOTICES).map(renderNotice), more: hasMore || items.length > MOST_NOTICES };
    } catch (error) {
      // The reader has gone: nobody gets the answer, and nothing is wrong.
      if (signal.aborted) return NOBODY;
      throw error;
    }
  }
}
