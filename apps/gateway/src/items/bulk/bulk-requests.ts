import type { ItemNoun } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import {
  commandIdOf,
  hashOfJson,
  jsonAnswer,
  readKeyedRequest,
  sendAnswer,
  type Exchange,
} from '../../kit/http/idempotency/http.js';
import type { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { isDryRun } from '../../kit/http/requests/query-guard.js';
import type { CommandMode } from '../commands/outcome.js';
import type { CommandSender } from '../commands/owned-items.js';
import type { ItemQueries } from '../read/item-queries.js';
import { bulkAnswer, runBulk, type BulkWork, type BulkOutcome, type BulkResult } from './bulk-work.js';
import { MAX_ITEMS, type Selection } from './bulk.dto.js';

const isEmpty = (filters: object): boolean => !Object.values(filters).some(hasValue);

/**
 * Returns the ids that a request selects. Filters are evaluated once, on the projected rows; the log decides what may happen to
 * each item.
 */
export async function selectItems(
  owner: string,
  { ids, filters, deleted = false }: Selection,
  { queries, noun, most }: { readonly queries: Pick<ItemQueries, 'matching'>; readonly noun: ItemNoun; readonly most: number },
): Promise<readonly string[]> {
  if (hasValue(ids) === hasValue(filters)) throw invalid([{ pointer: '', message: `must have either ${noun}_ids or filters` }]);
  if (hasValue(ids)) return ids;
  if (!hasValue(filters) || isEmpty(filters))
    throw invalid([{ pointer: '/filters', message: 'must contain at least one condition; the list shows the selected items' }]);
  const found = await queries.matching(owner, filters, { deleted, limit: most + 1 });
  if (found.length > most)
    throw invalid([
      { pointer: '/filters', message: `selects more than ${String(most)} items; add a condition, for example dates` },
    ]);
  return found;
}

type BulkSend = (sender: CommandSender, id: string, mode: CommandMode) => Promise<OutcomePreview>;

export interface BulkRequest extends Pick<BulkWork, 'done'> {
  /** The body that the Idempotency-Key is bound to, besides method and path. */
  readonly body: object;
  readonly selection: Selection;
  readonly outcomes: readonly BulkOutcome[];
  /** Throws if the body would be refused for every item. Not called for a repeated request, which gets its stored answer. */
  readonly prepare: () => Promise<Pick<BulkWork, 'describer' | 'passedOver'> & { readonly send: BulkSend }>;
}

export interface BulkRequestPorts {
  readonly queries: ItemQueries;
  readonly once: IdempotentRequests;
  readonly onError: (error: unknown) => void;
  readonly noun: ItemNoun;
}

/**
 * Carries out one command on many items. Each command's id derives from the request's key, so a client can repeat an
 * interrupted request: no item is changed twice.
 */
export class BulkRequests {
  constructor(private readonly ports: BulkRequestPorts) {}

  /** With `dry_run` nothing changes and no Idempotency-Key is used, so that the real request can use the same key. */
  async carryOut({ request, reply }: Exchange, bulk: BulkRequest): Promise<void> {
    const keyed = readKeyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    if (isDryRun(request)) {
      const results = await this.results(sender, bulk, 'preview');
      void reply.status(200).send({ dry_run: true, ...bulkAnswer(this.ports.noun, bulk.outcomes, results) });
      return;
    }
    let isDone = true;
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(bulk.body)),
      work: async () => {
        const results = await this.results(sender, bulk, 'send');
        isDone = results.every(({ outcome }) => outcome !== 'error');
        return jsonAnswer(200, bulkAnswer(this.ports.noun, bulk.outcomes, results));
      },
      isStored: () => isDone,
    });
    sendAnswer(reply, answer);
  }

  private async results(
    sender: CommandSender,
    { selection, prepare, done }: BulkRequest,
    mode: CommandMode,
  ): Promise<readonly BulkResult[]> {
    const { queries, noun, onError } = this.ports;
    const { send, ...kind } = await prepare();
    const ids = await selectItems(sender.owner, selection, { queries, noun, most: MAX_ITEMS });
    return runBulk(ids, { ...kind, done, send: (id) => send(sender, id, mode), mode, onError });
  }
}
