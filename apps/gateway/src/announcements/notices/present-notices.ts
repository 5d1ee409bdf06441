import { findCauses, type CausePorts } from './find-causes.js';
import type { PresentNoticesAnswer } from './present-notices.dto.js';

/** Items of each sort of cause that are looked at. Whoever has more of them uses the filters of the list. */
const MOST_ITEMS = 100;
const MOST_NOTICES = 200;

/** The notices of a library, for the page. They are those of the mails, whether or not these are on. */
export class PresentNotices {
  constructor(private readonly ports: CausePorts) {}

  async list(libraryId: string, signal: AbortSignal): Promise<PresentNoticesAnswer> {
    const { causes, hasMore } = await findCauses(libraryId, this.ports, { signal, most: MOST_ITEMS });
    return { items: causes.slice(0, MOST_NOTICES), more: hasMore || causes.length > MOST_NOTICES };
  }
}
