import type { HeldAt } from '../held.js';
import { RECORDING_PIPELINES, newAssetId, type PipelineName } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type Asset } from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '@throughline/engine';
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { ShownPositions } from '../../positions/shown-positions.js';
import { isForeign } from '../foreign.js';
import { olderSame } from '../older-same.js';
import { Turnstile } from './turnstile.js';
import type { RecordingRow, RecordingRows, SameContent } from '../rows.js';

export interface ShownRecording {
  readonly id: string;
  readonly asset: Asset;
  readonly personal: LoadedAsset['personal'];
  readonly revision: LoadedAsset['revision'];
  readonly held: HeldAt | undefined;
  readonly duplicateOf: SameContent | undefined;
}

const MAX_BATCH = 500;
/** Statements under way: one would leave the database idle while its answer is read. */
const MOST_AT_ONCE = 2;
/** Counted one by one: `max` would reserve the memory of all of them at the start. */
const REMEMBERED = { maxSize: 20_000, sizeCalculation: (): number => 1 };

/**
 * Rows of single recordings, for all requests that come while others are being answered by one statement. Nothing is remembered:
 * a batch takes no request after its query was sent, so nobody is given a row that is older than the question.
 */
export class RecordingLoader {
  readonly #loader: DataLoader<string, RecordingRow | undefined>;
  /** What is of another pipeline stays so: whoever follows all that changes does not read its history again and again. */
  readonly #others = new LRUCache<string, true>(REMEMBERED);

  constructor(
    private readonly rows: Pick<RecordingRows, 'byIds' | 'withContent'>,
    private readonly commands: Pick<AssetCommands, 'load'>,
    private readonly shown: ShownPositions,
    private readonly pipelines: readonly PipelineName[] = RECORDING_PIPELINES,
  ) {
    const turnstile = new Turnstile(MOST_AT_ONCE);
    this.#loader = new DataLoader(
      async (ids) => {
        const found = await turnstile.through(() => rows.byIds([...new Set(ids)]));
        return ids.map((id) => found.get(id));
      },
      {
        cache: false,
        maxBatchSize: MAX_BATCH,
        batchScheduleFn: (dispatch) => {
          turnstile.schedule(dispatch);
        },
      },
    );
  }

  /** From its row; undefined while there is none that this build can read. */
  async fromRow(id: string): Promise<ShownRecording | undefined> {
    const row = await this.#loader.load(id);
    return row === undefined ? undefined : this.ofRow(row);
  }

  /**
   * The owner's own item; undefined for a foreign one, and where there is none. Both cost the same calls, as how long an answer takes must not tell
   * them apart: where the row is another's, the log is asked for an id that nobody has.
   */
  async ofOwner(owner: string, id: string): Promise<ShownRecording | undefined> {
    const row = await this.#loader.load(id);
    const shown = row === undefined ? undefined : this.ofRow(row);
    if (shown?.asset.owner === owner) return shown;
    const isOthers = isForeign(row, owner) || this.#others.has(id);
    return this.#read(isOthers ? newAssetId() : id, owner);
  }

  /** The truth itself: for what the rows do not show yet. */
  async fromLog(id: string): Promise<ShownRecording | undefined> {
    return this.#others.has(id) ? undefined : this.#read(id);
  }

  async #read(id: string, owner?: string): Promise<ShownRecording | undefined> {
    const loaded = await this.commands.load(id);
    if (loaded === undefined || !isPresent(loaded.state)) return undefined;
    const { state: asset, personal, revision } = loaded;
    if (!this.pipelines.some((one) => one === asset.pipeline)) {
      this.#others.set(id, true);
      return undefined;
    }
    if (owner !== undefined && asset.owner !== owner) return undefined;
    this.shown.ofLog(asset.owner, revision);
    return { id, asset, personal, revision, held: undefined, duplicateOf: await olderSame(this.rows, asset) };
  }

  ofRow(row: RecordingRow): ShownRecording | undefined {
    if (row.foldVersion !== FOLD_VERSION || !isPresent(row.state)) return undefined;
    const { id, state: asset, personal, revision, held, duplicateOf } = row;
    this.shown.ofRow(revision);
    return { id, asset, personal, revision, held, duplicateOf };
  }
}
