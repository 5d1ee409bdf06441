import type { AssetEvent, AssetEventOf } from '@throughline/contracts';
import { restartBase } from './base.js';
import {
  evolveAssetDeleted,
  evolveAssetReset,
  evolveAssetRestored,
  evolvePauseRequested,
  evolveResumed,
  evolveRunCancelled,
} from './evolve-life.js';
import { evolveRunRolledBack, evolveRunStarted } from './evolve-run.js';
import { evolveStep } from './evolve-step.js';
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

type LifeEvent = Extract<
  AssetEvent,
  {
    readonly type:
      'PauseRequested' | 'Resumed' | 'RunCancelled' | 'AssetReset' | 'AssetDeleted' | 'AssetRestored' | 'AssetExpired';
  }
>;

function evolveLife(asset: Asset, event: LifeEvent, at: string): Asset {
  switch (event.type) {
    case 'PauseRequested':
      return evolvePauseRequested(asset, event.data, at);
    case 'Resumed':
      return evolveResumed(asset);
    case 'RunCancelled':
      return evolveRunCancelled(asset, event.data, at);
    case 'AssetReset':
      return evolveAssetReset(asset, event.data, at);
    case 'AssetDeleted':
      return evolveAssetDeleted(asset, event.data, at);
    case 'AssetRestored':
      return evolveAssetRestored(asset);
    case 'AssetExpired':
      return { ...asset, expiredAt: at };
  }
}

function evolveAsset(asset: Asset, event: AssetEvent, at: string): Asset {
  switch (event.type) {
    case 'SourceBecameReady':
      return sourceReady(asset, event.data);
    case 'RunStarted':
      return evolveRunStarted(asset, event.data, at);
    case 'RunRolledBack':
      return evolveRunRolledBack(asset, event.data, at);
    case 'PauseRequested':
    case 'Resumed':
    case 'RunCancelled':
    case 'AssetReset':
    case 'AssetDeleted':
    case 'AssetRestored':
    case 'AssetExpired':
      return evolveLife(asset, event, at);
    // A second registration changes nothing; what a discarded commit said is left out when the history is read.
    case 'AssetRegistered':
    case 'CommitDiscarded':
      return asset;
    default:
      return evolveStep(asset, event, at);
  }
}

/**
 * The only place where an asset's state changes. Total: a history cannot be refused, so it never throws,
 * and an event that fits nothing (a closed attempt, an unknown step) changes nothing.
 */
export function evolve(state: AssetState, event: AssetEvent, recorded: RecordedAt): AssetState {
  if (!isPresent(state)) return event.type === 'AssetRegistered' ? registered(event.data, recorded) : state;
  const next = evolveAsset(state, event, recorded.at);
  // A step's event has set the time along with the rest: most of the log is such events, and one copy of the state is enough.
  return next === state || next.updatedAt === recorded.at ? next : { ...next, updatedAt: recorded.at };
}
