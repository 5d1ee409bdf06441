import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { documentStatusOf } from '../document/status.js';
import { sessionProgress } from '../session/progress.js';
import { sessionStatusOf } from '../session/status.js';
import { isFailed } from '../status/failure.js';
import { renderStatus } from '../status/render-status.js';

/** Where an asset stands, in the words of its own pipeline. */
export interface AssetStanding {
  readonly status: string;
  readonly failed: boolean;
  /** 0 to 100, of pipelines that keep it with every change. */
  readonly progress: number | null;
}

const recordingStanding = (asset: Asset): AssetStanding => ({
  status: renderStatus(asset),
  failed: isFailed(asset),
  progress: null,
});

/** One line for each pipeline that has words of its own. */
const standings: Readonly<Record<string, (asset: Asset) => AssetStanding>> = {
  session: (asset) => {
    const status = sessionStatusOf(asset);
    return { status, failed: status === 'failed', progress: sessionProgress(asset, asset.updatedAt) };
  },
  document: (asset) => {
    const status = documentStatusOf(asset);
    return { status, failed: status === 'failed', progress: null };
  },
};

/** At the moment of its newest event, and so the same whenever it is asked. */
export function assetStanding(asset: Asset): AssetStanding {
  const standing = standings[asset.pipeline] ?? recordingStanding;
  return standing(asset);
}

const isOver = (asset: Asset): boolean => ['completed', 'failed'].includes(sessionStatusOf(asset));

/** From `pending` there is a move to `processing` alone (PRG-02). */
const leapsOver = (before: AssetState, after: Asset): boolean =>
  isPresent(before) && before.pipeline === 'session' && sessionStatusOf(before) === 'pending' && isOver(after);

/**
 * What the log says after each event of one commit. Its events land together, so each of them tells what all have come to. A session that
 * was given up by whoever took it in hand, before it had started, would leap over a status: its events tell it one by one.
 */
export function commitStandings(before: AssetState, after: readonly AssetState[]): readonly AssetStanding[] {
  const last = after.at(-1);
  if (last === undefined || !isPresent(last)) return [];
  const whole = assetStanding(last);
  const oneByOne = leapsOver(before, last);
  return after.map((state) => (oneByOne && isPresent(state) ? assetStanding(state) : whole));
}
