import type { AssetEvent, AssetEventOf } from '@throughline/contracts';
import { restartBase } from './base.js';
import {
  evolveAssetDeleted,
  evolveAssetErased,
  evolveAssetExpired,
  evolveAssetReset,
  evolveAssetRestored,
  evolvePauseRequested,
  evolveResumed,
  evolveRunCancelled,
} from './evolve-life.js';
import { evolveRunExtended, evolveRunRolledBack, evolveRunStarted } from './evolve-run.js';
import { evolveStep, type StepEvent } from './evolve-step.js';
import { evolveTranscriptCorrected } from './evolve-transcript.js';
import { isPresent, type Asset, type AssetState } from './state.js';

/** Where and when an event was recorded: its asset, and its commit's time. */
export interface RecordedAt {
  readonly assetId: string;
  readonly at: string;
}

const registered = (data: AssetEventOf<'AssetRegistered'>['data'], { assetId, at }: RecordedAt): Asset => ({
  phase: 'present',
  assetId,
  owner: data.owner,
  pipeline: data.pipeline,
  sourceKind: data.sourceKind,
  isMapped: data.isMapped,
  language: data.language,
  ...(data.origin === undefined ? {} : { origin: data.origin }),
  registeredAt: at,
  updatedAt: at,
  base: 'PENDING_SOURCE',
  begun: false,
  steps: [],
});

const sourceReady = (asset: Asset, data: AssetEventOf<'SourceBecameReady'>['data']): Asset => ({
  ...asset,
  source: data.source,
  base: asset.base === 'PENDING_SOURCE' ? restartBase(asset) : asset.base,
});

type AssetLevelEvent = Exclude<AssetEvent, StepEvent>;
type Changes = {
  readonly [T in AssetLevelEvent['type']]: (asset: Asset, data: AssetEventOf<T>['data'], at: string) => Asset;
};
const nothing = (asset: Asset): Asset => asset;

/** One line for each event of an asset as a whole. */
const changes: Changes = {
  // A second registration changes nothing; what a discarded commit said is left out when the history is read.
  AssetRegistered: nothing,
  CommitDiscarded: nothing,
  CommitReleased: nothing,
  SourceBecameReady: sourceReady,
  RunStarted: evolveRunStarted,
  RunExtended: evolveRunExtended,
  RunRolledBack: evolveRunRolledBack,
  RunCancelled: evolveRunCancelled,
  PauseRequested: evolvePauseRequested,
  Resumed: evolveResumed,
  AssetReset: evolveAssetReset,
  AssetDeleted: evolveAssetDeleted,
  AssetRestored: evolveAssetRestored,
  AssetExpired: evolveAssetExpired,
  AssetErased: evolveAssetErased,
  TranscriptCorrected: evolveTranscriptCorrected,
};

const isOfStep = (event: AssetEvent): event is StepEvent => !Object.hasOwn(changes, event.type);

const evolveAsset = (asset: Asset, event: AssetLevelEvent, at: string): Asset =>
  // The table has the change of each type under its name; the compiler cannot follow the pairing through the union.
  (changes[event.type] as (asset: Asset, data: AssetLevelEvent['data'], at: string) => Asset)(asset, event.data, at);

/**
 * The only place where an asset's state changes. Total: a history cannot be refused, so it never throws,
 * and an event that fits nothing (a closed attempt, an unknown step) changes nothing.
 */
export function evolve(state: AssetState, event: AssetEvent, recorded: RecordedAt): AssetState {
  if (!isPresent(state)) return event.type === 'AssetRegistered' ? registered(event.data, recorded) : state;
  const next = isOfStep(event) ? evolveStep(state, event, recorded.at) : evolveAsset(state, event, recorded.at);
  // A step's event has set the time along with the rest: most of the log is such events, and one copy of the state is enough.
  return next === state || next.updatedAt === recorded.at ? next : { ...next, updatedAt: recorded.at };
}
