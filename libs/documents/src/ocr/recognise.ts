import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, kindOf, PermanentError } from '@throughline/contracts';
import { AbortError, noParts, throwIfAborted, type PartStore } from '@throughline/media';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated } from '../isolated/run-isolated.js';
import { parsePageText, type PageText } from '../text/page-text.js';
import { countCoresPerDocument, type OcrEngine } from './engine.js';
import { gatherLanguageData } from './language-data.js';
import { pageFileName, readPagesTask } from './task.js';

export interface RecognitionRequest {
  readonly path: string;
  readonly pages: readonly number[];
  readonly engine: OcrEngine;
  readonly languages: readonly string[];
  readonly maxPixels: number;
}

export interface RecognitionContext {
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  /** Stores recognised pages, so that a retry continues after them. */
  readonly parts?: PartStore | undefined;
  readonly onPage?: (done: number) => void;
  readonly pageTimeMs?: number;
}

/** The number of pages that may exceed their limits before the whole document fails. */
const MAX_LOST = 20;
const START_MS = 30_000;
/** Error codes that concern one page; any other error concerns the document or the machine. */
const OF_A_PAGE = new Set(['too-complex', 'reader-failed', 'reader-timeout']);

/** A process may also end because the machine is busy or short of memory, which is not the page's fault. */
const TRIES_PER_PAGE = 2;

/**
 * Recognises pages of a PDF. One process reads them in order. If a page ends it or exceeds the time limit, a new process
 * continues with that page; a page that does so twice is marked `unread`.
 */
export async function recognisePages(of: RecognitionRequest, context: RecognitionContext): Promise<readonly PageText[]> {
  return await new PageRecognition(of, context).all();
}

class PageRecognition {
  readonly #done = new Map<number, PageText>();
  readonly #failures = new Map<number, number>();
  readonly #parts: PartStore;
  #current: number | undefined;
  #writing: Promise<void> = Promise.resolve();
  #unreadPages = 0;

  constructor(
    private readonly of: RecognitionRequest,
    private readonly context: RecognitionContext,
  ) {
    this.#parts = context.parts ?? noParts;
  }

  async all(): Promise<readonly PageText[]> {
    const { of, context } = this;
    for (const page of of.pages) await this.#takeKept(page);
    const data = join(context.scratch, 'language-data');
    if (this.#remainingPages().length > 0) await gatherLanguageData(of.engine.data, of.languages, data);
    for (let left = this.#remainingPages(); left.length > 0; left = this.#remainingPages()) await this.#round(left, data);
    return of.pages.flatMap((page) => this.#done.get(page) ?? []);
  }

  #atWork(): number | undefined {
    return this.#current;
  }

  #remainingPages(): readonly number[] {
    return this.of.pages.filter((page) => !this.#done.has(page));
  }

  async #takeKept(page: number): Promise<void> {
    const stored = parsePageText((await this.#parts.load(this.#partName(page))) ?? '');
    if (stored?.page === page) this.#done.set(page, stored);
  }

  /** Includes engine and languages, because others would read the page differently. */
  #partName(page: number): string {
    return [`page-${String(page)}`, this.of.engine.id.replaceAll('.', '-'), ...this.of.languages].join('-');
  }

  async #round(pages: readonly number[], dataFolder: string): Promise<void> {
    this.#current = undefined;
    const clock = new PageDeadline(this.context.pageTimeMs ?? documentLimits.pageTimeMs, this.context.signal);
    try {
      await this.#read(pages, dataFolder, clock);
      await this.#writing;
    } catch (error) {
      await this.#writing;
      throwIfAborted(this.context.signal);
      const code = codeOf(error) ?? '';
      const isOfPage = clock.ranOut || (OF_A_PAGE.has(code) && kindOf(error) !== undefined);
      const page = this.#atWork();
      if (page === undefined || !isOfPage) throw error;
      await this.#fail(page, clock.ranOut ? 'reader-timeout' : code);
    } finally {
      clock.stop();
    }
  }

  async #read(pages: readonly number[], dataFolder: string, clock: PageDeadline): Promise<void> {
    const { of, context } = this;
    const folder = join(context.scratch, 'pages');
    await mkdir(folder, { recursive: true });
    const { recogniser } = of.engine;
    const pageMs = context.pageTimeMs ?? documentLimits.pageTimeMs;
    await runIsolated(
      readPagesTask,
      { path: of.path, pages, folder, recogniser, languages: of.languages, dataFolder, maxPixels: of.maxPixels },
      {
        scratch: context.scratch,
        signal: clock.signal,
        timeLimitMs: START_MS + pages.length * pageMs,
        cpuSeconds: Math.ceil(((START_MS + pages.length * pageMs) / 1_000) * countCoresPerDocument()),
        onNote: (note) => {
          clock.restart();
          if ('began' in note) this.#current = note.began;
          else this.#keepAfter(note.read, folder);
        },
      },
    );
  }

  #keepAfter(page: number, folder: string): void {
    this.#writing = this.#writing.then(async () => {
      const text = parsePageText(await readFile(join(folder, pageFileName(page)), 'utf8'));
      if (text?.page === page) await this.#keep(text);
    });
    // The promise is awaited at the end of the round; until then it must not count as an unhandled rejection.
    this.#writing.catch(() => undefined);
  }

  async #keep(text: PageText): Promise<void> {
    this.#done.set(text.page, text);
    await this.#parts.save(this.#partName(text.page), JSON.stringify(text));
    this.context.onPage?.(this.#done.size);
  }

  async #fail(page: number, reason: string): Promise<void> {
    const failures = (this.#failures.get(page) ?? 0) + 1;
    this.#failures.set(page, failures);
    if (failures < TRIES_PER_PAGE) return;
    this.#unreadPages += 1;
    if (this.#unreadPages > MAX_LOST)
      throw new PermanentError('too-complex', `More than ${String(MAX_LOST)} pages exceed the time or memory limit of a page`);
    if (!this.#done.has(page)) await this.#keep({ page, source: 'unread', text: '', reason });
  }
}

/** Aborts the reading process when it reports nothing for the time limit of one page. */
class PageDeadline {
  readonly #controller = new AbortController();
  readonly #onAbort = (): void => {
    this.#controller.abort();
  };
  #timer: NodeJS.Timeout;
  ranOut = false;

  constructor(
    private readonly pageTimeMs: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.#timer = this.#start(START_MS + pageTimeMs);
    if (outer?.aborted === true) throw new AbortError(outer);
    outer?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start(this.pageTimeMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.outer?.removeEventListener('abort', this.#onAbort);
  }

  #start(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.ranOut = true;
      this.#controller.abort();
    }, ms);
  }
}
