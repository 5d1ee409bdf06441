import { readImportedCommits, type ImportedCommit } from '@throughline/contracts';
import { isImporting, isPresent, type AssetState } from '@throughline/domain';
import type { AssetCommands, AssetImports, ImportProblem, ImportRefusal, ImportResult } from '@throughline/engine';
import { changesOf, type AdministrationLog } from '../administration-log/index.js';
import type { Slots } from '../bulk/index.js';
import type { Principal } from '../http/access.js';
import { Problem, invalid, problemDocument, type FieldProblem } from '../http/problems/problem.js';
import type { ProblemCode } from '../http/problems/catalogue.js';
import type { LibraryStore } from '../people/index.js';
import type { ImportBatchBody, ImportOutcomeAnswer, ImportResultAnswer, ImportedItemBody } from './imports.dto.js';

/** Clocks of servers differ a little. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const CODES: Readonly<Record<ImportRefusal, ProblemCode>> = {
  'item-differs': 'import-differs',
  'item-changed': 'import-changed',
  'other-library': 'import-other-library',
  erased: 'import-erased',
  'too-many-commits': 'import-too-long',
  'bad-event': 'invalid',
};

export interface ImportsPorts {
  readonly imports: AssetImports;
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly libraries: Pick<LibraryStore, 'find'>;
  readonly log: AdministrationLog;
  /** Limits the items that are stored at once, so that requests of people find room. */
  readonly slots: Slots;
  readonly now: () => Date;
}

/** The command that ends the import of an item. A repeated one finds its own commit. */
const END = 'end-import';

interface BatchContext {
  /** The id of the user. */
  readonly by: string;
  readonly library: string;
  readonly isDryRun: boolean;
  readonly requestId: string;
  /** Records the import, once for all items. */
  readonly record: () => Promise<void>;
}

/** A token of another library than the personal one stands for its user in that library only (ADR 87). */
const isOutOfReach = ({ credential, ownerId, userId }: Principal, library: string): boolean =>
  credential.kind === 'token' && ownerId !== userId && ownerId !== library;

/** Returns a function that calls `work` the first time, and its result from then on. */
function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
}

/** Returns the number of the first event of a commit among the events of its item. */
const firstEventOf = (commits: readonly ImportedCommit[], index: number): number =>
  commits.slice(0, index).reduce((sum, { commit }) => sum + commit.events.length, 0);

const eventId = (event: unknown): string => {
  const id = typeof event === 'object' && event !== null && 'id' in event ? event.id : undefined;
  return typeof id === 'string' && /^[\d.]{1,30}$/.test(id) ? ` ${id}` : '';
};

/** Stores batches of histories (ADR 116). */
export class Imports {
  constructor(private readonly ports: ImportsPorts) {}

  /** Throws if the service behind it is unavailable: then the client sends the batch again. */
  async store(by: Principal, body: ImportBatchBody, requestId: string): Promise<ImportResultAnswer> {
    requireEachOnce(body.items);
    const library = await this.#requireLibrary(by, body.library ?? by.ownerId);
    const context: BatchContext = {
      by: by.userId,
      library: library.id,
      isDryRun: body.dry_run === true,
      requestId,
      record: once(() =>
        this.ports.log.record({
          kind: 'library.items_imported',
          subject: { type: 'library', id: library.id, name: library.name },
          libraryId: library.id,
          changes: changesOf(undefined, { items: body.items.length }),
        }),
      ),
    };
    const settled = await Promise.allSettled(
      body.items.map((item, index) => this.ports.slots.use(() => this.#storeItem(item, `/items/${String(index)}`, context))),
    );
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const items = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    return { dry_run: context.isDryRun, items };
  }

  async #requireLibrary(by: Principal, id: string): Promise<{ readonly id: string; readonly name: string }> {
    const library = isOutOfReach(by, id) ? undefined : await this.ports.libraries.find(id);
    if (library === undefined) throw invalid([{ pointer: '/library', message: 'must be the id of a library' }]);
    return library;
  }

  async #storeItem(item: ImportedItemBody, pointer: string, context: BatchContext): Promise<ImportOutcomeAnswer> {
    const read = readImportedCommits(item.id, item.events);
    if ('fault' in read) {
      const { index, pointer: inner, message } = read.fault;
      return refuse(item, badEvent(item, `${pointer}/events`, { index, pointer: inner, message }), context);
    }
    const result = await this.#carryOut(item, read.commits, context);
    if (!('problem' in result)) {
      const hasEnded = await this.#end(item, result.state, context);
      return { id: item.id, outcome: outcomeOf(item, result.stored > 0 || hasEnded), commits: result.stored };
    }
    return refuse(item, toItemProblem(item, `${pointer}/events`, { commits: read.commits, problem: result.problem }), context);
  }

  /** Stops the run that the other system left open, after the last batch. Returns true if there is one. */
  async #end({ id, complete }: ImportedItemBody, state: AssetState, { by, isDryRun }: BatchContext): Promise<boolean> {
    if (complete !== true || !isPresent(state) || !isImporting(state)) return false;
    if (!isDryRun)
      await this.ports.commands.execute(
        id,
        { type: 'EndImport', by, now: this.ports.now().toISOString() },
        { commandId: END, actor: { kind: 'user', id: by }, correlationId: id },
      );
    return true;
  }

  #carryOut(
    { id: assetId }: ImportedItemBody,
    commits: readonly ImportedCommit[],
    { library, isDryRun, record }: BatchContext,
  ): Promise<ImportResult> {
    const batch = { assetId, library, commits, latest: this.ports.now().getTime() + CLOCK_TOLERANCE_MS };
    return isDryRun ? this.ports.imports.preview(batch) : this.ports.imports.store(batch, record);
  }
}

const outcomeOf = ({ complete }: ImportedItemBody, hasChanged: boolean): ImportOutcomeAnswer['outcome'] => {
  if (!hasChanged) return 'unchanged';
  return complete === true ? 'imported' : 'in-progress';
};

function requireEachOnce(items: readonly ImportedItemBody[]): void {
  const ids = new Set<string>();
  const repeated = items.flatMap(({ id }, index): FieldProblem[] => {
    if (!ids.has(id)) {
      ids.add(id);
      return [];
    }
    return [{ pointer: `/items/${String(index)}/id`, message: 'must not be in the batch twice' }];
  });
  if (repeated.length > 0) throw invalid(repeated);
}

const badEvent = (
  { id, events }: ImportedItemBody,
  pointer: string,
  fault: { readonly index: number; readonly pointer: string; readonly message: string },
): Problem =>
  new Problem('invalid', {
    detail: `Item ${id}, event${eventId(events[fault.index])}: ${fault.pointer} ${fault.message}`.replace(/: +/, ': '),
    tryInstead: 'Correct the event, or leave the item out of the import.',
    errors: [{ pointer: `${pointer}/${String(fault.index)}${fault.pointer}`, message: fault.message }],
  });

function toItemProblem(
  item: ImportedItemBody,
  pointer: string,
  { commits, problem }: { readonly commits: readonly ImportedCommit[]; readonly problem: ImportProblem },
): Problem {
  const { code, commit, message } = problem;
  const index = firstEventOf(commits, commit ?? 0);
  if (code === 'bad-event') return badEvent(item, pointer, { index, pointer: '', message });
  const place = commit === undefined ? '' : `, event${eventId(item.events[index])}`;
  return new Problem(CODES[code], { detail: `Item ${item.id}${place}: ${message}.` });
}

const refuse = ({ id }: ImportedItemBody, problem: Problem, { requestId }: BatchContext): ImportOutcomeAnswer => ({
  id,
  outcome: 'refused',
  commits: 0,
  problem: problemDocument(problem, requestId),
});
