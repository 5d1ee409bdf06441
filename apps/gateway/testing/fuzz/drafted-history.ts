import { newId, type AssetEvent, type Commit } from '@throughline/contracts';
import { decide, foldCommit, initialState, type AssetState, type Command } from '@throughline/domain';
import { NO_REVISION, type EventStore } from '@throughline/event-store';
import type { CommandMeta } from '@throughline/engine';

type Draft = Pick<Commit, 'actor' | 'correlationId'> & { readonly events: AssetEvent[] };

/**
 * Decides commands on a new item, and stores their events together: one commit for the commands that an actor gives in a row.
 * Worlds have thousands of items, and to store and project each command takes most of the time.
 */
export class DraftedHistory {
  #state: AssetState = initialState;
  #revision = NO_REVISION;
  #drafts: Draft[] = [];

  constructor(
    private readonly log: Pick<EventStore, 'append'>,
    private readonly assetId: string,
  ) {}

  load(): Promise<{ readonly state: AssetState }> {
    return Promise.resolve({ state: this.#state });
  }

  /** Returns what is not stored yet, and `undefined` if a part is stored. */
  get drafts(): string | undefined {
    return this.#revision === NO_REVISION ? JSON.stringify(this.#drafts) : undefined;
  }

  /** Takes the drafts of another item. Only `store` may follow. */
  copy(drafts: string): void {
    this.#drafts = JSON.parse(drafts) as Draft[];
  }

  /** Throws if the command is refused. */
  execute(_assetId: string, command: Command, { actor, correlationId }: CommandMeta): Promise<void> {
    const decision = decide(this.#state, command);
    if ('rejected' in decision) throw new Error(`${command.type} was refused: ${decision.rejected.detail}`);
    const { events } = decision;
    this.#state = foldCommit(this.#state, { assetId: this.assetId, commit: commitOf({ actor, correlationId, events }) });
    const last = this.#drafts.at(-1);
    if (last?.actor.kind === actor.kind && last.actor.id === actor.id) last.events.push(...events);
    else this.#drafts.push({ actor, correlationId, events: [...events] });
    return Promise.resolve();
  }

  /** Stores all that has not been stored. */
  async store(): Promise<void> {
    const drafts = this.#drafts;
    this.#drafts = [];
    for (const draft of drafts)
      ({ revision: this.#revision } = await this.log.append(this.assetId, commitOf(draft), this.#revision));
  }
}

const commitOf = (draft: Omit<Draft, 'events'> & { readonly events: readonly AssetEvent[] }): Commit => {
  const id = newId();
  return { ...draft, id, at: new Date().toISOString(), causationId: id };
};
