import type { AssetState, Command } from '@throughline/domain';
import type {
  AssetCommands,
  CommandMeta,
  CommandOutcome,
  LoadedAsset,
  PreviewedOutcome,
  QuarantineActs,
} from '@throughline/engine';
import { Problem, notFound } from '../problems/problem.js';
import type { ShownPositions } from '../positions/shown-positions.js';
import type { HeldAt } from '../recordings/held.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';

/** Who asks, and under which id the answer is found again. */
export interface Sender {
  readonly by: string;
  /** Whose items they are. */
  readonly owner: string;
  readonly commandId: string;
}
/** What every command of a person says. */
export interface Asked {
  readonly now: string;
  readonly by: string;
}

export type CommandOnItem = (asked: Asked, state: AssetState) => Command;

export interface OwnedItemsPorts {
  readonly queries: Pick<RecordingQueries, 'known'>;
  readonly commands: Pick<AssetCommands, 'execute' | 'preview' | 'load'>;
  readonly acts: Pick<QuarantineActs, 'carryOut' | 'preview'>;
  readonly now: () => Date;
  readonly shown: ShownPositions;
}

/** Commands of people on items of the library that they work in. */
export class OwnedItems {
  constructor(private readonly ports: OwnedItemsPorts) {}

  /** What becomes of it is decided by the domain, from the log; the command may depend on the very state that it is decided on. */
  async send(
    sender: Sender,
    id: string,
    command: CommandOnItem,
    { givesUp = false }: { readonly givesUp?: boolean } = {},
  ): Promise<CommandOutcome> {
    const [decided, meta] = this.asked(sender, command);
    const parked = await this.requireFor(sender.owner, id, givesUp);
    const outcome = await (parked === undefined
      ? this.ports.commands.execute(id, decided, meta)
      : this.ports.acts.carryOut(id, { command: decided, parkedAt: parked.commitId }, meta));
    this.ports.shown.ofLog(sender.owner, outcome.asset.revision);
    return outcome;
  }

  /** The outcome that `send` would have now. Changes nothing. */
  async preview(
    sender: Sender,
    id: string,
    command: CommandOnItem,
    { givesUp = false }: { readonly givesUp?: boolean } = {},
  ): Promise<PreviewedOutcome> {
    const [decided, meta] = this.asked(sender, command);
    const parked = await this.requireFor(sender.owner, id, givesUp);
    return parked === undefined
      ? this.ports.commands.preview(id, decided, meta)
      : this.ports.acts.preview(id, { command: decided, parkedAt: parked.commitId }, meta);
  }

  /**
   * Rows say whose it is and what is parked; nobody decides on them, as a row can be edited by hand.
   * Returns where the item is parked, if all that is asked is to give it up. What is shown of it is its last good state: nobody may decide
   * on that.
   */
  private async requireFor(owner: string, id: string, givesUp: boolean): Promise<HeldAt | undefined> {
    const { held } = await this.ports.queries.known(owner, id);
    if (held !== undefined && !(held.held === 'quarantined' && givesUp)) throw new Problem(held.held);
    return held;
  }

  /** The item as the log has it, for who wants to know what a command would do. */
  async look({ by, owner }: Omit<Sender, 'commandId'>, id: string): Promise<LoadedAsset & Asked> {
    await this.requireFor(owner, id, false);
    const loaded = await this.ports.commands.load(id);
    if (loaded === undefined) throw notFound();
    return { ...loaded, now: this.ports.now().toISOString(), by };
  }

  private asked({ by, commandId }: Sender, command: CommandOnItem): [(state: AssetState) => Command, CommandMeta] {
    const asked = { now: this.ports.now().toISOString(), by };
    return [(state) => command(asked, state), { commandId, actor: { kind: 'user', id: by }, correlationId: commandId }];
  }
}
