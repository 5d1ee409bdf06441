import { QUEUE, TRANSCRIBE } from '@throughline/contracts';
import {
  ATTENTION_STATES,
  isPresent,
  isUnsure,
  listStateOf,
  nounOf,
  renderAssetStatus,
  renderRecording,
  resultOf,
  titleOf,
  type Asset,
  type AssetState,
  type UploadSummary,
} from '@throughline/domain';
import type { ItemFilter, ItemRow, ListFilter, SortColumn } from '../adapters/projection/rows.js';

/** Lists compare every row, and rendering asks for every action. A changed row is a new object. */
const rendered = new WeakMap<ItemRow, { readonly view: ReturnType<typeof renderRecording> }>();

function viewOf(row: ItemRow): ReturnType<typeof renderRecording> {
  const known = rendered.get(row) ?? { view: renderRecording(row.state, row.personal) };
  rendered.set(row, known);
  return known.view;
}

export const valueOf = (row: ItemRow, column: SortColumn): string => {
  if (!isPresent(row.state)) return '';
  switch (column) {
    case 'created_at':
      return row.state.registeredAt.replace('Z', '000Z');
    case 'updated_at':
      return row.state.updatedAt.replace('Z', '000Z');
    case 'title':
      return titleOf(row.state, row.personal) ?? '';
    case 'status':
      return renderAssetStatus(row.state).status;
  }
};

const isWanted = (wanted: boolean | undefined, is: boolean): boolean => wanted === undefined || wanted === is;

/** A search in documents also covers their text. */
function searchedIn(row: ItemRow): string {
  if (!isPresent(row.state) || row.state.pipeline !== 'document') return valueOf(row, 'title');
  const { rules: _rules, ...personal } = row.personal;
  return JSON.stringify(personal);
}

const matchesContent = (row: ItemRow, { sha256 }: ItemFilter): boolean =>
  sha256 === undefined || viewOf(row)?.source.sha256 === sha256;

const matchesReview = (row: ItemRow, { needsReview, unsure }: ItemFilter): boolean =>
  isWanted(needsReview, viewOf(row)?.needs_review === true) && isWanted(unsure, isPresent(row.state) && isUnsure(row.state));

const matchesTag = ({ personal: { tags = [] } }: ItemRow, { tag }: ItemFilter): boolean =>
  tag === undefined || tags.some((one) => one.toLowerCase() === tag.toLowerCase());

const matchesOrigin = ({ state }: ItemRow, { channel }: ItemFilter): boolean =>
  channel === undefined || (isPresent(state) && state.origin?.channel === channel);

const matchesText = (row: ItemRow, { q, statuses }: ItemFilter): boolean =>
  (statuses.length === 0 || statuses.includes(valueOf(row, 'status'))) &&
  (q === undefined || searchedIn(row).toLowerCase().includes(q.toLowerCase()));

const matchesTime = ({ state }: ItemRow, { from, before: end }: ItemFilter): boolean => {
  const registered = isPresent(state) ? Date.parse(state.registeredAt) : Number.NaN;
  return (from === undefined || registered >= Date.parse(from)) && (end === undefined || registered < Date.parse(end));
};

const hasDraft = (state: AssetState): boolean =>
  isPresent(state) && resultOf(state.steps.find(({ step }) => step === TRANSCRIBE))?.['quality'] === 'draft';

const matchesLabels = (row: ItemRow, { stopped, transcript }: ItemFilter): boolean => {
  const { label, no_transcript: none } = viewOf(row) ?? {};
  const kind = none == null ? undefined : none.reason === 'disabled' ? 'off' : 'missing';
  return isWanted(stopped, label === 'stopped') && (transcript === undefined || transcript === kind);
};

const matchesUploads = (summary: UploadSummary, filter: ItemFilter): boolean =>
  isWanted(filter.unconfirmed, summary.unconfirmed > 0) &&
  isWanted(filter.partial, summary.partial) &&
  isWanted(filter.followUpsFailed, summary.follow_ups_failed > 0);

/** Compares with the flags of the rendered item. */
const matchesFlags = (row: ItemRow, filter: ItemFilter): boolean => {
  const shown = viewOf(row);
  const failed = isPresent(row.state) && renderAssetStatus(row.state).failed;
  return (
    shown !== undefined &&
    isWanted(filter.failed, failed) &&
    isWanted(filter.onPause, shown.on_pause) &&
    isWanted(
      filter.waiting,
      shown.waiting_for.some(({ for: reason }) => reason !== QUEUE),
    ) &&
    matchesUploads(shown.upload_summary, filter) &&
    isWanted(filter.draft, hasDraft(row.state)) &&
    isWanted(filter.deleted, shown.deleted_at !== null) &&
    isWanted(filter.erased, shown.erased_at !== null)
  );
};

const lacksTranscript = (_: Asset, row: ItemRow): boolean => {
  const none = viewOf(row)?.no_transcript ?? undefined;
  return none !== undefined && none.reason !== 'disabled';
};

const LISTED: Readonly<Partial<Record<ListFilter, (asset: Asset, row: ItemRow) => boolean>>> = {
  no_transcript: lacksTranscript,
  draft: hasDraft,
  unsure: isUnsure,
};

const hasListState = (asset: Asset, row: ItemRow, list: ListFilter): boolean => {
  const isListed = LISTED[list];
  if (isListed !== undefined) return isListed(asset, row);
  const own = listStateOf(asset);
  const state = row.held === undefined || own === 'deleted' ? own : 'unreadable';
  if (list === 'attention') return ATTENTION_STATES.some((one) => one === state) || state === 'unreadable';
  return list === state;
};

/** Follows the domain's rules, which the projector repeats in SQL. */
const matchesList = (row: ItemRow, { kinds = [], list }: ItemFilter): boolean =>
  isPresent(row.state) &&
  (kinds.length === 0 || kinds.includes(nounOf(row.state.pipeline))) &&
  (list === undefined || hasListState(row.state, row, list));

export const matches = (row: ItemRow, filter: ItemFilter): boolean =>
  row.owner === filter.owner &&
  matchesList(row, filter) &&
  matchesText(row, filter) &&
  matchesTime(row, filter) &&
  matchesContent(row, filter) &&
  matchesTag(row, filter) &&
  matchesReview(row, filter) &&
  matchesOrigin(row, filter) &&
  matchesLabels(row, filter) &&
  matchesFlags(row, filter);
