import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, kindOf, PermanentError } from '@throughline/contracts';
import { AbortError, noParts, throwIfAborted, type PartStore } from '@throughline/media';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated } from '../isolated/run-isolated.js';
import { parsePageText, type PageText } from '../text/page-text.js';
import { coresPerDocument, type OcrEngine } from './engine.js';
import { gatherLanguageData } from './language-data.js';
import { pageFile, readPagesTask } from './task.js';

export interface Recognition {
  readonly path: string;
  readonly pages: readonly number[];
  readonly engine: OcrEngine;
  /** For each of them the engine has data. */
  readonly languages: readonly string[];
  readonly maxPixels: number;
}

export interface RecognitionContext {
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  /** Keeps pages that are read: a takeover goes on behind them. */
  readonly parts?: PartStore | undefined;
  readonly onPage?: (done: number) => void;
  readonly pageTimeMs?: number;
}

/** So many pages may be beyond their limits before the document as a whole is. */
const MOST_LOST = 20;
const START_MS = 30_000;
/** What a page may be refused for; anything else is about the document or the machine. */
const OF_A_PAGE = new Set(['too-complex', 'reader-failed', 'reader-timeout']);

/**
 * What is written on pages of a PDF. One process reads one after another; a page that takes it down, or its time, is said to be unread, and
 * another process goes on with the next one.
 */
export async function recognisePages(of: Recognition, context: RecognitionContext): Promise<readonly PageText[]> {
  return await new PageByPage(of, context).all();
}

class PageByPage {
  readonly #done = new Map<number, PageText>();
  readonly #parts: PartStore;
  #current: number | undefined;
  #kept: Promise<void> = Promise.resolve();
  #lost = 0;

  constructor(
    private readonly of: Recognition,
    private readonly context: RecognitionContext,
  ) {
    this.#parts = context.parts ?? noParts;
  }

  async all(): Promise<readonly PageText[]> {
    const { of, context } = this;
    for (const page of of.pages) await this.#takeKept(page);
    const data = join(context.scratch, 'language-data');
    if (this.#left().length > 0) await gatherLanguageData(of.engine.data, of.languages, data);
    for (let left = this.#left(); left.length > 0; left = this.#left()) await this.#round(left, data);
    return of.pages.flatMap((page) => this.#done.get(page) ?? []);
  }

  /** The page that was begun last in this round. */
  #atWork(): number | undefined {
    return this.#current;
  }

  #left(): readonly number[] {
    return this.of.pages.filter((page) => !this.#done.has(page));
  }

  async #takeKept(page: number): Promise<void> {
    const kept = parsePageText((await this.#parts.load(this.#partName(page))) ?? '');
    if (kept?.page === page) this.#done.set(page, kept);
  }

  /** With what it was read: another engine, or other languages, would read it otherwise. */
  #partName(page: number): string {
    return [`page-${String(page)}`, this.of.engine.id.replaceAll('.', '-'), ...this.of.languages].join('-');
  }

  async #round(pages: readonly number[], dataFolder: string): Promise<void> {
    this.#current = undefined;
    const clock = new PageClock(this.context.pageTimeMs ?? documentLimits.pageTimeMs, this.context.signal);
    try {
      await this.#read(pages, dataFolder, clock);
      await this.#kept;
    } catch (error) {
      await this.#kept;
      throwIfAborted(this.context.signal);
      const isOfPage = clock.ranOut || (OF_A_PAGE.has(codeOf(error) ?? '') && kindOf(error) !== undefined);
      const page = this.#atWork();
      if (page === undefined || !isOfPage) throw error;
      await this.#lose(page);
    } finally {
      clock.stop();
    }
  }

  async #read(pages: readonly number[], dataFolder: string, clock: PageClock): Promise<void> {
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
        cpuSeconds: Math.ceil(((START_MS + pages.length * pageMs) / 1_000) * coresPerDocument()),
        onNote: (note) => {
          clock.restart();
          if ('began' in note) this.#current = note.began;
          else this.#keepAfter(note.read, folder);
        },
      },
    );
  }

  #keepAfter(page: number, folder: string): void {
    this.#kept = this.#kept.then(async () => {
      const text = parsePageText(await readFile(join(folder, pageFile(page)), 'utf8'));
      if (text?.page === page) await this.#keep(text);
    });
    // It is awaited at the end of the round; until then it must not count as forgotten.
    this.#kept.catch(() => undefined);
  }

  async #keep(text: PageText): Promise<void> {
    this.#done.set(text.page, text);
    await this.#parts.save(this.#partName(text.page), JSON.stringify(text));
    this.context.onPage?.(this.#done.size);
  }

  async #lose(page: number): Promise<void> {
    this.#lost += 1;
    if (this.#lost > MOST_LOST)
      throw new PermanentError(
        'too-complex',
        `More than ${String(MOST_LOST)} pages take more time or memory than a page may take`,
      );
    if (!this.#done.has(page)) await this.#keep({ page, source: 'unread', text: '' });
  }
}

/** Ends the work where nothing was said for the time that one page may take. */
class PageClock {
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
