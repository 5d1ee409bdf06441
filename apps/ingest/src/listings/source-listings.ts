import {
  FILE_NOT_REACHED,
  PermanentError,
  type CheckItem,
  type SourceConfig,
  type SourceError,
  type LocatedFile,
  type SourceListReply,
  type SourceLocateReply,
  type SourceLocateRequest,
  type SourceListRequest,
  type SourceRetireReply,
  type SourceRetireRequest,
  type SourceTakeReply,
  type SourceTakeRequest,
  type SourceTest,
  type SourceTestReport,
  type SourceTypesReply,
} from '@throughline/contracts';
import type { ListedSourceType, SourceLister } from '../kit/source-lister.js';
import { describeError, toSourceError } from './source-error.js';
import type { StoredItems } from './stored-items.js';
import { TimeLimit, type SharedTime } from './time-limit.js';

/** The gateway waits longer for each answer. */
const ANSWER_MS = 20_000;

/** Looks at one file below a folder of the operator. Throws expected problems. */
export type FileLocator = (file: SourceLocateRequest['files'][number]) => Promise<LocatedFile>;

const notReached = (done: number, total: number): SourceError => ({
  code: FILE_NOT_REACHED,
  message: `Nobody has looked for the file yet: the folders are slow, and ${String(done)} of ${String(total)} files were looked for in time`,
});

type Answer<T> = { v: 1; result: T } | { v: 1; error: { code: string; message: string } };

/** Answers the gateway's requests about the sources of users. */
export class SourceListings {
  readonly #limit: TimeLimit;

  constructor(
    private readonly types: Readonly<Record<string, ListedSourceType>>,
    private readonly stored: Pick<StoredItems, 'take'>,
    private readonly locateFile: FileLocator,
    startDeadline = (): AbortSignal => AbortSignal.timeout(ANSWER_MS),
  ) {
    this.#limit = new TimeLimit(startDeadline);
  }

  list({ source, from, to, cursor, limit }: SourceListRequest, signal: AbortSignal): Promise<SourceListReply> {
    const request = {
      limit,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    return this.#answer(source, signal, (lister, over) => lister.list(request, over));
  }

  take({ source, external_id: externalId, asset_id: assetId }: SourceTakeRequest): Promise<SourceTakeReply> {
    return replyOf(() => this.stored.take(this.#open(source), { externalId, assetId }));
  }

  retire({ source, external_id: externalId }: SourceRetireRequest, signal: AbortSignal): Promise<SourceRetireReply> {
    return this.#answer(source, signal, (lister, over) => {
      if (lister.retire === undefined)
        throw new PermanentError('source-item-invalid', 'The items of this source stay as they are');
      return lister.retire(externalId, over);
    });
  }

  /**
   * One after the other, so that a folder that hangs occupies one thread. Files that nobody could look for in time get
   * `source-not-reached`: a further request can ask for them, and waits for the call that was in progress.
   */
  async locate({ files }: SourceLocateRequest, signal: AbortSignal): Promise<SourceLocateReply> {
    const located: LocatedFile[] = [];
    const deadline = this.#limit.start();
    const isDue = (): boolean => deadline.aborted;
    for (const file of files) {
      if (isDue()) break;
      const found = await this.#locate(file, signal, { deadline, isWhole: located.length === 0 });
      // Only the first file has the whole time, unless it waited for another call.
      if ('error' in found && found.error.code === FILE_NOT_REACHED) break;
      located.push(found);
    }
    const error = notReached(located.length, files.length);
    return { v: 1, files: files.map((_, index) => located[index] ?? { error }) };
  }

  async #locate(file: SourceLocateRequest['files'][number], signal: AbortSignal, time: SharedTime): Promise<LocatedFile> {
    const work = { place: `folder:${file.folder}`, name: file.path, run: () => this.locateFile(file) };
    const reply = await replyOf(() => this.#limit.withinShared(work, signal, time));
    return 'result' in reply ? reply.result : { error: reply.error };
  }

  close(): void {
    for (const { close } of Object.values(this.types)) close?.();
  }

  /** Lists the types that users can set up, with their forms. */
  listTypes(): SourceTypesReply {
    const types = Object.entries(this.types).flatMap(([type, { label, describe }]) => {
      const settings = describe();
      return settings === undefined ? [] : [{ type, label, settings }];
    });
    return { v: 1, types };
  }

  async test({ source, extent }: SourceTest, signal: AbortSignal): Promise<SourceTestReport> {
    const items: CheckItem[] = [];
    try {
      const lister = this.#open(source);
      items.push({ name: 'settings', result: 'ok', message: 'The settings are complete.' });
      if (extent === 'connection') items.push(...(await this.#probe(lister, signal)));
    } catch (error) {
      items.push({ name: 'settings', result: 'wrong', message: describeError(error) });
    }
    return { v: 1, items };
  }

  /** After a failed check, the others are unknown. */
  async #probe(lister: SourceLister, signal: AbortSignal): Promise<readonly CheckItem[]> {
    const items: CheckItem[] = [];
    for (const { name, confirms, run } of lister.probes()) {
      if (items.some(({ result }) => result !== 'ok')) {
        items.push({ name, result: 'unknown', message: 'Not tested, because of the problem above.' });
        continue;
      }
      try {
        await this.#limit.within(lister.place, signal, run);
        items.push({ name, result: 'ok', message: confirms });
      } catch (error) {
        items.push({ name, result: 'wrong', message: describeError(error) });
      }
    }
    return items;
  }

  #answer<T>(
    source: SourceConfig,
    signal: AbortSignal,
    work: (lister: SourceLister, signal: AbortSignal) => Promise<T>,
  ): Promise<Answer<T>> {
    return replyOf(() => {
      const lister = this.#open(source);
      return this.#limit.within(lister.place, signal, (over) => work(lister, over));
    });
  }

  #open({ type, settings, brings }: SourceConfig): SourceLister {
    const found = Object.hasOwn(this.types, type) ? this.types[type] : undefined;
    if (found !== undefined) return found.open(settings, brings);
    throw new PermanentError('source-misconfigured', `This server has no sources of the type '${type}'`);
  }
}

async function replyOf<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { v: 1, result: await work() };
  } catch (error) {
    const sourceError = toSourceError(error);
    if (sourceError === undefined) throw error;
    return { v: 1, error: sourceError };
  }
}
