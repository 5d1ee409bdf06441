import { MAX_COMMIT_BYTES } from '@throughline/contracts';
import { IdSet } from '../fold/id-set.js';
import type { EventLine } from '../fold/histories.js';
import { readEvent } from '../fold/read-event.js';
import { LineError, type Line } from '../fold/read-lines.js';

/** Commits of an item. The server has the same limit. */
const MAX_COMMITS = 10_000;
/** Bytes of the lines of an item, which is held until its last line. */
const LARGEST_ITEM = 32 * 1_024 * 1_024;
/** An event is smaller than its commit. The envelope and the attributes of a CloudEvent need the rest. */
export const LONGEST_LINE = 2 * MAX_COMMIT_BYTES;
/** Clocks of servers differ a little. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

export interface CollectedCommit {
  readonly position: number;
  /** The numbers of its lines, and their JSON. */
  readonly lines: number[];
  readonly events: Buffer[];
  bytes: number;
}

/** An item whose lines are complete. */
export interface CollectedItem {
  readonly id: string;
  readonly firstLine: number;
  readonly commits: CollectedCommit[];
  bytes: number;
  /** The file ends before the last event of the item. */
  readonly isCutOff?: boolean;
}

interface OpenItem extends CollectedItem {
  last: EventLine | undefined;
  /** A line cannot be used, so the item is left out. */
  isSpoilt: boolean;
}

export interface CollectOptions {
  /** Returns false for items to leave out. */
  readonly isWanted: (id: string) => boolean;
  readonly now: () => number;
  /** Accepts times that run backwards. */
  readonly anyTimes: boolean;
  /** Called for a line that cannot be used. The item is named if it is known. */
  readonly onFault: (fault: LineError, id: string | undefined) => void;
}

const GROUP = 'Put the lines of an item together, as an export does.';
const WHOLE = 'A history must be whole and in its order, as `tl export` writes it.';
const ANY_TIMES = 'If the clock of the old system was wrong, repeat the command with --any-times.';

/** Collects lines to items. A line that cannot be used leaves out its item, and no other. */
export class ItemCollector {
  #open: OpenItem | undefined;
  readonly #closed = new IdSet();

  constructor(private readonly options: CollectOptions) {}

  /** Returns the item before, if this line begins another one. */
  add(line: Line): CollectedItem | undefined {
    const event = this.#read(line);
    if (event === undefined || event.assetId === this.#open?.id) {
      if (event !== undefined) this.#continue(event, line);
      return undefined;
    }
    const before = this.end();
    this.#begin(event, line);
    return before;
  }

  /** Returns the last item of the file. Its export may tell that further events belong to it. */
  endFile(): CollectedItem | undefined {
    const isCutOff = this.#open?.last?.isLast === false;
    const item = this.end();
    return item === undefined ? undefined : { ...item, isCutOff };
  }

  /** Returns the item whose lines have been added. */
  end(): CollectedItem | undefined {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return undefined;
    this.#closed.add(open.id);
    return open.isSpoilt || !this.options.isWanted(open.id) ? undefined : open;
  }

  #read(line: Line): EventLine | undefined {
    try {
      if (line.isTooLong === true) throw new LineError(line.number, `it is longer than ${String(LONGEST_LINE)} bytes`);
      return readEvent(line);
    } catch (error) {
      // The line may belong to the item before it. If it begins the next one, that item lacks its registration.
      this.#spoil(error as LineError);
      return undefined;
    }
  }

  #begin(event: EventLine, line: Line): void {
    const { assetId: id } = event;
    this.#open = { id, firstLine: line.number, commits: [], bytes: 0, last: undefined, isSpoilt: false };
    if (!this.options.isWanted(id)) return;
    if (this.#closed.has(id)) this.#spoil(new LineError(line.number, 'the item continues after lines of other items', GROUP));
    else if (event.event.type !== 'AssetRegistered')
      this.#spoil(new LineError(line.number, `the history begins with ${event.event.type} instead of AssetRegistered`, WHOLE));
    else this.#continue(event, line);
  }

  #continue(event: EventLine, line: Line): void {
    const open = this.#open;
    if (open === undefined || open.isSpoilt || !this.options.isWanted(open.id)) return;
    const fault = this.#findPlaceFault(open, event) ?? this.#findTimeFault(open, event);
    if (fault !== undefined) this.#spoil(fault);
    else this.#keep(open, event, line);
  }

  #findPlaceFault({ last, commits }: OpenItem, { line, position, index }: EventLine): LineError | undefined {
    const follows = last?.position === position ? index === last.index + 1 : index === 0 && position > (last?.position ?? -1);
    if (!follows)
      return new LineError(line, `event ${String(position)}.${String(index)} does not follow the line before it`, WHOLE);
    return index === 0 && commits.length === MAX_COMMITS
      ? new LineError(line, `the history has more than ${String(MAX_COMMITS)} commits`)
      : undefined;
  }

  #findTimeFault({ last }: OpenItem, { line, at }: EventLine): LineError | undefined {
    const time = Date.parse(at);
    if (time > this.options.now() + CLOCK_TOLERANCE_MS) return new LineError(line, `its time ${at} lies in the future`);
    if (this.options.anyTimes || last === undefined || time >= Date.parse(last.at) - CLOCK_TOLERANCE_MS) return undefined;
    return new LineError(line, `its time ${at} is before that of the line before it, ${last.at}`, ANY_TIMES);
  }

  #keep(open: OpenItem, event: EventLine, { number, bytes }: Line): void {
    open.bytes += bytes.length;
    if (open.bytes > LARGEST_ITEM) {
      this.#spoil(new LineError(number, `the history is longer than ${String(LARGEST_ITEM)} bytes`));
      return;
    }
    if (event.index === 0) open.commits.push({ position: event.position, lines: [], events: [], bytes: 0 });
    const commit = open.commits.at(-1);
    commit?.lines.push(number);
    // A view of the chunk would keep all of it in memory.
    commit?.events.push(Buffer.from(bytes));
    if (commit !== undefined) commit.bytes += bytes.length;
    open.last = event;
  }

  #spoil(fault: LineError): void {
    const open = this.#open;
    if (open?.isSpoilt !== true) this.options.onFault(fault, open?.id);
    if (open === undefined) return;
    open.isSpoilt = true;
    open.commits.length = 0;
  }
}
