import { PageWriter, type PageWriterParts } from './page-writer.js';

/** Writers of those pages that need one, each page having one at a time. */
export class PageWriters {
  readonly #writers = new Map<string, PageWriter>();

  /** `openUntil`: until when what an earlier process has sent may be under way; `onBroken`: nothing may be written any more. */
  constructor(
    private readonly parts: PageWriterParts,
    private readonly options: { readonly openUntil: number; readonly onBroken: (error: unknown) => void },
  ) {}

  /** Resolves when none of them is at work; to be asked once the signal has fired. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#writers.values()].map((writer) => writer.ended()));
  }

  kick(page: string): void {
    if (this.parts.signal.aborted) return;
    const writer = this.#writers.get(page) ?? new PageWriter(page, this.parts, this.options.openUntil);
    this.#writers.set(page, writer);
    writer.kick().then(
      () => {
        if (writer.isIdle) this.#writers.delete(page);
      },
      (error: unknown) => {
        this.options.onBroken(error);
      },
    );
  }
}
