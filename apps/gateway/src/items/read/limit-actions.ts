import type { ActionItem, ItemState, RecordingItem } from '@throughline/domain';
import { Field } from '../../kit/http/fields.js';
import { problemKinds } from '../../kit/http/problems/catalogue.js';
import type { UnreadableKind } from '../../kit/http/problems/problem.js';
import { text, time, words } from '../../kit/http/schemas.js';
import type { UnreadableHistory } from '../../adapters/projection/index.js';

export const unreadableCode = words(
  ['undecodable', 'newer-schema', 'history-gap', 'fold-failed', 'unstorable'],
  'The kind of problem. `newer-schema`: a newer release wrote to the item, which continues after an upgrade.',
);
export const unreadableReason = text('Names kinds and fields, never content.');

/** The position and the reason of a history that cannot be applied. */
export class QuarantinePlace {
  @Field(text('The position in the log of the first commit that blocks the item.')) position!: string;
  @Field(unreadableCode) code!: string;
  @Field(unreadableReason) reason!: string;
  @Field(time('When that commit was stored.')) since!: string;
}

export const renderUnreadable = (at: UnreadableHistory | undefined): QuarantinePlace | null =>
  at === undefined ? null : { position: at.position, code: at.code, reason: at.reason, since: at.since };

export const isSameUnreadable = (a: UnreadableHistory | undefined, b: UnreadableHistory | undefined): boolean =>
  a?.kind === b?.kind && a?.position === b?.position;

/** The reason why no action is possible, as an answer to a request would give it. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly tryInstead: string;
}

/** Returns the refusal of each action on the item, equal to the answer to its request. */
function refusalOf(kind: UnreadableKind): Refusal {
  const { title, tryInstead } = problemKinds[kind];
  return { code: kind, reason: `${title}.`, tryInstead };
}

/** The state of an item, also of one whose history cannot be read. */
export type ShownState = Omit<ItemState, 'state'> & { readonly state: ItemState['state'] | 'unreadable' };

/** The projection lists a deleted item among the deleted ones, also if its history cannot be read. */
export const limitState = ({ state, state_reason }: ItemState, kind: UnreadableKind | undefined): ShownState =>
  kind === undefined || state === 'deleted'
    ? { state, state_reason }
    : { state: 'unreadable', state_reason: refusalOf(kind).reason };

/** Actions that a quarantined item still allows. */
const GIVING_UP: ReadonlySet<string> = new Set(['delete', 'erase']);

export const refuseActions = (actions: readonly ActionItem[], refusal: Refusal): readonly ActionItem[] =>
  actions.map(({ action, target }) => ({
    action,
    target,
    allowed: false,
    code: refusal.code,
    reason: refusal.reason,
    try_instead: refusal.tryInstead,
  }));

export const refuseAll = (item: RecordingItem, refusal: Refusal): RecordingItem => ({
  ...item,
  can_run: false,
  can_pause: false,
  allowed_actions: refuseActions(item.allowed_actions, refusal),
});

const isRemoval = ({ action }: ActionItem): boolean => GIVING_UP.has(action);

/** Returns the actions on an item that is quarantined or needs an upgrade: only delete and erase, and only if quarantined. */
export const limitActions = (actions: readonly ActionItem[], kind: UnreadableKind): readonly ActionItem[] =>
  actions.flatMap((one) => (kind === 'quarantined' && isRemoval(one) ? [one] : refuseActions([one], refusalOf(kind))));

export const limitItem = (item: RecordingItem, kind: UnreadableKind): RecordingItem => ({
  ...item,
  can_run: false,
  can_pause: false,
  allowed_actions: limitActions(item.allowed_actions, kind),
});
