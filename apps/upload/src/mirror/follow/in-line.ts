import type { ChannelNote, MirrorRecord } from '@throughline/contracts';
import { isContentGone, mirrorOf, type Asset, type MirrorView, type Personal } from '@throughline/domain';
import { digestOf, shownOf, type Shown } from '../page/shown.js';
import { doubted, hasStood, isInStep, without } from '../records/newest.js';
import { isAtWork } from './at-work.js';

/** What a record goes by. */
export interface Truth {
  readonly asset: Asset;
  readonly personal: Personal;
  /** The channel as it is now; undefined where it is gone. */
  readonly note: ChannelNote | undefined;
  /** ISO 8601. */
  readonly now: string;
}

export interface InLine {
  readonly record: MirrorRecord;
  /** Undefined where nothing is to be written. */
  readonly shown: readonly Shown[] | undefined;
}

/** Whether the channel wants pages of its items to be written (AUD-13). */
const writes = (note: ChannelNote | undefined, { owner }: Asset): note is ChannelNote =>
  note?.actionType === 'update_origin' && note.owner === owner;

const viewOf = ({ asset, personal }: Truth, stalled: MirrorRecord['stalled'] = []): MirrorView | undefined =>
  mirrorOf(asset, { personal, stalled });

/**
 * The first word of a page is `Processing`, however far its item has come by then (AUD-07). A channel that begins to write of what has been
 * there for long shows how that is.
 */
function viewAfter(before: MirrorRecord | undefined, view: MirrorView): MirrorView {
  const isFirst = before === undefined || (before.wanted?.status === 'Processing' && before.sent === undefined);
  return isFirst ? { status: 'Processing', since: view.runAt, runAt: view.runAt } : view;
}

/** Those whose attempt the log still has at work: another attempt is alive until it is known not to be. */
const stillStalled = ({ asset }: Truth, before: MirrorRecord | undefined): NonNullable<MirrorRecord['stalled']> =>
  (before?.stalled ?? []).filter((each) => isAtWork(asset, each));

/** What is not written stands where it is; whether it still does is looked at when it is written again. */
const off = (record: MirrorRecord): InLine => ({
  record: doubted(without(record, 'wanted', 'channelAt', 'supersededBy', 'trouble', 'behindSince')),
  shown: undefined,
});

/** Nothing of the content that was erased or has expired, and nothing at all where the page never showed it. */
const erased = ({ v, assetId, owner, channel, page, runAt }: MirrorRecord): InLine => ({
  record: { v, assetId, owner, channel, page, runAt, erased: true },
  shown: undefined,
});

/** What was true when the page was written last has changed only now. */
function behindSince({ wanted, sent, channelAt = '' }: MirrorRecord, now: string): string {
  const since = wanted?.since ?? now;
  const changed = since < channelAt ? channelAt : since;
  return sent !== undefined && changed <= sent.at ? now : changed;
}

/** Trouble is over where nothing is left to be written. */
function settled(record: MirrorRecord, now: string): MirrorRecord {
  if (isInStep(record)) return without(record, 'trouble', 'behindSince');
  return record.supersededBy === undefined ? { behindSince: behindSince(record, now), ...record } : record;
}

/** The record of an item as the log and its channel have it now; undefined where there is nothing to keep. */
export function inLine(truth: Truth, before: MirrorRecord | undefined): InLine | undefined {
  const { asset, note } = truth;
  const { assetId, owner, origin } = asset;
  if (origin === undefined) return undefined;
  if (isContentGone(asset)) return before !== undefined && hasStood(before) ? erased(before) : undefined;
  const stalled = stillStalled(truth, before);
  const view = viewOf(truth, stalled);
  if (view === undefined) return before === undefined ? undefined : off(before);
  const { channel, page } = origin;
  const kept: MirrorRecord = {
    ...(before === undefined ? {} : without(before, 'stalled')),
    ...{ v: 1, assetId, owner, channel, page, runAt: view.runAt },
    ...(stalled.length === 0 ? {} : { stalled }),
  };
  if (!writes(note, asset)) return off(kept);
  const next = viewAfter(before, view);
  const shown = shownOf(next, note.fieldMap);
  const wanted = { status: next.status, digest: digestOf(shown), since: next.since };
  return { record: settled({ ...kept, wanted, channelAt: note.changedAt }, truth.now), shown };
}
