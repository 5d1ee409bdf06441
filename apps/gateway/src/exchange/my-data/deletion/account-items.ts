import { kindOf } from '@throughline/contracts';
import { isPresent, uploadOf, type Command } from '@throughline/domain';
import type { CommandOutcome } from '@throughline/engine';
import { isOutage } from '../../../batches/bulk/index.js';
import type { IdempotencyStore } from '../../../kit/http/idempotency/idempotency-store.js';
import { Problem } from '../../../kit/http/problems/problem.js';
import { ListQuery, type CommandContext, type ItemServices, type ItemSnapshot } from '../../../items/index.js';
import type { LibraryStore } from '../../../people/index.js';
import type { DeletionProgress } from './account-deletion.js';
import { isEnd, type LibraryPlan } from './plan.js';

/** The kinds of items, by their paths in the API. */
export const KINDS = ['recordings', 'documents', 'sessions'] as const;
export type OwnedKinds = Readonly<Record<(typeof KINDS)[number], Pick<ItemServices, 'queries' | 'items' | 'quotas' | 'runs'>>>;

export interface AccountItemsPorts {
  readonly items: OwnedKinds;
  readonly libraries: Pick<LibraryStore, 'find'>;
  readonly idempotency: Pick<IdempotencyStore, 'forget'>;
  readonly onProblem: (error: unknown) => void;
}

export interface ItemsRequest {
  readonly id: string;
  readonly by: string;
  readonly plan: readonly LibraryPlan[];
  /** Called when the items were counted, and after each item. It throws if the work must stop. */
  readonly onProgress: (progress: DeletionProgress) => Promise<void>;
}

export interface ItemsResult extends DeletionProgress {
  /** Items that this pass has erased or moved. */
  readonly changed: number;
}

const PAGE = 100;

const queryOf = (given: Partial<ListQuery>): ListQuery =>
  Object.assign(new ListQuery(), { sort: 'created_at', deleted: 'any', limit: PAGE, ...given });

/** Erases or moves the items of the libraries that end with an account. Everything may be done again. */
export class AccountItems {
  constructor(private readonly ports: AccountItemsPorts) {}

  /** Counts items, those with one of these statuses, or all. Erased ones are among them. */
  async count(libraries: readonly string[], status: readonly string[] = []): Promise<number> {
    const pages = libraries.flatMap((library) =>
      KINDS.map((kind) => this.ports.items[kind].queries.list(library, queryOf({ limit: 1, include: 'total', status }))),
    );
    return (await Promise.all(pages)).reduce((sum, { total = 0 }) => sum + total, 0);
  }

  /** Returns true if a library has an item that is not erased. */
  async hasContent(libraries: readonly string[]): Promise<boolean> {
    for (const library of libraries)
      for await (const { item } of this.#all(library)) if (item.asset.erasedAt === undefined) return true;
    return false;
  }

  /** An item that cannot be erased or moved stops only itself. */
  async process({ id, by, plan, onProgress }: ItemsRequest): Promise<ItemsResult> {
    const ended = plan.filter(isEnd);
    let result: ItemsResult = {
      items: 0,
      totalItems: await this.count(ended.map(({ library }) => library)),
      failedItems: 0,
      changed: 0,
    };
    await onProgress(result);
    for (const part of ended) {
      const library = part.action === 'move' ? await this.#requireTarget(part.to) : undefined;
      for await (const { kind, item } of this.#all(part.library)) {
        if (item.asset.erasedAt === undefined) {
          const sender = { by, owner: part.library, commandId: `account-deletion:${id}` };
          const isDone = await (
            library === undefined ? this.#erase(kind, item, sender) : this.#move(kind, item, { ...sender, to: library })
          ).catch((error: unknown) => this.#judge(error, item.id));
          result = isDone ? { ...result, changed: result.changed + 1 } : { ...result, failedItems: result.failedItems + 1 };
        }
        const items = result.items + 1;
        result = { ...result, items, totalItems: Math.max(items, result.totalItems ?? 0) };
        await onProgress(result);
      }
    }
    return result;
  }

  async *#all(library: string): AsyncGenerator<{ readonly kind: (typeof KINDS)[number]; readonly item: ItemSnapshot }> {
    for (const kind of KINDS) {
      for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        const page = await this.ports.items[kind].queries.list(library, queryOf(cursor === undefined ? {} : { cursor }));
        for (const item of page.recordings) yield { kind, item };
        cursor = page.nextCursor;
      }
    }
  }

  /** Members and settings of the target were checked with the plan; the library itself may have ended since then. */
  async #requireTarget(to: string): Promise<string> {
    if ((await this.ports.libraries.find(to)) === undefined) throw new Error(`the library ${to} does not exist`);
    return to;
  }

  async #erase(
    kind: (typeof KINDS)[number],
    { id }: ItemSnapshot,
    { by, owner, commandId }: { readonly by: string; readonly owner: string; readonly commandId: string },
  ): Promise<boolean> {
    const outcome = await this.ports.items[kind].items.send(
      { by, owner, commandId: `${commandId}:erase` },
      id,
      (context) => ({ type: 'EraseAsset', ...context }),
      { givesUp: true, isSeen: false },
    );
    await this.ports.idempotency.forget(id).catch(this.ports.onProblem);
    return isDone(outcome);
  }

  /** Ends the run first, because only an item at rest can move. */
  async #move(
    kind: (typeof KINDS)[number],
    { id, asset }: ItemSnapshot,
    {
      by,
      owner,
      commandId,
      to,
    }: { readonly by: string; readonly owner: string; readonly commandId: string; readonly to: string },
  ): Promise<boolean> {
    const { items, quotas, runs } = this.ports.items[kind];
    const send = (verb: string, build: (context: CommandContext) => Command): Promise<CommandOutcome> =>
      items.send({ by, owner, commandId: `${commandId}:${verb}` }, id, build, { isSeen: false });
    const { config } = await runs.library(owner);
    await quotas.requireRoomForItem({ owner: to, bytes: uploadOf(asset.source)?.size ?? 0 });
    await send('cancel', (context) => ({ type: 'CancelRun', ...context }));
    const offered = new Set(config.outputs.map(({ name }) => name));
    const outputs = isPresent(asset)
      ? asset.steps.flatMap(({ kind: step, output }) =>
          step === 'delivery' && output !== undefined && !offered.has(output.name) ? [output.name] : [],
        )
      : [];
    return isDone(await send('move', (context) => ({ type: 'TransferAsset', ...context, library: to, outputs })));
  }

  /** Throws if no item could be decided now. */
  #judge(error: unknown, id: string): false {
    if (isOutage(error) || kindOf(error) === 'lost-claim') throw error;
    if (!(error instanceof Problem)) this.ports.onProblem(new Error(`the item ${id} could not be deleted`, { cause: error }));
    return false;
  }
}

const isDone = ({ kind }: CommandOutcome): boolean => kind !== 'rejected';
