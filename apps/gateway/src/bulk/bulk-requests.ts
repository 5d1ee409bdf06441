import type { ItemNoun } from '@throughline/domain';
import type { CommandOutcome } from '@throughline/engine';
import type { Exchange } from '../commands/item-requests.js';
import type { Sender } from '../commands/owned-items.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { bulkAnswer, type BulkOutcome } from './bulk-result.js';
import { bulkWork, type BulkKind } from './bulk-work.js';
import { selectItems, type Selection } from './select-items.js';

export interface BulkRequest extends Pick<BulkKind, 'tell' | 'done' | 'passedOver'> {
  /** What the Idempotency-Key stands for, beside method and path. */
  readonly body: object;
  readonly selection: Selection;
  readonly outcomes: readonly BulkOutcome[];
  readonly send: (sender: Sender, id: string) => Promise<CommandOutcome>;
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

  get noun(): ItemNoun {
    return this.ports.noun ?? 'recording';
  }

  async carryOut({ request, reply }: Exchange, { body, selection, outcomes, send, ...kind }: BulkRequest): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    let isDone = true;
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: async () => {
        const ids = await selectItems(sender.owner, selection, { queries: this.ports.queries, noun: this.noun });
        const { onError } = this.ports;
        const results = await bulkWork(ids, { ...kind, send: (id) => send(sender, id), onError });
        isDone = results.every(({ outcome }) => outcome !== 'error');
        return jsonAnswer(200, bulkAnswer(this.noun, outcomes, results));
      },
      isDone: () => isDone,
    });
    sendAnswer(reply, answer);
  }
}
