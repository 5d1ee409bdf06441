import type { AssetState, Command, PersonalData } from '@throughline/domain';
import type { CommandOutcome, LoadedAsset } from '@throughline/engine';
import type { Revision } from '@throughline/event-store';
import { commandIdOf, jsonAnswer, readKeyedRequest, type Exchange } from '../../kit/http/idempotency/http.js';
import type { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../../kit/http/idempotency/idempotency-store.js';
import { isDryRun } from '../../kit/http/requests/query-guard.js';
import type { RecordingItem } from '../read/item-view.js';
import { outcomeItem, hasScheduledWork, describeOutcome, renderPreview } from './outcome.js';
import type { OutcomeItem, OutcomeDescriber } from './outcome.js';
import type { CommandContext, CommandOnItem, OwnedItems, CommandSender } from './owned-items.js';

/** The item at the revision on which its command is decided. */
export interface CommandSubject {
  readonly sender: CommandSender;
  readonly state: AssetState;
  readonly revision: Revision;
  readonly personal: PersonalData;
}
export interface ItemRequest {
  readonly id: string;
  /** The body that the Idempotency-Key is bound to, besides method and path. */
  readonly body?: object;
  readonly command: (context: CommandContext, on: CommandSubject) => Command;
  readonly describer: OutcomeDescriber;
  /** The command deletes or erases the item, so it is allowed even if the history cannot be applied. */
  readonly givesUp?: true;
  /** Runs before the command, and before its preview. Throws if the request is refused. A repeated request does not run it again. */
  readonly beforehand?: () => Promise<void>;
  /** Runs after the command has succeeded, before the answer is sent. */
  readonly afterwards?: () => Promise<void>;
  /** Called after the command. False if the answer has texts that must not be kept for a repeated request. */
  readonly isAnswerStored?: () => boolean;
}
export type CommandAnswer<Item = RecordingItem> = Item & { readonly outcome: OutcomeItem };

export interface ItemRequestPorts<Item = RecordingItem> {
  readonly items: OwnedItems;
  readonly once: IdempotentRequests;
  readonly view: { renderLoaded(id: string, loaded: LoadedAsset): Promise<Item> };
  readonly path: string;
}

/** Carries out one command on one item, once for each Idempotency-Key. With `dry_run`, shows the effect instead. */
export class ItemRequests<Item extends object = RecordingItem> {
  constructor(private readonly ports: ItemRequestPorts<Item>) {}

  async carryOut({ request, reply }: Exchange, itemRequest: ItemRequest): Promise<void> {
    const keyed = readKeyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const command: CommandOnItem = (by, state, revision, personal) =>
      itemRequest.command(by, { sender, state, revision, personal });
    const how = { givesUp: itemRequest.givesUp === true };
    if (isDryRun(request)) {
      await itemRequest.beforehand?.();
      // Uses no Idempotency-Key, so that the real request can use the same one.
      void reply
        .status(200)
        .send(
          renderPreview(
            itemRequest.id,
            await this.ports.items.preview(sender, itemRequest.id, command, how),
            itemRequest.describer,
          ),
        );
      return;
    }
    const work = async (): Promise<StoredAnswer> => {
      await itemRequest.beforehand?.();
      const outcome = await this.ports.items.send(sender, itemRequest.id, command, how);
      const answer = await this.answer(itemRequest, outcome);
      await itemRequest.afterwards?.();
      return answer;
    };
    await this.ports.once.respond({ request, reply }, itemRequest.body, work, itemRequest.isAnswerStored);
  }

  private async answer({ id, describer }: ItemRequest, outcome: CommandOutcome): Promise<StoredAnswer> {
    const description = describeOutcome(outcome, describer, 'send');
    const body: CommandAnswer<Item> = {
      ...(await this.ports.view.renderLoaded(id, outcome.asset)),
      outcome: outcomeItem(description),
    };
    const etag = { etag: `"${outcome.asset.revision}"` };
    return hasScheduledWork(outcome)
      ? jsonAnswer(202, body, { ...etag, location: `${this.ports.path}/${id}` })
      : jsonAnswer(200, body, etag);
  }
}
