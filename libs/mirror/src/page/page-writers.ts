import type { MirrorRecord } from '@throughline/contracts';
import { PageWriter, type PageWriterParts } from './page-writer.js';

type OwnedPage = Pick<MirrorRecord, 'page' | 'owner'>;

export class PageWriters {
  readonly #writers = new Map<string, PageWriter>();

  constructor(
    private readonly parts: PageWriterParts,
    private readonly onBroken: (error: unknown) => void,
  ) {}

  /** Resolves when all writers have ended. Call it after the signal has aborted. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#writers.values()].map((writer) => writer.ended()));
  }

  kick(page: string): void {
    for (const owner of new Set(this.parts.records.ofPage(page).map((record) => record.owner))) this.#kick({ page, owner });
  }

  #kick(place: OwnedPage): void {
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
