import type { ArtifactStore } from '@throughline/artifact-store';
import { textVersionOf, type Artifact } from '@throughline/contracts';
import { currentArtifacts } from '@throughline/domain';
import type { EventStore, History } from '@throughline/event-store';
import { parseTranscriptJson, type Transcript } from '@throughline/media';
import { readText } from '../artifacts/read-text.js';
import type { RecordingFiles } from '../artifacts/recording-files.js';
import type { Moment } from '../as-of/moment.js';
import { pastOf } from '../as-of/past-item.js';
import { Problem, invalid, notFound } from '../problems/problem.js';
import { showNotes } from './show-notes.js';
import { parseTopics, type NamedSpan } from './topics.js';
import {
  correctedFacts,
  etagOf,
  etagOfParts,
  foundIn,
  itemOf,
  topicsOf,
  type Found,
  type TranscriptItem,
} from './transcript-item.js';
import { versionsIn, type Version } from './versions.js';

export interface Tagged<T> {
  readonly etag: string;
  /** Only made where it is needed: for whoever has it already nothing is read. */
  readonly content: () => Promise<T>;
}

/** Which words are asked for; none: those that count now. */
export interface Wanted {
  readonly version?: string | undefined;
  readonly moment?: Moment | undefined;
}

export interface VersionItem {
  readonly version: string;
  readonly kind: 'heard' | 'corrected';
  readonly made_at: string;
  readonly corrected_by: string | null;
  readonly basis: string | null;
  readonly segments: number | null;
  readonly corrected_segments: number | null;
  readonly current: boolean;
  /** Its words are still there. */
  readonly available: boolean;
}

interface TranscriptPorts {
  readonly files: Pick<RecordingFiles, 'shown'>;
  readonly artifacts: Pick<ArtifactStore, 'open' | 'stat'>;
  readonly history: Pick<EventStore, 'load'>;
}

/** What was said in a recording, and of what. */
export class Transcripts {
  constructor(private readonly ports: TranscriptPorts) {}

  async transcript(owner: string, id: string, wanted: Wanted = {}): Promise<Tagged<TranscriptItem>> {
    const found = await this.find(owner, id, wanted);
    return { etag: etagOf(found), content: () => this.item(found) };
  }

  /** Every version that there ever was, the newest first. */
  async versions(owner: string, id: string): Promise<readonly VersionItem[]> {
    const { recording } = await this.ports.files.shown(owner, id);
    const current = foundIn(recording.asset, currentArtifacts(recording.asset))?.facts.version;
    const versions = versionsIn(await this.history(id));
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

  /** Markdown. */
  async showNotes(owner: string, id: string): Promise<Tagged<string>> {
    const { recording, files } = await this.ports.files.shown(owner, id);
    const topics = topicsOf(files);
    const { title = 'Untitled recording' } = recording.personal;
    const date = recording.asset.registeredAt;
    return {
      etag: etagOfParts([title, date, topics?.sha256]),
      content: async () => showNotes({ title, date, topics: await this.topics(topics) }),
    };
  }

  /** The words of a file, as they were stored. */
  async words(artifact: Artifact): Promise<Transcript> {
    return parseTranscriptJson(await readText(this.ports.artifacts, artifact.key));
  }

  async item(found: Found): Promise<TranscriptItem> {
    return itemOf(found, await this.words(found.artifact), await this.topics(found.topics));
  }

  private async find(owner: string, id: string, { version, moment }: Wanted): Promise<Found> {
    const { recording, files } = await this.ports.files.shown(owner, id);
    if (version !== undefined && moment !== undefined)
      throw invalid([{ pointer: '/query/version', message: 'goes without as_of: a version is the same at any time' }]);
    if (moment !== undefined) return this.asOf(id, moment);
    const found = foundIn(recording.asset, files);
    if (version === undefined || version === found?.facts.version) return orNone(found);
    const one = versionsIn(await this.history(id)).find((each) => each.version === version);
    if (one === undefined) throw new Problem('no-such-version');
    return this.stillThere(earlier(one, topicsOf(files)));
  }

  private async asOf(id: string, moment: Moment): Promise<Found> {
    const past = pastOf(await this.history(id), moment);
    if (past === undefined) throw notFound();
    const found = orNone(foundIn(past.asset, currentArtifacts(past.asset)));
    return this.stillThere({ ...found, facts: { ...found.facts, current: false } });
  }

  /** Files of a run are given up with it, and with the item. */
  private async stillThere(found: Found): Promise<Found> {
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

  private async topics(file: Artifact | undefined): Promise<readonly NamedSpan[]> {
    return file === undefined ? [] : parseTopics(await readText(this.ports.artifacts, file.key));
  }
}

const orNone = (found: Found | undefined): Found => {
  if (found === undefined) throw new Problem('no-transcript');
  return found;
};

/** Words that do not count any more. */
export const earlier = ({ artifact, madeAt, correction }: Version, topics: Artifact | undefined): Found => ({
  artifact,
  topics,
  facts: {
    version: textVersionOf(artifact),
    current: false,
    ...correctedFacts(correction && { ...correction, at: madeAt }),
    newer_than: null,
    outdated_outputs: [],
  },
});
