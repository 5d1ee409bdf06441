import { TRANSCRIPT_ROLE, textVersionOf, type Artifact, type AssetEvent } from '@throughline/contracts';
import type { History, Recorded } from '@throughline/event-store';

/** One version that a transcript ever had. */
export interface Version {
  readonly version: string;
  readonly artifact: Artifact;
  /** All that was made with it. */
  readonly files: readonly Artifact[];
  readonly madeAt: string;
  /** Left out: it was heard. */
  readonly correction?: {
    readonly id: string;
    readonly by: string;
    readonly basis: string;
    readonly segments: number;
    readonly corrected: number;
  };
}

const wordsIn = (artifacts: readonly Artifact[]): Artifact | undefined => artifacts.find(({ role }) => role === TRANSCRIPT_ROLE);

function versionOf(event: AssetEvent, madeAt: string): Version | undefined {
  if (event.type !== 'StepCompleted' && event.type !== 'TranscriptCorrected') return undefined;
  const artifact = wordsIn(event.data.artifacts);
  if (artifact === undefined) return undefined;
  const made = { version: textVersionOf(artifact), artifact, files: event.data.artifacts, madeAt };
  if (event.type === 'StepCompleted') return made;
  const { correctionId: id, by, basis, segments, corrected } = event.data;
  return { ...made, correction: { id, by, basis, segments, corrected } };
}

/** Of all runs, the newest first. The same words heard twice are one version. */
export function versionsIn({ commits }: Pick<History, 'commits'>): readonly Version[] {
  const all = commits.flatMap(({ commit }: Pick<Recorded, 'commit'>) =>
    commit.events.flatMap((event) => versionOf(event, commit.at) ?? []),
  );
  return [...new Map(all.map((one) => [one.version, one])).values()].reverse();
}
