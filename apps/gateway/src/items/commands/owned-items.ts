import type { ArtifactStore } from '@throughline/artifact-store';
import { isPresent, type AssetState, type Command, type PersonalData } from '@throughline/domain';
import type {
  AssetCommands,
  CommandMeta,
  CommandOrBuilder,
  CommandOutcome,
  LoadedAsset,
  OutcomePreview,
  QuarantineCommands,
} from '@throughline/engine';
import type { Revision } from '@throughline/event-store';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import type { ClientPositions, UnreadableHistory } from '../../adapters/projection/index.js';
import type { ItemQueries } from '../read/item-queries.js';
import { decideOnStoredFiles } from './stored-files.js';

/** The caller, and the id under which a repeated command finds its first outcome. */
export interface CommandSender {
  readonly by: string;
  readonly owner: string;
  readonly commandId: string;
  /** Present if the command carries out the report of another system. */
  readonly report?: Required<Pick<CommandMeta, 'actor' | 'origin' | 'causationId'>>;
}
export interface CommandContext {
  readonly now: string;
  readonly by: string;
}

export type CommandOnItem = (context: CommandContext, state: AssetState, revision: Revision, personal: PersonalData) => Command;

export interface OwnedItemsPorts {
  readonly queries: Pick<ItemQueries, 'requireItem'>;
  readonly commands: Pick<AssetCommands, 'execute' | 'preview' | 'load'>;
  readonly acts: Pick<QuarantineCommands, 'carryOut' | 'preview'>;
  readonly artifacts: Pick<ArtifactStore, 'stat'>;
  readonly now: () => Date;
  readonly shown: ClientPositions;
}

export interface SendOptions {
  readonly givesUp?: boolean;
  /** False for work in the background: its caller tells later what clients have seen, so that their reads need not wait. */
  readonly isSeen?: boolean;
}

export class OwnedItems {
  constructor(private readonly ports: OwnedItemsPorts) {}

  /** Carries out a command. The domain decides it on the state in the log; the command may be built from that state. */
  async send(
    sender: CommandSender,
    id: string,
    command: CommandOnItem,
    { givesUp = false, isSeen = true }: SendOptions = {},
  ): Promise<CommandOutcome> {
    const [decided, meta] = this.buildCommand(sender, command);
    const parked = await this.requireFor(sender.owner, id, givesUp);
    const outcome = await decideOnStoredFiles(this.ports.artifacts, decided, (build) =>
      parked === undefined
        ? this.ports.commands.execute(id, build, meta)
        : this.ports.acts.carryOut(id, { command: build, parkedAt: parked.commitId }, meta),
    );
    if (isSeen) this.#markSeen(sender, outcome.asset);
    return outcome;
  }

  /** After a move, both libraries must see it. */
  #markSeen({ owner }: CommandSender, { state, revision }: LoadedAsset): void {
    this.ports.shown.ofLog(owner, revision);
    if (isPresent(state) && state.owner !== owner) this.ports.shown.ofLog(state.owner, revision);
  }

  /** Returns the outcome that `send` would have now. Changes nothing. */
  async preview(
    sender: CommandSender,
    id: string,
    command: CommandOnItem,
    { givesUp = false }: { readonly givesUp?: boolean } = {},
  ): Promise<OutcomePreview> {
    const [decided, meta] = this.buildCommand(sender, command);
    const parked = await this.requireFor(sender.owner, id, givesUp);
    return decideOnStoredFiles(this.ports.artifacts, decided, (build) =>
      parked === undefined
        ? this.ports.commands.preview(id, build, meta)
        : this.ports.acts.preview(id, { command: build, parkedAt: parked.commitId }, meta),
    );
  }

  /**
   * Checks owner and quarantine in the projected row; the command itself is decided on the log, as rows can be edited by hand.
   * Returns the position at which the item is quarantined, if `givesUp` allows the command. The item shown is then its last
   * good state.
   */
  private async requireFor(owner: string, id: string, givesUp: boolean): Promise<UnreadableHistory | undefined> {
    const { held } = await this.ports.queries.requireItem(owner, id);
    if (held !== undefined && !(held.kind === 'quarantined' && givesUp)) throw new Problem(held.kind);
    return held;
  }

  /** Loads the item from the log, for previews. */
  async look({ by, owner }: Omit<CommandSender, 'commandId'>, id: string): Promise<LoadedAsset & CommandContext> {
    await this.requireFor(owner, id, false);
    const loaded = await this.ports.commands.load(id);
    if (loaded === undefined || (isPresent(loaded.state) && loaded.state.owner !== owner)) throw notFound();
    return { ...loaded, now: this.ports.now().toISOString(), by };
  }

  /** The row may be older than a move to another library, so the library is checked on the state that the command is decided on. */
  private buildCommand({ by, owner, commandId, report }: CommandSender, command: CommandOnItem): [CommandOrBuilder, CommandMeta] {
    const context = { now: this.ports.now().toISOString(), by };
    return [
      (state, revision, personal) => {
        if (isPresent(state) && state.owner !== owner) throw notFound();
        return command(context, state, revision, personal);
      },
      { commandId, actor: { kind: 'user', id: by }, correlationId: commandId, ...report },
    ];
  }
}
