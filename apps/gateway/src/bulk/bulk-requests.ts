import type { CommandOutcome } from '@throughline/engine';
import type { Exchange } from '../commands/item-requests.js';
import type { Sender } from '../commands/owned-items.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { bulkAnswer, type BulkOutcome } from './bulk-result.js';
import { bulkWork, type BulkKind } from './bulk-work.js';
import type { Selection } from './bulk.dto.js';
import { selectItems } from './select-items.js';

export interface BulkRequest extends Pick<BulkKind, 'tell' | 'done' | 'passedOver'> {
  readonly body: Selection;
  readonly outcomes: readonly BulkOutcome[];
  readonly send: (sender: Sender, id: string) => Promise<CommandOutcome>;
}

export interface BulkRequestPorts {
  readonly queries: RecordingQueries;
  readonly once: IdempotentRequests;
  readonly onError: (error: unknown) => void;
}

/**
 * Carries out one command on many items. The id of each item's command follows from the request's key: whatever
 * breaks off in the middle is sent again as it was, and what had been done is found and not done twice.
 */
export class BulkRequests {
  constructor(private readonly ports: BulkRequestPorts) {}

  async carryOut({ request, reply }: Exchange, { body, outcomes, send, ...kind }: BulkRequest): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    let isDone = true;
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: async () => {
        const ids = await selectItems(sender.owner, body, this.ports.queries);
        const { onError } = this.ports;
        const results = await bulkWork(ids, { ...kind, send: (id) => send(sender, id), onError });
        isDone = results.every(({ outcome }) => outcome !== 'error');
        return jsonAnswer(200, bulkAnswer(outcomes, results));
      },
      isDone: () => isDone,
    });
    sendAnswer(reply, answer);
  }
}
