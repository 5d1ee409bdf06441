import { readText, type ArtifactStore } from '@throughline/artifact-store';
import { textVersionOf, TRANSCRIPT_ROLE, type Artifact, type AssetEvent } from '@throughline/contracts';
import { currentArtifacts, shownFiles, type ShownFile } from '@throughline/domain';
import type { EventStore, History, StoredCommit } from '@throughline/event-store';
import { parseTranscriptJson, type Transcript } from '@throughline/media';
import { invalid, Problem } from '../../kit/http/problems/problem.js';
import { foldUntil, notRegisteredYet, parseTopics, type ItemFiles, type Moment, type Topic } from '../../items/index.js';
import { renderShowNotes } from './show-notes.js';
import type { TranscriptAnswer, TranscriptVersionAnswer } from './transcript-answers.js';
import {
  etagOf,
  etagOfParts,
  findTopics,
  findTranscript,
  renderCorrectionFacts,
  renderTranscriptItem,
  type TranscriptFiles,
} from './transcript-item.js';

interface Version {
  readonly version: string;
  readonly artifact: Artifact;
  readonly files: readonly Artifact[];
  readonly madeAt: string;
  /** Missing if an engine made this version. */
  readonly correction?: {
    readonly id: string;
    readonly by: string;
    readonly basis: string;
    readonly segments: number;
    readonly corrected: number;
  };
}

const findTranscriptFile = (artifacts: readonly Artifact[]): Artifact | undefined =>
  artifacts.find(({ role }) => role === TRANSCRIPT_ROLE);

function versionOf(event: AssetEvent, madeAt: string): Version | undefined {
  if (event.type !== 'StepCompleted' && event.type !== 'TranscriptCorrected') return undefined;
  const artifact = findTranscriptFile(event.data.artifacts);
  if (artifact === undefined) return undefined;
  const made = { version: textVersionOf(artifact), artifact, files: event.data.artifacts, madeAt };
  if (event.type === 'StepCompleted') return made;
  const { correctionId: id, by, basis, segments, corrected } = event.data;
  return { ...made, correction: { id, by, basis, segments, corrected } };
}

/** Returns the versions of all runs, newest first. Equal texts count as one version. */
export function listVersions({ commits }: Pick<History, 'commits'>): readonly Version[] {
  const all = commits.flatMap(({ commit }: Pick<StoredCommit, 'commit'>) =>
    commit.events.flatMap((event) => versionOf(event, commit.at) ?? []),
  );
  return [...new Map(all.map((one) => [one.version, one])).values()].reverse();
}

export interface TaggedContent<T> {
  readonly etag: string;
  /** Called only if the client needs the content: a client with this ETag costs no read. */
  readonly content: () => Promise<T>;
}

/** The requested version; default: the current one. */
export interface TranscriptSelection {
  readonly version?: string | undefined;
  readonly moment?: Moment | undefined;
}

interface TranscriptPorts {
  readonly files: Pick<ItemFiles, 'shown'>;
  readonly artifacts: Pick<ArtifactStore, 'open' | 'stat'>;
  readonly history: Pick<EventStore, 'load'>;
}

export class Transcripts {
  constructor(private readonly ports: TranscriptPorts) {}

  async transcript(owner: string, id: string, wanted: TranscriptSelection = {}): Promise<TaggedContent<TranscriptAnswer>> {
    const found = await this.find(owner, id, wanted);
    return { etag: etagOf(found), content: () => this.item(found) };
  }

  /** Returns the current transcript without its topics, whose file is then not read. */
  async withoutTopics(owner: string, id: string): Promise<Omit<TranscriptAnswer, 'topics'>> {
    return this.item({ ...(await this.find(owner, id, {})), topics: undefined });
  }

  /** Returns every version that ever existed, newest first. */
  async versions(owner: string, id: string): Promise<readonly TranscriptVersionAnswer[]> {
    const { recording } = await this.ports.files.shown(owner, id);
    const current = findTranscript(recording.asset, currentArtifacts(recording.asset))?.facts.version;
    const versions = listVersions(await this.history(id));
    return Promise.all(
      versions.map(async (one) => ({
        version: one.version,
        kind: one.correction === undefined ? 'heard' : 'corrected',
        made_at: one.madeAt,
        corrected_by: one.correction?.by ?? null,
        basis: one.correction?.basis ?? null,
        segments: one.correction?.segments ?? null,
        corrected_segments: one.correction?.corrected ?? null,
        current: one.version === current,
        available: await this.isThere(one.artifact),
      })),
    );
  }

  async showNotes(owner: string, id: string): Promise<TaggedContent<string>> {
    const { recording, files } = await this.ports.files.shown(owner, id);
    const topics = findTopics(files);
    const { title = 'Untitled recording' } = recording.personal;
    const date = recording.asset.registeredAt;
    return {
      etag: etagOfParts([title, date, topics?.sha256]),
      content: async () => renderShowNotes({ title, date, topics: await this.topics(topics) }),
    };
  }

  async words(artifact: Artifact): Promise<Transcript> {
    return parseTranscriptJson(await readText(this.ports.artifacts, artifact.key));
  }

  async item(found: TranscriptFiles): Promise<TranscriptAnswer> {
    return renderTranscriptItem(found, await this.words(found.artifact), await this.topics(found.topics));
  }

  private async find(owner: string, id: string, { version, moment }: TranscriptSelection): Promise<TranscriptFiles> {
    const { recording, files } = await this.ports.files.shown(owner, id);
    if (version !== undefined && moment !== undefined)
      throw invalid([{ pointer: '/query/version', message: 'cannot be combined with as_of: a version never changes' }]);
    if (moment !== undefined) return this.asOf(id, moment);
    const found = findTranscript(recording.asset, files);
    if (version === undefined || version === found?.facts.version) return requireFound(found);
    const one = listVersions(await this.history(id)).find((each) => each.version === version);
    if (one === undefined) throw new Problem('no-such-version');
    return this.stillThere(toEarlierTranscript(one, findTopics(files)));
  }

  private async asOf(id: string, moment: Moment): Promise<TranscriptFiles> {
    const past = foldUntil(await this.history(id), moment);
    if (past === undefined) throw notRegisteredYet();
    const found = requireFound(findTranscript(past.asset, shownFiles(past.asset)));
    return this.stillThere({ ...found, facts: { ...found.facts, current: false } });
  }

  /** Throws if the file is gone: the files of a run are removed with the run, and with the item. */
  private async stillThere(found: TranscriptFiles): Promise<TranscriptFiles> {
    if (!(await this.isThere(found.artifact))) throw new Problem('version-gone');
    const { topics } = found;
    return topics === undefined || (await this.isThere(topics)) ? found : { ...found, topics: undefined };
  }

  private async isThere({ key }: Artifact): Promise<boolean> {
    return (await this.ports.artifacts.stat(key)) !== undefined;
  }

  private history(id: string): Promise<History> {
    return this.ports.history.load(id);
  }

  private async topics(file: Artifact | undefined): Promise<readonly Topic[]> {
    return file === undefined ? [] : parseTopics(await readText(this.ports.artifacts, file.key));
  }
}

const requireFound = (found: TranscriptFiles | undefined): TranscriptFiles => {
  if (found === undefined) throw new Problem('no-transcript');
  return found;
};

/** Builds an earlier version, which is not the current one. */
export const toEarlierTranscript = (
  { artifact, madeAt, correction }: Version,
  topics: ShownFile | undefined,
): TranscriptFiles => ({
  artifact,
  topics,
  facts: {
    version: textVersionOf(artifact),
    current: false,
    earlier_run: false,
    ...renderCorrectionFacts(correction && { ...correction, at: madeAt }),
    newer_than: null,
    outdated_outputs: [],
  },
});
