import { toCloudEvents, type Commit } from '@throughline/contracts';
import { aRun, type Journey } from '@throughline/domain/testing';
import { newAssetId } from '@throughline/contracts';

/** An item of another system: its lines, and its commits with their bytes in the clear. */
export interface BenchItem {
  readonly id: string;
  readonly lines: readonly string[];
  readonly commits: readonly Uint8Array[];
}

const encoder = new TextEncoder();

const toCommit = (commit: Pick<Commit, 'at' | 'events'>, index: number): Commit => ({
  id: `commit-${String(index)}`,
  actor: { kind: 'service', id: 'ingest' },
  causationId: 'bench',
  correlationId: 'bench',
  ...commit,
});

/** A run with all its steps, as most histories of an older system are. */
const journey: Journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');

/** Returns items with at least so many events together. */
export function createItems(events: number): { readonly items: readonly BenchItem[]; readonly events: number } {
  const items: BenchItem[] = [];
  let count = 0;
  while (count < events) {
    const id = newAssetId();
    const rename = (text: string): string => text.replaceAll(journey.assetId, id).replaceAll('"key":"', `"key":"${id}/`);
    const commits = journey.commits.map(({ commit }, index) => toCommit(commit, index));
    const written = commits.flatMap((commit, index) =>
      toCloudEvents({ assetId: id, position: String(index + 1), commit }, '/api/v1/recordings', 'bench'),
    );
    const lines = written.map((event, index) =>
      rename(JSON.stringify({ ...event, ...(index === written.length - 1 ? { originlast: true } : {}) })),
    );
    items.push({ id, lines, commits: commits.map((commit) => encoder.encode(rename(JSON.stringify(commit)))) });
    count += lines.length;
  }
  return { items, events: count };
}
