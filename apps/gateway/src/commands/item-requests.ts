import type { AssetState, Command } from '@throughline/domain';
import type { CommandOutcome, LoadedAsset } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import type { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../idempotency/idempotency-store.js';
import { isDryRun } from '../requests/query-guard.js';
import type { RecordingItem } from '../recordings/recording-view.js';
import { outcomeItem, startsWork, toldOf, type OutcomeItem, type Tell } from './outcome.js';
import type { Asked, CommandOnItem, OwnedItems, Sender } from './owned-items.js';
import { previewOf } from './preview.js';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
/** What is asked of one item. */
export interface ItemRequest {
  readonly id: string;
  /** What the Idempotency-Key stands for, beside method and path. */
  readonly body?: object;
  readonly command: (asked: Asked, on: { readonly sender: Sender; readonly state: AssetState }) => Command;
  readonly tell: Tell;
  /** It gives the item up, which can also be done where its history cannot be applied. */
  readonly givesUp?: true;
  /** What else is done once the command has succeeded, before the answer is given. */
  readonly afterwards?: () => Promise<void>;
}
export type CommandAnswer<Item = RecordingItem> = Item & { readonly outcome: OutcomeItem };

export interface ItemRequestPorts<Item = RecordingItem> {
  readonly items: OwnedItems;
  readonly once: IdempotentRequests;
  readonly view: { renderLoaded(id: string, loaded: LoadedAsset): Promise<Item> };
  /** Below it the items are found. */
  readonly path: string;
}

/** Carries out requests that are one command on one item, each once for its Idempotency-Key; with `dry_run` shows what they would do. */
export class ItemRequests<Item extends object = RecordingItem> {
  constructor(private readonly ports: ItemRequestPorts<Item>) {}

  async carryOut({ request, reply }: Exchange, asked: ItemRequest): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const command: CommandOnItem = (by, state) => asked.command(by, { sender, state });
    const how = { givesUp: asked.givesUp === true };
    if (isDryRun(request)) {
      // Takes up no Idempotency-Key: the command itself may come under the same one.
      void reply
        .status(200)
        .send(previewOf(asked.id, await this.ports.items.preview(sender, asked.id, command, how), asked.tell));
      return;
    }
    const answer = await this.ports.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(asked.body)),
      work: async () => {
        const outcome = await this.ports.items.send(sender, asked.id, command, how);
        const answer = await this.answer(asked, outcome);
        await asked.afterwards?.();
        return answer;
      },
    });
    sendAnswer(reply, answer);
  }

  /** The item as the command has made it, and what became of the request. */
  private async answer({ id, tell }: ItemRequest, outcome: CommandOutcome): Promise<StoredAnswer> {
    const told = toldOf(outcome, tell);
    const body: CommandAnswer<Item> = { ...(await this.ports.view.renderLoaded(id, outcome.asset)), outcome: outcomeItem(told) };
    const etag = { etag: `"${outcome.asset.revision}"` };
    return startsWork(outcome)
      ? jsonAnswer(202, body, { ...etag, location: `${this.ports.path}/${id}` })
      : jsonAnswer(200, body, etag);
  }
}
