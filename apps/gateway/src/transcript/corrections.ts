import type { ArtifactStore } from '@throughline/artifact-store';
import { correctionIdFor, kindOf, textVersionOf, type Artifact } from '@throughline/contracts';
import {
  correctionOf,
  currentArtifacts,
  decide,
  isPresent,
  type Asset,
  type AssetState,
  type CorrectTranscript,
  type Rejection,
} from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import { correctTranscript, type MendedSegment, type Transcript } from '@throughline/media';
import type { EventStore } from '@throughline/event-store';
import type { Failpoint } from '@throughline/service-kit';
import { requireContent } from '../artifacts/recording-files.js';
import type { Asked, OwnedItems, Sender } from '../commands/owned-items.js';
import { Problem } from '../problems/problem.js';
import { refusalProblem } from '../recordings/refusals.js';
import { storeCorrection } from './correction-files.js';
import { mendedSegments } from './mended-segments.js';
import type { PendingCorrections } from './pending-corrections.js';
import type { SegmentBody } from './transcript.dto.js';
import { foundIn, isOfVersion, topicsOf, type Found } from './transcript-item.js';
import { earlier, type Transcripts } from './transcripts.js';
import { versionsIn } from './versions.js';

export interface CorrectionPorts {
  readonly items: OwnedItems;
  readonly transcripts: Pick<Transcripts, 'words'>;
  readonly artifacts: Pick<ArtifactStore, 'put'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly pending: PendingCorrections;
  readonly failpoint: Failpoint;
  readonly onError: (error: unknown) => void;
}

export interface Correction {
  readonly segments: readonly SegmentBody[];
  /** The `If-Match` of the request. */
  readonly ifMatch: string | undefined;
}

/** The words that this request has made, or those that count where they were so already. */
export interface Corrected {
  readonly asset: LoadedAsset;
  readonly found: Found;
  readonly files: readonly Artifact[];
}

const isSaid = ({ segments }: Transcript, mended: readonly MendedSegment[]): boolean =>
  segments.length === mended.length &&
  segments.every(({ id, start, end, text }, index) => {
    const one = mended[index];
    return one?.id === id && one.start === start && one.end === end && one.text.trim() === text.trim();
  });

const refusalOf = (state: AssetState, command: CorrectTranscript): Rejection | undefined => {
  const decision = decide(state, command);
  return 'rejected' in decision ? decision.rejected : undefined;
};

/** Under this key other words were stored before, by a request that was not carried out to its end. */
const keyWasUsed = (error: unknown): never => {
  throw kindOf(error) === 'exists' ? new Problem('idempotency-mismatch', { cause: error }) : error;
};

const present = ({ state }: LoadedAsset): Asset => {
  if (!isPresent(state)) throw new Problem('not-found');
  return state;
};

function foundOf(asset: LoadedAsset): Found {
  const state = present(asset);
  requireContent(state);
  const found = foundIn(state, currentArtifacts(state));
  if (found === undefined) throw new Problem('no-transcript');
  return found;
}

/** Saves what people make of transcripts: the files first, then the event that names them. */
export class Corrections {
  constructor(private readonly ports: CorrectionPorts) {}

  async correct(sender: Sender, id: string, correction: Correction): Promise<Corrected> {
    const loaded = await this.ports.items.look(sender, id);
    const correctionId = correctionIdFor(id, sender.commandId);
    const done = await this.recordedBefore(id, correctionId, loaded);
    if (done !== undefined) return this.settled(id, correctionId, done);
    const basis = basisOf(loaded, correction);
    const before = await this.ports.transcripts.words(basis.artifact);
    const mended = mendedSegments(correction.segments, before);
    if (isSaid(before, mended)) return corrected(loaded);
    const after = correctTranscript(before, mended, { id: correctionId, basis: basis.facts.version });
    return this.save(sender, id, { correctionId, basis: basis.facts.version, after });
  }

  private async save(
    sender: Sender,
    id: string,
    { correctionId, basis, after }: { correctionId: string; basis: string; after: Transcript },
  ): Promise<Corrected> {
    const { pending, failpoint } = this.ports;
    await pending.note(id, correctionId);
    const asset = await this.recorded(sender, id, { correctionId, basis, after });
    await failpoint('gateway.correction-appended');
    return this.settled(id, correctionId, (await this.recordedBefore(id, correctionId, asset)) ?? corrected(asset));
  }

  /** Only a refusal says that there will be no event. After anything that is thrown there may be one: the sweep looks before it removes. */
  private async recorded(sender: Sender, id: string, made: Omit<Saved, 'files'>): Promise<LoadedAsset> {
    const { artifacts, failpoint, items, onError, pending } = this.ports;
    const files = await storeCorrection(artifacts, id, made.correctionId, made.after).catch(keyWasUsed);
    await failpoint('gateway.correction-stored');
    const outcome = await items.send(sender, id, (asked) => commandOf(asked, { ...made, files }));
    if (outcome.kind !== 'rejected') return outcome.asset;
    await pending.discard(id, made.correctionId).catch(onError);
    throw refusalProblem(outcome.rejection);
  }

  /** What came of the same request, whose answer was lost; also where somebody has corrected it since, or it was heard anew. */
  private async recordedBefore(id: string, correctionId: string, asset: LoadedAsset): Promise<Corrected | undefined> {
    const state = present(asset);
    if (correctionOf(state)?.correctionId === correctionId) return corrected(asset);
    const own = versionsIn(await this.ports.history.load(id)).find(({ correction }) => correction?.id === correctionId);
    if (own === undefined) return undefined;
    requireContent(state);
    return { asset, found: earlier(own, topicsOf(currentArtifacts(state))), files: own.files };
  }

  private async settled(id: string, correctionId: string, answer: Corrected): Promise<Corrected> {
    await this.ports.pending.settle(id, correctionId).catch(this.ports.onError);
    return answer;
  }
}

const corrected = (asset: LoadedAsset): Corrected => ({
  asset,
  found: foundOf(asset),
  files: currentArtifacts(asset.state),
});

/** What is corrected: the words that count, as long as they may be corrected and are those that the request is about. */
function basisOf(loaded: LoadedAsset & Asked, { ifMatch }: Correction): Found {
  const { now, by, state } = loaded;
  const basis = isPresent(state) ? (foundIn(state, currentArtifacts(state))?.facts.version ?? '') : '';
  const made = { correctionId: '', version: '', basis, segments: 0, corrected: 0, artifacts: [] };
  const refusal = refusalOf(state, { type: 'CorrectTranscript', now, by, ...made });
  if (refusal !== undefined) throw refusalProblem(refusal);
  if (ifMatch === undefined) throw new Problem('precondition-required');
  if (!isOfVersion(ifMatch, basis)) throw new Problem('transcript-changed');
  return foundOf(loaded);
}

interface Saved {
  readonly correctionId: string;
  readonly basis: string;
  readonly after: Transcript;
  readonly files: readonly Artifact[];
}

function commandOf(asked: Asked, { correctionId, basis, after, files }: Saved): CorrectTranscript {
  const [words] = files;
  return {
    type: 'CorrectTranscript',
    ...asked,
    correctionId,
    basis,
    version: words === undefined ? '' : textVersionOf(words),
    artifacts: files,
    segments: after.segments.length,
    corrected: after.segments.filter((segment) => segment.corrected === true).length,
  };
}
