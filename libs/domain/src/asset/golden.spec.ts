import { readdirSync, readFileSync } from 'node:fs';
import { commitCodec, type RecordingStatus } from '@throughline/contracts';
import { hashOf } from '../testing/canonical.js';
import { renderRecording } from '../views/recording.js';
import { fold, type RecordedCommit } from './fold.js';
import { FOLD_VERSION } from './state.js';

/** A stored event log of a regression, with what it must always fold to. Written once, never edited. */
interface Golden {
  readonly title: string;
  readonly assetId: string;
  readonly log: readonly unknown[];
  readonly expected: {
    readonly status: RecordingStatus;
    readonly failed: boolean;
    readonly failed_at_stage: string | null;
    readonly ready_to_upload: boolean;
    readonly stages: Readonly<Record<string, string>>;
    readonly outputs: Readonly<Record<string, string>>;
    readonly upload_summary: object;
  };
}

const folder = new URL('../../golden/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const names = readdirSync(folder)
  .filter((file) => file !== 'folds.json')
  .sort();
const logs = names.map((name) => ({ name, golden: read(name) as Golden }));
const commits = ({ assetId, log }: Golden): readonly RecordedCommit[] =>
  log.map((stored) => ({
    assetId,
    commit: commitCodec.decode(assetId, new TextEncoder().encode(JSON.stringify(stored)), undefined),
  }));

describe('the golden logs', () => {
  it.each(logs.map(({ name, golden }) => [golden.title, name, golden] as const))('%s (%s)', (_title, _name, golden) => {
    const item = renderRecording(fold(commits(golden)), {});
    expect({
      status: item?.status,
      failed: item?.failed,
      failed_at_stage: item?.failed_at_stage,
      ready_to_upload: item?.ready_to_upload,
      stages: Object.fromEntries(item?.processing_stages.map(({ stage_type, status }) => [stage_type, status]) ?? []),
      outputs: Object.fromEntries(item?.outputs.map(({ id, status }) => [id, status]) ?? []),
      upload_summary: item?.upload_summary,
    }).toEqual(golden.expected);
  });

  it('cover the regressions that the requirements name', () => {
    expect(names).toEqual(
      expect.arrayContaining(
        ['agg-05', 'agg-08', 'agg-13', 'flr-02', 'flr-03', 'flr-04', 'flr-05'].map((name) => `${name}.json`),
      ),
    );
  });

  it('fold to the very states that this FOLD_VERSION folded them to: where they differ, raise FOLD_VERSION and record the new folds', () => {
    const folded = Object.fromEntries(logs.map(({ name, golden }) => [name, hashOf(fold(commits(golden)))]));
    expect({ foldVersion: FOLD_VERSION, states: folded }).toEqual(read('folds.json'));
  });
});
