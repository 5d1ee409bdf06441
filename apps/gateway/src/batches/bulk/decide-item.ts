import { setTimeout } from 'node:timers/promises';
import { kindOf } from '@throughline/contracts';
import type { CommandOutcome, LoadedAsset, OutcomePreview } from '@throughline/engine';
import type { EventStore, Position, Revision } from '@throughline/event-store';
import type { ProblemCode } from '../../kit/http/problems/catalogue.js';
import { toProblem } from '../../kit/http/problems/from-error.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { effectOf, effectOfProblem, refusedForAll, type CommandForMany, type CommandOnItem } from '../../items/index.js';
import type { BulkBody, CommandSender, ItemEffect, ItemServices, OwnedItems, QuotaWaitItem } from '../../items/index.js';
import { nameOf } from '../../people/quotas/index.js';
import type { BulkItem, BulkPhase, ItemFinding } from './bulk-command.js';

/** A command that other writers overtook has stored nothing, and is sent again up to this many times. */
const BUSY_TRIES = 3;
const BUSY_WAIT_MS = 50;

/** Problems of a service that every item needs. The item is tried again; its command's id finds what was stored. */
const OUTAGES: ReadonlySet<ProblemCode> = new Set(['unavailable', 'outcome-unknown', 'log-restored', 'storage-full']);

/** Returns true if the items have to wait until a required service is available again. */
export const isOutage = (error: unknown): boolean => kindOf(error) === 'outage' || OUTAGES.has(toProblem(error).code);

/** The error of an item that says that a required service is unavailable, so that all items have to wait. */
export class OutageError extends Error {
  readonly kind = 'outage';
  constructor(cause: unknown) {
    super('a required service is unavailable', { cause });
    this.name = 'OutageError';
  }
}

/** A command of a bulk command, or of a run of a job, that is decided item by item. */
export interface CommandToDecide {
  readonly phase: BulkPhase;
  readonly sender: CommandSender;
  readonly command: CommandForMany;
  readonly items: Pick<OwnedItems, 'send' | 'preview'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly onChanged: (asset: LoadedAsset) => void;
  readonly onError: (error: unknown) => void;
}

interface BodyOfLibrary {
  readonly read: () => BulkBody;
  readonly owner: string;
}

/** Builds the command for all items. One that cannot be built is refused for each item. Otherwise the work would never end. */
export async function buildForAll(
  commands: Pick<ItemServices['commands'], 'of'>,
  action: string,
  { read, owner }: BodyOfLibrary,
): Promise<CommandForMany> {
  try {
    return await commands.of(action, read(), owner);
  } catch (error) {
    if (isOutage(error)) throw error;
    return refusedForAll(action, toProblem(error));
  }
}

const WORDS = {
  preview: { changed: 'change', skipped: 'skip', refused: 'refuse', error: 'error' },
  run: { changed: 'changed', skipped: 'skipped', refused: 'refused', error: 'error' },
} as const;

export const toFinding = (
  { position, phase }: { readonly position: number; readonly phase: BulkPhase },
  { effect, ...finding }: ItemEffect,
  revision?: string,
): ItemFinding => ({
  position,
  word: WORDS[phase][effect],
  finding,
  revision,
});

const isRepeated = (outcome: OutcomePreview | CommandOutcome): outcome is CommandOutcome & { readonly kind: 'accepted' } =>
  'duplicate' in outcome && outcome.duplicate;

async function retryWhileBusy<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (tries === BUSY_TRIES || toProblem(error).code !== 'busy') throw error;
      await setTimeout(BUSY_WAIT_MS);
    }
  }
}

/** Returns the effect of a command that threw. Throws an `OutageError` if no item could be decided now. */
export function effectOfError(error: unknown, onError: (error: unknown) => void): ItemEffect {
  if (isOutage(error)) throw new OutageError(error);
  const problem = toProblem(error);
  if (problem.status >= 500) onError(error);
  return effectOfProblem(problem);
}

/** Has no amounts of the item, so that items that wait for the same quota are counted together. */
const describeWait = ({ quota, needed, limit, renews_on }: QuotaWaitItem): string =>
  needed > limit
    ? `It needs more ${nameOf(quota)} than the quota of a month, so it would wait until an administrator raises the limit.`
    : `It would wait for the quota of ${nameOf(quota)}, which renews on ${renews_on} (UTC).`;

/** Returns the effect that a command would have, with the quota that its item would wait for. */
function foreseeEffect(outcome: OutcomePreview, command: CommandForMany): ItemEffect {
  const effect = effectOf(outcome, command, 'preview');
  const wait = outcome.kind === 'accepted' ? command.foresee?.(outcome.asset.state) : undefined;
  return hasValue(wait) ? { ...effect, code: 'waits-for-quota', detail: `${effect.detail} ${describeWait(wait)}` } : effect;
}

const usesOf = (outcome: OutcomePreview, { usedParts }: CommandForMany): Pick<ItemFinding, 'uses'> =>
  usedParts === undefined ? {} : { uses: usedParts(outcome) };

/**
 * Decides the command for one item, and carries it out in phase `run`. A refusal or an internal error is the item's own
 * finding. Throws an `OutageError` if no item could be decided now.
 */
export async function decideItem(
  { position, itemId }: Pick<BulkItem, 'position' | 'itemId'>,
  toDecide: CommandToDecide,
): Promise<ItemFinding> {
  const { phase, sender, command, items, onError } = toDecide;
  let decidedOn: Revision | undefined;
  const build = command.build(sender, itemId);
  const observed: CommandOnItem = (context, state, revision, personal) => {
    decidedOn = revision;
    return build(context, state, revision, personal);
  };
  try {
    await command.beforehand?.(sender, itemId);
    const outcome = await retryWhileBusy<OutcomePreview | CommandOutcome>(() =>
      phase === 'preview'
        ? items.preview(sender, itemId, observed, command)
        : items.send(sender, itemId, observed, { givesUp: command.givesUp, isSeen: false }),
    );
    if (phase === 'run' && outcome.kind === 'accepted') toDecide.onChanged(outcome.asset);
    if (isRepeated(outcome)) decidedOn = await findDecidedRevision(toDecide.history, itemId, outcome.position);
    else if (outcome.kind !== 'accepted') decidedOn = outcome.asset.revision;
    const found = (effect: ItemEffect): ItemFinding => toFinding({ position, phase }, effect, decidedOn);
    return phase === 'run'
      ? found(effectOf(outcome, command, 'send'))
      : { ...found(foreseeEffect(outcome, command)), ...usesOf(outcome, command) };
  } catch (error) {
    return toFinding({ position, phase }, effectOfError(error, onError), decidedOn);
  }
}

/** Returns the revision on which a command was decided whose commit an earlier attempt has stored. */
async function findDecidedRevision(
  history: Pick<EventStore, 'load'>,
  itemId: string,
  position: Position,
): Promise<Revision | undefined> {
  const { commits } = await history.load(itemId);
  return commits.find((stored) => stored.position === position)?.expected;
}
