import { commitCodec, type AssetEvent, type RecordingStatus } from '@throughline/contracts';
import { fold, type RecordedCommit } from '../../asset/fold.js';
import { FOLD_VERSION } from '../../asset/state.js';
import { hashOf } from '../canonical.js';
import type { Journey } from '../journey.js';
import type { UploadSummary } from '../../views/output.js';
import { renderRecording } from '../../views/recording.js';

/** The part of an item that must never change for a regression's history. */
export interface GoldenOutcome {
  readonly status: RecordingStatus | undefined;
  readonly failed: boolean | undefined;
  readonly failed_at_stage: string | null | undefined;
  readonly ready_to_upload: boolean | undefined;
  readonly stages: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly upload_summary: object | undefined;
}
/** A stored event log of a regression, with its expected outcome. Written once, never edited. */
export interface GoldenLog {
  readonly title: string;
  readonly assetId: string;
  readonly expected: GoldenOutcome;
  readonly log: readonly unknown[];
}
/** Hashes of the states of all golden logs under one fold version. */
export interface GoldenFolds {
  readonly foldVersion: number;
  readonly states: Readonly<Record<string, string>>;
}

const encodeJson = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export const commitsOf = ({ assetId, log }: Pick<GoldenLog, 'assetId' | 'log'>): readonly RecordedCommit[] =>
  log.map((stored) => ({ assetId, commit: commitCodec.decode(assetId, encodeJson(stored), undefined) }));

/** Returns the four fields of FLR-12 only, because the summary may get more fields. */
const pickCounts = ({ total, uploaded, failed, partial }: UploadSummary): object => ({ total, uploaded, failed, partial });

export function outcomeOf(commits: readonly RecordedCommit[]): GoldenOutcome {
  const item = renderRecording(fold(commits), {});
  return {
    status: item?.status,
    failed: item?.failed,
    failed_at_stage: item?.failed_at_stage,
    ready_to_upload: item?.ready_to_upload,
    stages: Object.fromEntries(item?.processing_stages.map(({ stage_type, status }) => [stage_type, status]) ?? []),
    outputs: Object.fromEntries(item?.outputs.map(({ id, status }) => [id, status]) ?? []),
    upload_summary: item === undefined ? undefined : pickCounts(item.upload_summary),
  };
}

/** Removes the personal part, which is sealed in a log: a golden log is read without a key. */
const removePersonal = ({ type, v, data }: AssetEvent): AssetEvent => ({ type, v, data }) as AssetEvent;

export function logOf(journey: Journey): readonly unknown[] {
  return journey.commits.map(({ assetId, commit }, index) => {
    const number = String(index + 1);
    const bytes = commitCodec.encode(
      assetId,
      {
        id: `commit-${number}`,
        at: commit.at,
        actor: { kind: 'service', id: 'worker-1' },
        causationId: `cause-${number}`,
        correlationId: 'correlation',
        events: commit.events.map(removePersonal),
      },
      undefined,
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  });
}

export const foldsOf = (logs: ReadonlyMap<string, GoldenLog>): GoldenFolds => ({
  foldVersion: FOLD_VERSION,
  states: Object.fromEntries([...logs].map(([name, golden]) => [name, hashOf(fold(commitsOf(golden)))])),
});
