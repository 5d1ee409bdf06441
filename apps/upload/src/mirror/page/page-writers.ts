import type { MirrorRecord } from '@throughline/contracts';
import { PageWriter, type PageWriterParts } from './page-writer.js';

type Place = Pick<MirrorRecord, 'page' | 'owner'>;

/** Writers of those pages that need one, each page having one at a time. */
export class PageWriters {
  readonly #writers = new Map<string, PageWriter>();

  /** `onBroken`: nothing may be written any more. */
  constructor(
    private readonly parts: PageWriterParts,
    private readonly onBroken: (error: unknown) => void,
  ) {}

  /** Resolves when none of them is at work; to be asked once the signal has fired. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#writers.values()].map((writer) => writer.ended()));
  }

  /** Something of the page has changed, for whichever library. */
  kick(page: string): void {
    for (const owner of new Set(this.parts.records.ofPage(page).map((record) => record.owner))) this.#kick({ page, owner });
  }

  #kick(place: Place): void {
    if (this.parts.signal.aborted) return;
    const name = `${place.page} ${place.owner}`;
    const writer = this.#writers.get(name) ?? new PageWriter(place, this.parts);
    this.#writers.set(name, writer);
    writer.kick().then(
      () => {
        if (writer.isIdle) this.#writers.delete(name);
      },
      (error: unknown) => {
        this.onBroken(error);
      },
    );
  }
}
