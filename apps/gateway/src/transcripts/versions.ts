import { TRANSCRIPT_ROLE, textVersionOf, type Artifact, type AssetEvent } from '@throughline/contracts';
import type { History, StoredCommit } from '@throughline/event-store';

export interface Version {
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
