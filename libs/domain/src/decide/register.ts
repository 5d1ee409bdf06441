import type { AssetEvent, Origin, PipelineName } from '@throughline/contracts';
import { isPresent, uploadOf, type Asset, type AssetState, type Source } from '../asset/state.js';
import { advance, erasedAsset, expiredAsset, noEvents, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { buildRunEvents } from './start-run.js';
import { evolve } from '../asset/evolve.js';
import type { CommandContext, RunRequest } from './command-context.js';

export interface RegisterAsset extends CommandContext {
  readonly type: 'RegisterAsset';
  readonly assetId: string;
  readonly owner: string;
  /** Absent: a recording. */
  readonly pipeline?: PipelineName;
  readonly title: string;
  readonly fileName?: string;
  readonly language: string;
  /** Present if the language is the default of the user who registers. */
  readonly languageSource?: 'default';
  readonly isMapped: boolean;
  /** Absent while bytes are still missing. */
  readonly source?: Source;
  /** The type of the user's source that brought the stored bytes. Absent: the kind of `source`. */
  readonly sourceKind?: string;
  /** The number of that source. */
  readonly sourceId?: number;
  /** The start of the recording as that source names it, ISO 8601 in UTC. */
  readonly startedAt?: string;
  /** The length of the recording as that source names it. */
  readonly durationSeconds?: number;
  /** The full address of a fetched source. Personal data. */
  readonly sourceUrl?: string;
  readonly origin?: Origin;
  /** A template to bind in the same commit. A run has a binding of its own. */
  readonly bind?: { readonly template: number; readonly by: string };
  readonly run?: RunRequest;
}

export interface ProvideSource extends CommandContext {
  readonly type: 'ProvideSource';
  readonly source: Source;
  /** The full address of a fetched source. Personal data. */
  readonly sourceUrl?: string;
  /** The length of the recording as its source names it. */
  readonly durationSeconds?: number;
  /** A template to bind in the same commit, unless one was bound or unbound before. A run has a binding of its own. */
  readonly bind?: RegisterAsset['bind'];
  /** A run to start in the same commit. */
  readonly run?: RunRequest;
}

const buildSourceFacts = ({
  startedAt,
  durationSeconds,
}: RegisterAsset): Pick<RegisterAsset, 'startedAt' | 'durationSeconds'> => ({
  ...(startedAt === undefined ? {} : { startedAt }),
  ...(durationSeconds === undefined ? {} : { durationSeconds }),
});

const buildRegistered = (command: RegisterAsset): AssetEvent => {
  const { owner, pipeline = 'recording', isMapped, language, languageSource, source, sourceId, origin } = command;
  const { title, fileName, sourceKind = source?.kind ?? 'upload' } = command;
  const data = {
    owner,
    pipeline,
    sourceKind,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...buildSourceFacts(command),
    isMapped,
    language,
    ...(languageSource === undefined ? {} : { languageSource }),
    ...(origin === undefined ? {} : { origin }),
  };
  return newEvent('AssetRegistered', data, { title, ...(fileName === undefined ? {} : { fileName }) });
};

const buildReady = ({ source, sourceUrl, durationSeconds }: Omit<ProvideSource, 'type' | 'now'>): AssetEvent =>
  newEvent(
    'SourceBecameReady',
    { source, ...(durationSeconds === undefined ? {} : { durationSeconds }) },
    ...(sourceUrl === undefined ? [] : ([{ url: sourceUrl }] as const)),
  );

const buildRegistration = (command: RegisterAsset): readonly AssetEvent[] => {
  const { source, sourceUrl, bind } = command;
  return [
    buildRegistered(command),
    ...(source === undefined ? [] : [buildReady({ source, ...(sourceUrl === undefined ? {} : { sourceUrl }) })]),
    ...(bind === undefined ? [] : [newEvent('TemplateBound', bind)]),
  ];
};

/**
 * Registers an item, with its source if the bytes have arrived, and starts a run if requested (AGG-04, design.md §2 "Asset
 * ids").
 */
export function registerAsset(state: AssetState, command: RegisterAsset): Decision {
  if (isPresent(state)) {
    return state.owner === command.owner
      ? noEvents
      : reject('already-registered', 'The id belongs to another item.', 'Send another Idempotency-Key.');
  }
  if (command.run !== undefined && command.source === undefined) {
    return reject('not-runnable', 'The upload is not complete.', 'Finish the upload, then run the item.');
  }
  return startWith(state, buildRegistration(command), command);
}

interface Beginning extends Pick<ProvideSource, 'now' | 'run'> {
  readonly assetId: string;
}

/** Adds the events of the requested run, if there is one. */
function startWith(state: AssetState, events: readonly AssetEvent[], { assetId, now, run: request }: Beginning): Decision {
  if (request === undefined) return { events };
  const recorded = { assetId, at: now };
  const ready = events.reduce<AssetState>((before, event) => evolve(before, event, recorded), state);
  const run = isPresent(ready) ? buildRunEvents(ready, request, now) : { problem: noEvents };
  return 'problem' in run ? run.problem : advance(...events, ...run.events);
}

/** Returns a text that is equal only for equal sources. */
const sourceKey = (source: Source): string => {
  const upload = uploadOf(source);
  return upload === undefined ? source.kind : `${upload.sha256} ${upload.key}`;
};

const buildProvision = ({ changedLayers = [] }: Asset, command: ProvideSource): readonly AssetEvent[] => {
  const { bind } = command;
  const mayBind = bind !== undefined && !changedLayers.includes('template');
  return [buildReady(command), ...(mayBind ? [newEvent('TemplateBound', bind)] : [])];
};

/**
 * Records that the bytes of a registered item have arrived, or can be fetched now: PENDING_SOURCE ends (AGG-04). Starts a run if
 * requested.
 */
export function provideSource(state: AssetState, command: ProvideSource): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.erasedAt !== undefined) return erasedAsset;
  if (state.expiredAt !== undefined) return expiredAsset;
  if (state.source === undefined) return startWith(state, buildProvision(state, command), { ...command, assetId: state.assetId });
  return sourceKey(state.source) === sourceKey(command.source)
    ? noEvents
    : reject('source-present', 'The item already has its source.', 'Register the other file as a new item.');
}
