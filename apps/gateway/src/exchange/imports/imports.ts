import { readImportedCommits, type ImportedCommit } from '@throughline/contracts';
import { initialPersonal, isImporting, isPresent, type AssetState } from '@throughline/domain';
import type { AssetCommands, AssetImports, ImportProblem, ImportRefusal, ImportResult, LoadedAsset } from '@throughline/engine';
import { changesOf, type AdministrationLog } from '../../people/administration-log/index.js';
import type { Slots } from '../../batches/bulk/index.js';
import type { Principal } from '../../kit/http/access.js';
import { Problem, invalid, problemDocument, type FieldProblem } from '../../kit/http/problems/problem.js';
import type { ProblemCode } from '../../kit/http/problems/catalogue.js';
import type { ImportLibraries, ImportLibrary } from './import-libraries.js';
import type { ImportBatchBody, ImportOutcomeAnswer, ImportResultAnswer, ImportedItemBody } from './imports.dto.js';

/** Clocks of servers differ a little. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const CODES: Readonly<Record<ImportRefusal, ProblemCode>> = {
  'item-differs': 'import-differs',
  'item-changed': 'import-changed',
  gap: 'import-gap',
  'other-library': 'import-other-library',
  erased: 'import-erased',
  'too-long': 'import-too-long',
  'bad-event': 'invalid',
};

export interface ImportsPorts {
  readonly imports: AssetImports;
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly libraries: Pick<ImportLibraries, 'require'>;
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
  readonly requestId: string;
}

interface CheckedItem {
  /** The outcome if nobody else changes the item. */
  readonly outcome: ImportOutcomeAnswer;
  readonly store: () => Promise<ImportOutcomeAnswer>;
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
    const library = await this.ports.libraries.require(by, body.library);
    const context: BatchContext = { by: by.userId, library: library.id, requestId };
    const checked = await this.#each(body.items, (item, index) => this.#check(item, `/items/${String(index)}`, context));
    const outcomes = checked.map(({ outcome }) => outcome);
    if (body.dry_run === true) return { dry_run: true, items: outcomes };
    await this.#record(library, outcomes);
    const items = await this.#each(checked, ({ outcome, store }) => (isChange(outcome) ? store() : Promise.resolve(outcome)));
    return { dry_run: false, items };
  }

  /** Waits for all items, also if one fails: a retry must not meet those that are still being stored. */
  async #each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<readonly R[]> {
    const settled = await Promise.allSettled(items.map((item, index) => this.ports.slots.use(() => work(item, index))));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  /**
   * Records the batch before its first commit is stored, so that a crash cannot leave an import without an entry. So the counts are
   * those of the check: a crash, or another request, may let fewer commits arrive.
   */
  async #record({ id, name }: ImportLibrary, outcomes: readonly ImportOutcomeAnswer[]): Promise<void> {
    if (!outcomes.some(isChange)) return;
    const counts = {
      items_planned: outcomes.filter(isChange).length,
      items_unchanged: outcomes.filter(({ outcome }) => outcome === 'unchanged').length,
      items_refused: outcomes.filter(({ outcome }) => outcome === 'refused').length,
      commits_planned: outcomes.reduce((sum, { commits }) => sum + commits, 0),
    };
    await this.ports.log.record({
      kind: 'library.items_imported',
      subject: { type: 'library', id, name },
      libraryId: id,
      changes: changesOf(undefined, counts),
    });
  }

  async #check(item: ImportedItemBody, pointer: string, context: BatchContext): Promise<CheckedItem> {
    const read = readImportedCommits(item.id, item.events);
    if ('fault' in read) {
      const { index, pointer: inner, message } = read.fault;
      return toRefused(refuse(item, badEvent(item, `${pointer}/events`, { index, pointer: inner, message }), context));
    }
    const { commits } = read;
    const { id: assetId, after } = item;
    const latest = this.ports.now().getTime() + CLOCK_TOLERANCE_MS;
    const batch = { assetId, library: context.library, commits, latest, ...(after === undefined ? {} : { after }) };
    const { result, store } = await this.ports.imports.check(batch);
    const answer = (settled: ImportResult): ImportOutcomeAnswer =>
      'problem' in settled
        ? refuse(item, toItemProblem(item, `${pointer}/events`, { commits, problem: settled.problem }), context)
        : toOutcome(item, settled);
    return {
      outcome: answer(result),
      store: async () => {
        const stored = await store();
        if (!('problem' in stored) && hasToEnd(item, stored.state)) await this.#end(assetId, stored, context);
        return answer(stored);
      },
    };
  }

  /** Stops the run that the other system left open. */
  async #end(id: string, { state, revision }: Pick<LoadedAsset, 'state' | 'revision'>, { by }: BatchContext): Promise<void> {
    await this.ports.commands.execute(
      id,
      { type: 'EndImport', by, now: this.ports.now().toISOString() },
      { commandId: END, actor: { kind: 'user', id: by }, correlationId: id },
      // The history was just folded. The command needs no texts.
      { state, personal: initialPersonal, revision },
    );
  }
}

const toRefused = (outcome: ImportOutcomeAnswer): CheckedItem => ({ outcome, store: () => Promise.resolve(outcome) });

const isChange = ({ outcome }: ImportOutcomeAnswer): boolean => outcome === 'imported' || outcome === 'in-progress';

/** Returns true if this is the last batch, and the other system has left a run open. */
const hasToEnd = ({ complete }: ImportedItemBody, state: AssetState): boolean =>
  complete === true && isPresent(state) && isImporting(state);

function toOutcome(item: ImportedItemBody, { stored, state }: Exclude<ImportResult, { problem: unknown }>): ImportOutcomeAnswer {
  const { id, complete } = item;
  if (stored === 0 && !hasToEnd(item, state)) return { id, outcome: 'unchanged', commits: 0 };
  return { id, outcome: complete === true ? 'imported' : 'in-progress', commits: stored };
}

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
