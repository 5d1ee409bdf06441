import type { ChannelNote, MirrorRecord } from '@throughline/contracts';
import {
  isAttemptRunning,
  isContentGone,
  renderMirrorView,
  type Asset,
  type MirrorView,
  type PersonalData,
} from '@throughline/domain';
import { computeDigest, toPropertyValues, type PropertyValue } from '../page/property-values.js';
import { markUncertain, hasBeenShown, isCurrent, omitKeys } from '../records/record-ranking.js';

export interface RecordInputs {
  readonly asset: Asset;
  readonly personal: PersonalData;
  /** The current channel, unless it was removed. */
  readonly note: ChannelNote | undefined;
  readonly now: string;
}

export interface RecordUpdate {
  readonly record: MirrorRecord;
  /** `undefined` if nothing is to be written. */
  readonly shown: readonly PropertyValue[] | undefined;
}

/** True if the channel writes pages of this item (AUD-13). */
const isWritten = (note: ChannelNote | undefined, { owner }: Asset): note is ChannelNote =>
  note?.actionType === 'update_origin' && note.owner === owner;

const computeView = ({ asset, personal }: RecordInputs, stalled: MirrorRecord['stalled'] = []): MirrorView | undefined =>
  renderMirrorView(asset, { personal, stalled });

/**
 * A page first shows `Processing`, however far the item has come (AUD-07). A channel that starts writing later shows the
 * current status at once.
 */
function chooseView(before: MirrorRecord | undefined, view: MirrorView): MirrorView {
  const isFirst = before === undefined || (before.wanted?.status === 'Processing' && before.sent === undefined);
  return isFirst ? { status: 'Processing', since: view.runAt, runAt: view.runAt } : view;
}

/** Keeps the stalls of attempts that are still running. A new attempt counts as alive until it stalls. */
const filterStalled = ({ asset }: RecordInputs, before: MirrorRecord | undefined): NonNullable<MirrorRecord['stalled']> =>
  (before?.stalled ?? []).filter((each) => isAttemptRunning(asset, each));

/** The page keeps its content. It is read again before the next write. */
const switchOff = (record: MirrorRecord): RecordUpdate => ({
  record: markUncertain(omitKeys(record, 'wanted', 'channelAt', 'supersededBy', 'trouble', 'behindSince')),
  shown: undefined,
});

/** Keeps only ids of an erased or expired item, and only if the page has shown it. */
const toErased = ({ v, assetId, owner, channel, page, runAt }: MirrorRecord): RecordUpdate => ({
  record: { v, assetId, owner, channel, page, runAt, erased: true },
  shown: undefined,
});

/** A page that was correct at its last write is behind only from now on. */
function findBehindSince({ wanted, sent, channelAt = '' }: MirrorRecord, now: string): string {
  const since = wanted?.since ?? now;
  const changed = since < channelAt ? channelAt : since;
  return sent !== undefined && changed <= sent.at ? now : changed;
}

/** Clears the error once nothing is left to write. */
function clearResolvedTrouble(record: MirrorRecord, now: string): MirrorRecord {
  if (isCurrent(record)) return omitKeys(record, 'trouble', 'behindSince');
  return record.supersededBy === undefined ? { behindSince: findBehindSince(record, now), ...record } : record;
}

/** Returns the record of an item for the current log and channel, or `undefined` if no record is needed. */
export function updateRecord(truth: RecordInputs, before: MirrorRecord | undefined): RecordUpdate | undefined {
  const { asset, note } = truth;
  const { assetId, owner, origin } = asset;
  if (origin === undefined) return undefined;
  if (isContentGone(asset)) return before !== undefined && hasBeenShown(before) ? toErased(before) : undefined;
  const stalled = filterStalled(truth, before);
  const view = computeView(truth, stalled);
  if (view === undefined) return before === undefined ? undefined : switchOff(before);
  const { channel, page } = origin;
  const base: MirrorRecord = {
    ...(before === undefined ? {} : omitKeys(before, 'stalled')),
    ...{ v: 1, assetId, owner, channel, page, runAt: view.runAt },
    ...(stalled.length === 0 ? {} : { stalled }),
  };
  if (!isWritten(note, asset)) return switchOff(base);
  const next = chooseView(before, view);
  const shown = toPropertyValues(next, note.fieldMap);
  const wanted = { status: next.status, digest: computeDigest(shown), since: next.since };
  return { record: clearResolvedTrouble({ ...base, wanted, channelAt: note.changedAt }, truth.now), shown };
}
