import type { AssetEvent, AssetEventOf } from '@throughline/contracts';
import { initialBase } from './base-status.js';
import {
  dropMadeFile,
  evolveAssetDeleted,
  evolveAssetErased,
  evolveAssetExpired,
  evolveAssetReset,
  evolveAssetRestored,
  evolvePauseRequested,
  evolveResumed,
  evolveRunCancelled,
} from './evolve-lifecycle.js';
import {
  correctFields,
  dropCorrectionsOfOther,
  dropEarlierOfOther,
  evolveDocumentAccepted,
  evolveDocumentReopened,
  evolveFieldsCorrected,
  evolveRuleApplied,
} from './evolve-document.js';
import { dropEarlierResults, keepEarlierResults } from './earlier-results.js';
import { dropNotes, evolveNoteRemoved, evolveNoteSaved } from './evolve-notes.js';
import { evolvePreferencesChanged, evolveTemplateBound, evolveTemplateUnbound } from './evolve-settings.js';
import { evolveAssetTransferred } from './evolve-transfer.js';
import { evolveLogEntryImported } from './evolve-log-entry.js';
import { HISTORY } from './history-only.js';
import { isLeftElsewhere, markImported } from './imported.js';
import { evolvePublishRequested, evolveRunExtended, evolveRunRolledBack, evolveRunStarted } from './evolve-run.js';
import { dropPreview, dropPreviewOfOther, evolvePreview, isOfPreview, stopPreview } from './evolve-preview.js';
import { evolveStep, type StepEvent } from './evolve-step.js';
import { evolveTextsRequested } from './evolve-texts.js';
import { evolveLanguageChanged, evolveTranscriptCorrected } from './evolve-transcript.js';
import type { RecordedAt } from './recorded-at.js';
import { isPresent, type Asset, type AssetState } from './state.js';

const createAsset = (data: AssetEventOf<'AssetRegistered'>['data'], { assetId, at }: RecordedAt): Asset => ({
  phase: 'present',
  assetId,
  owner: data.owner,
  pipeline: data.pipeline,
  sourceKind: data.sourceKind,
  ...(data.sourceId === undefined ? {} : { sourceId: data.sourceId }),
  ...(data.startedAt === undefined ? {} : { startedAt: data.startedAt }),
  ...(data.durationSeconds === undefined ? {} : { namedSeconds: data.durationSeconds }),
  isMapped: data.isMapped,
  language: data.language,
  ...(data.languageSource === undefined ? {} : { languageSource: data.languageSource }),
  ...(data.origin === undefined ? {} : { origin: data.origin }),
  registeredAt: at,
  updatedAt: at,
  // Nobody awaits the file of an item that is only history.
  base: data.sourceKind === HISTORY ? initialBase(data) : 'PENDING_SOURCE',
  begun: false,
  steps: [],
});

/** The named length belongs to the first bytes. The length of a replacement is unknown until it is measured. */
const findNamedSeconds = ({ source, namedSeconds }: Asset, durationSeconds: number | undefined): number | undefined =>
  durationSeconds ?? (source === undefined ? namedSeconds : undefined);

function applySourceReady(
  asset: Asset,
  { source, durationSeconds }: AssetEventOf<'SourceBecameReady'>['data'],
  at: string,
): Asset {
  // Other content has not been reviewed.
  const before = dropMadeFile(asset, at);
  const kept = dropCorrectionsOfOther(dropEarlierOfOther(dropPreviewOfOther(before, source, at), source), source);
  const { namedSeconds: _before, sourceLibrary: _library, accepted: _accepted, ...rest } = kept;
  const namedSeconds = findNamedSeconds(asset, durationSeconds);
  return {
    ...rest,
    ...(namedSeconds === undefined ? {} : { namedSeconds }),
    source,
    base: asset.base === 'PENDING_SOURCE' ? initialBase(asset) : asset.base,
  };
}

type AssetLevelEvent = Exclude<AssetEvent, StepEvent>;
type Changes = {
  readonly [T in AssetLevelEvent['type']]: (asset: Asset, data: AssetEventOf<T>['data'], at: string) => Asset;
};
/** The state shows the time of changed texts, not the texts. */
function applyDescription(asset: Asset, { by, fields, thumbnail }: AssetEventOf<'AssetDescribed'>['data'], at: string): Asset {
  const described = {
    ...correctFields(asset, fields, { by, at }),
    ...(fields.includes('title') ? { titleChanges: (asset.titleChanges ?? 0) + 1 } : {}),
    ...(fields.includes('description') ? { descriptionChanges: (asset.descriptionChanges ?? 0) + 1 } : {}),
    updatedAt: at,
  };
  if (!fields.includes('thumbnail')) return described;
  const { thumbnail: _before, ...rest } = described;
  return { ...rest, ...(thumbnail === undefined ? {} : { thumbnail }) };
}
const dropContent = (asset: Asset, at: string): Asset => dropPreview(dropNotes(dropEarlierResults(asset)), at);
const ignoreEvent = (asset: Asset): Asset => asset;

const changes: Changes = {
  // A second registration changes nothing. Events of a discarded commit are left out when the history is read.
  AssetRegistered: ignoreEvent,
  CommitDiscarded: ignoreEvent,
  CommitReleased: ignoreEvent,
  SourceBecameReady: applySourceReady,
  RunStarted: (asset, data, at) => keepEarlierResults(asset, evolveRunStarted(asset, data, at)),
  RunExtended: evolveRunExtended,
  TextsRequested: evolveTextsRequested,
  PublishRequested: evolvePublishRequested,
  RunRolledBack: evolveRunRolledBack,
  RunCancelled: evolveRunCancelled,
  ImportEnded: (asset, data, at) => ({ ...evolveRunCancelled(asset, data, at, 'import'), importedAt: at }),
  PauseRequested: evolvePauseRequested,
  Resumed: evolveResumed,
  AssetReset: (asset, data, at) => dropEarlierResults(evolveAssetReset(asset, data, at)),
  AssetDeleted: (asset, data, at) => stopPreview(evolveAssetDeleted(asset, data, at), at),
  AssetRestored: evolveAssetRestored,
  AssetExpired: (asset, data, at) => dropContent(evolveAssetExpired(asset, data, at), at),
  AssetErased: (asset, data, at) => dropContent(evolveAssetErased(asset, data, at), at),
  TranscriptCorrected: evolveTranscriptCorrected,
  // The texts are personal data, which the state never holds.
  AssetDescribed: applyDescription,
  DocumentFieldsCorrected: evolveFieldsCorrected,
  DocumentAccepted: evolveDocumentAccepted,
  DocumentReopened: evolveDocumentReopened,
  DocumentRuleApplied: evolveRuleApplied,
  NoteSaved: evolveNoteSaved,
  NoteRemoved: evolveNoteRemoved,
  LanguageChanged: evolveLanguageChanged,
  TemplateBound: evolveTemplateBound,
  TemplateUnbound: evolveTemplateUnbound,
  PreferencesChanged: evolvePreferencesChanged,
  AssetTransferred: evolveAssetTransferred,
  LogEntryImported: evolveLogEntryImported,
};

const isOfStep = (event: AssetEvent): event is StepEvent => !Object.hasOwn(changes, event.type);

const evolveAsset = (asset: Asset, event: AssetLevelEvent, at: string): Asset =>
  // The table pairs each type with its function; TypeScript cannot follow the pairing through the union.
  (changes[event.type] as (asset: Asset, data: AssetLevelEvent['data'], at: string) => Asset)(asset, event.data, at);

/**
 * Applies one event. No other function changes an asset's state. It never throws, because history cannot be refused: an event
 * that does not fit (a closed attempt, an unknown step) changes nothing.
 */
export function evolve(state: AssetState, event: AssetEvent, recorded: RecordedAt): AssetState {
  const next = apply(state, event, recorded);
  const { importedAt } = recorded;
  return importedAt === undefined || !isPresent(next) ? next : markImported(next, importedAt, event.type);
}

function apply(state: AssetState, event: AssetEvent, recorded: RecordedAt): AssetState {
  if (!isPresent(state)) return event.type === 'AssetRegistered' ? createAsset(event.data, recorded) : state;
  if (isOfStep(event) && isOfPreview(event)) return evolvePreview(state, event, recorded);
  if (isLeftElsewhere(event, recorded)) return { ...state, updatedAt: recorded.at };
  const next = isOfStep(event) ? evolveStep(state, event, recorded.at) : evolveAsset(state, event, recorded.at);
  // `evolveStep` has already set the time. Most events are step events, so avoiding a second copy of the state matters.
  return next === state || next.updatedAt === recorded.at ? next : { ...next, updatedAt: recorded.at };
}
