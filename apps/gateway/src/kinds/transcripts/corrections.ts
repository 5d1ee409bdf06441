import type { ArtifactStore } from '@throughline/artifact-store';
import { correctionIdFor, correctionPrefix, kindOf, textVersionOf, TRANSCRIPT_ROLE, type Artifact } from '@throughline/contracts';
import { correctionOf, currentArtifacts, decide, isPresent } from '@throughline/domain';
import type { Asset, AssetState, Rejection, CommandOf } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import {
  generateCues,
  listSpokenWords,
  renderSrt,
  renderTranscriptJson,
  renderTranscriptText,
  renderVtt,
} from '@throughline/media';
import type { Transcript } from '@throughline/media';
import type { Failpoint } from '@throughline/service-kit';
import { Problem } from '../../kit/http/problems/problem.js';
import { requireContent, toRefusalProblem, type CommandContext, type CommandSender, type OwnedItems } from '../../items/index.js';
import type { TranscriptChange } from './changes.js';
import { runInTurns } from '../../kit/in-turns.js';
import type { PendingCorrections } from './pending-corrections.js';
import { findTopics, findTranscript, isOfVersion, type TranscriptFiles } from './transcript-item.js';
import { listVersions, toEarlierTranscript, type Transcripts } from './transcripts.js';

type RenderedFile = Pick<Artifact, 'role' | 'name' | 'mediaType'> & { readonly content: string };

/** Renders the files of a transcript with the roles and names of the stages, so that readers find them by the same names. */
async function renderFiles(transcript: Transcript): Promise<readonly RenderedFile[]> {
  const cues = await runInTurns(generateCues(listSpokenWords(transcript), transcript.durationSeconds));
  return [
    {
      role: TRANSCRIPT_ROLE,
      name: 'transcript.json',
      mediaType: 'application/json',
      content: renderTranscriptJson(transcript),
    },
    {
      role: 'transcript_text',
      name: 'transcript.txt',
      mediaType: 'text/plain; charset=utf-8',
      content: renderTranscriptText(transcript),
    },
    { role: 'subtitles_srt', name: 'subtitles.srt', mediaType: 'application/x-subrip', content: renderSrt(cues) },
    { role: 'subtitles_vtt', name: 'subtitles.vtt', mediaType: 'text/vtt; charset=utf-8', content: renderVtt(cues) },
  ];
}

/** Stores the files of a corrected transcript. Repeating a correction writes equal bytes under equal keys. */
async function storeCorrection(
  artifacts: Pick<ArtifactStore, 'put'>,
  assetId: string,
  correctionId: string,
  transcript: Transcript,
): Promise<readonly Artifact[]> {
  const prefix = correctionPrefix(assetId, correctionId);
  return Promise.all(
    (await renderFiles(transcript)).map(async ({ content, ...file }) => {
      const key = `${prefix}/${file.name}`;
      return { ...file, key, ...(await artifacts.put(key, Buffer.from(content))) };
    }),
  );
}

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
  readonly change: TranscriptChange;
  readonly ifMatch: string | undefined;
}

/** The version that this request made, or the current version if the request changes nothing. */
export interface CorrectionResult {
  readonly asset: LoadedAsset;
  readonly found: TranscriptFiles;
  readonly files: readonly Artifact[];
}

const refusalOf = (state: AssetState, command: CommandOf<'CorrectTranscript'>): Rejection | undefined => {
  const decision = decide(state, command);
  return 'rejected' in decision ? decision.rejected : undefined;
};

/** An interrupted request with this key has stored other text before. */
const rethrowKeyConflict = (error: unknown): never => {
  throw kindOf(error) === 'exists' ? new Problem('idempotency-mismatch', { cause: error }) : error;
};

const requirePresent = ({ state }: LoadedAsset): Asset => {
  if (!isPresent(state)) throw new Problem('not-found');
  return state;
};

function requireTranscript(asset: LoadedAsset): TranscriptFiles {
  const state = requirePresent(asset);
  requireContent(state);
  const found = findTranscript(state, currentArtifacts(state));
  if (found === undefined) throw new Problem('no-transcript');
  return found;
}

/** Corrections of transcripts. A correction stores its files first, and then the event that names them. */
export class Corrections {
  constructor(private readonly ports: CorrectionPorts) {}

  async correct(sender: CommandSender, id: string, correction: Correction): Promise<CorrectionResult> {
    const loaded = await this.ports.items.look(sender, id);
    const correctionId = correctionIdFor(id, sender.commandId);
    const done = await this.recordedBefore(id, correctionId, loaded);
    if (done !== undefined) return this.settled(id, correctionId, done);
    const basis = requireBasis(loaded, correction);
    const before = await this.ports.transcripts.words(basis.artifact);
    const after = correction.change(before, { id: correctionId, basis: basis.facts.version });
    if (after === undefined) return buildResult(loaded);
    return this.save(sender, id, { correctionId, basis: basis.facts.version, after });
  }

  private async save(
    sender: CommandSender,
    id: string,
    { correctionId, basis, after }: { correctionId: string; basis: string; after: Transcript },
  ): Promise<CorrectionResult> {
    const { pending, failpoint } = this.ports;
    await pending.note(id, correctionId);
    const asset = await this.recorded(sender, id, { correctionId, basis, after });
    await failpoint('gateway.correction-appended');
    return this.settled(id, correctionId, (await this.recordedBefore(id, correctionId, asset)) ?? buildResult(asset));
  }

  /**
   * Stores files and event. Only a refusal proves that there will be no event. After any other error there may be one, so the
   * sweep checks before it removes the files.
   */
  private async recorded(sender: CommandSender, id: string, made: Omit<SavedCorrection, 'files'>): Promise<LoadedAsset> {
    const { artifacts, failpoint, items, onError, pending } = this.ports;
    const files = await storeCorrection(artifacts, id, made.correctionId, made.after).catch(rethrowKeyConflict);
    await failpoint('gateway.correction-stored');
    const outcome = await items.send(sender, id, (context) => buildCommand(context, { ...made, files }));
    if (outcome.kind !== 'rejected') return outcome.asset;
    await pending.discard(id, made.correctionId).catch(onError);
    throw toRefusalProblem(outcome.rejection);
  }

  /** Returns the result of the same request if its answer was lost, even after a later correction or transcription. */
  private async recordedBefore(id: string, correctionId: string, asset: LoadedAsset): Promise<CorrectionResult | undefined> {
    const state = requirePresent(asset);
    if (correctionOf(state)?.correctionId === correctionId) return buildResult(asset);
    const own = listVersions(await this.ports.history.load(id)).find(({ correction }) => correction?.id === correctionId);
    if (own === undefined) return undefined;
    requireContent(state);
    return { asset, found: toEarlierTranscript(own, findTopics(currentArtifacts(state))), files: own.files };
  }

  private async settled(id: string, correctionId: string, answer: CorrectionResult): Promise<CorrectionResult> {
    await this.ports.pending.settle(id, correctionId).catch(this.ports.onError);
    return answer;
  }
}

const buildResult = (asset: LoadedAsset): CorrectionResult => ({
  asset,
  found: requireTranscript(asset),
  files: currentArtifacts(asset.state),
});

/** Returns the version to correct: the current one. Throws unless it may be corrected and matches `If-Match`. */
function requireBasis(loaded: LoadedAsset & CommandContext, { ifMatch }: Correction): TranscriptFiles {
  const { now, by, state } = loaded;
  const basis = isPresent(state) ? (findTranscript(state, currentArtifacts(state))?.facts.version ?? '') : '';
  const made = { correctionId: '', version: '', basis, segments: 0, corrected: 0, artifacts: [] };
  const refusal = refusalOf(state, { type: 'CorrectTranscript', now, by, ...made });
  if (refusal !== undefined) throw toRefusalProblem(refusal);
  if (ifMatch === undefined) throw new Problem('precondition-required');
  if (!isOfVersion(ifMatch, basis)) throw new Problem('transcript-changed');
  return requireTranscript(loaded);
}

interface SavedCorrection {
  readonly correctionId: string;
  readonly basis: string;
  readonly after: Transcript;
  readonly files: readonly Artifact[];
}

function buildCommand(
  context: CommandContext,
  { correctionId, basis, after, files }: SavedCorrection,
): CommandOf<'CorrectTranscript'> {
  const [words] = files;
  return {
    type: 'CorrectTranscript',
    ...context,
    correctionId,
    basis,
    version: words === undefined ? '' : textVersionOf(words),
    artifacts: files,
    segments: after.segments.length,
    corrected: after.segments.filter((segment) => segment.corrected === true).length,
  };
}
