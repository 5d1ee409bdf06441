import type { AssetEvent } from '@throughline/contracts';
import { isPresent, uploadOf, type AssetState, type Source } from '../asset/state.js';
import type { ProvideSource, RegisterAsset } from './command.js';
import { erasedAsset, expiredAsset, nothing, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';
import { runEvents } from './start-run.js';
import { evolve } from '../asset/evolve.js';

const registration = (command: RegisterAsset): readonly AssetEvent[] => {
  const { owner, pipeline = 'recording', isMapped, language, source, sourceUrl, origin, title, fileName } = command;
  const sourceKind = source?.kind ?? 'upload';
  const data = { owner, pipeline, sourceKind, isMapped, language, ...(origin === undefined ? {} : { origin }) };
  const personal = { title, ...(fileName === undefined ? {} : { fileName }) };
  const registered = newEvent('AssetRegistered', data, personal);
  if (source === undefined) return [registered];
  const address = sourceUrl === undefined ? [] : ([{ url: sourceUrl }] as const);
  return [registered, newEvent('SourceBecameReady', { source }, ...address)];
};

/** Registers an item, with its source where the bytes are there, and starts its run where asked (AGG-04, design.md §2 "Asset ids"). */
export function registerAsset(state: AssetState, command: RegisterAsset): Decision {
  if (isPresent(state)) {
    return state.owner === command.owner
      ? nothing
      : reject('already-registered', 'The id belongs to another item.', 'Send another Idempotency-Key.');
  }
  if (command.run !== undefined && command.source === undefined) {
    return reject('not-runnable', 'The bytes of the source are not there yet.', 'Upload the source first, then run.');
  }
  const events = registration(command);
  if (command.run === undefined) return { events };
  const recorded = { assetId: command.assetId, at: command.now };
  const registered = events.reduce<AssetState>((before, event) => evolve(before, event, recorded), state);
  const run = isPresent(registered) ? runEvents(registered, command.run, command.now) : { problem: nothing };
  return 'problem' in run ? run.problem : withConsequences(state, [...events, ...run.events], recorded);
}

/** What tells one source from another. */
const sourceKey = (source: Source): string => {
  const upload = uploadOf(source);
  return upload === undefined ? source.kind : `${upload.sha256} ${upload.key}`;
};

/** The bytes of a registered item have come: PENDING_SOURCE ends (AGG-04). */
export function provideSource(state: AssetState, command: ProvideSource): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.erasedAt !== undefined) return erasedAsset;
  if (state.expiredAt !== undefined) return expiredAsset;
  if (state.source === undefined) return { events: [newEvent('SourceBecameReady', { source: command.source })] };
  return sourceKey(state.source) === sourceKey(command.source)
    ? nothing
    : reject('source-present', 'The item has its source already.', 'Register the other file as an item of its own.');
}
