import type { ItemNoun } from '@throughline/domain';
import type { PreviewedOutcome } from '@throughline/engine';
import type { Exchange } from '../commands/item-requests.js';
import type { Sender } from '../commands/owned-items.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { isDryRun } from '../requests/query-guard.js';
import { bulkAnswer, type BulkOutcome, type BulkResult } from './bulk-result.js';
import { bulkWork, type BulkKind } from './bulk-work.js';
import { selectItems, type Selection } from './select-items.js';

export interface BulkRequest extends Pick<BulkKind, 'tell' | 'done' | 'passedOver'> {
  /** What the Idempotency-Key stands for, beside method and path. */
  readonly body: object;
  readonly selection: Selection;
  readonly outcomes: readonly BulkOutcome[];
  readonly send: (sender: Sender, id: string, how: 'send' | 'preview') => Promise<PreviewedOutcome>;
}

export interface BulkRequestPorts {
  readonly queries: RecordingQueries;
  readonly once: IdempotentRequests;
  readonly onError: (error: unknown) => void;
  /** What the items are called; left out: recordings. */
  readonly noun?: ItemNoun;
}

/**
 * Carries out one command on many items. The id of each item's command follows from the request's key: whatever
 * breaks off in the middle is sent again as it was, and what had been done is found and not done twice.
 */
export class BulkRequests {
  constructor(private readonly ports: BulkRequestPorts) {}

  /** With `dry_run` nothing is changed, and no Idempotency-Key is taken up: the commands themselves may come under the same one. */
  async carryOut({ request, reply }: Exchange, asked: BulkRequest): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    if (isDryRun(request)) {
      const results = await this.results(sender, asked, 'preview');
      void reply.status(200).send({ dry_run: true, ...bulkAnswer(this.noun, asked.outcomes, results) });
      return;
    }
    let isDone = true;
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(asked.body)),
      work: async () => {
        const results = await this.results(sender, asked, 'send');
        isDone = results.every(({ outcome }) => outcome !== 'error');
        return jsonAnswer(200, bulkAnswer(this.noun, asked.outcomes, results));
      },
      isDone: () => isDone,
    });
    sendAnswer(reply, answer);
  }

  private get noun(): ItemNoun {
    return this.ports.noun ?? 'recording';
  }

  private async results(
    sender: Sender,
    { selection, send, ...kind }: BulkRequest,
    how: 'send' | 'preview',
  ): Promise<readonly BulkResult[]> {
    const { queries, onError } = this.ports;
    const ids = await selectItems(sender.owner, selection, { queries, noun: this.noun });
    return bulkWork(ids, { ...kind, send: (id) => send(sender, id, how), onError });
  }
}
