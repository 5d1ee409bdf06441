import type { Commit, ReadCloudEvent } from '@throughline/contracts';
import {
  foldCommit,
  foldPersonal,
  initialPersonal,
  initialState,
  type AssetState,
  type PersonalData,
  type RecordedCommit,
} from '@throughline/domain';
import { IdSet } from './id-set.js';
import { LineError } from './read-lines.js';

/** Bounds of what is in memory. Bytes are those of the lines. */
export interface HistoryLimits {
  readonly openItems: number;
  readonly openBytes: number;
  readonly items: number;
  readonly bytesOfItem: number;
}
const MIB = 1_024 * 1_024;
export const HISTORY_LIMITS: HistoryLimits = {
  openItems: 1_000,
  openBytes: 16 * MIB,
  items: 1_000_000,
  bytesOfItem: 8 * MIB,
};

export interface EventLine extends ReadCloudEvent {
  readonly line: number;
  readonly bytes: number;
}

export interface SavedCommit extends RecordedCommit {
  readonly position: number;
  readonly actor: Commit['actor'];
  readonly commit: Pick<Commit, 'at' | 'origin'> & { readonly events: Commit['events'][number][] };
}

/** A history of which further lines may come. */
export interface OpenHistory {
  readonly assetId: string;
  readonly firstLine: number;
  readonly commits: SavedCommit[];
  state: AssetState;
  personal: PersonalData;
  bytes: number;
  last: Pick<EventLine, 'line' | 'position' | 'index' | 'at'> | undefined;
}

export interface HistoryOptions {
  /** Returns the latest time that an event may have. */
  readonly latest: () => number;
  /** Accepts times that run backwards or lie in the future. */
  readonly anyTimes: boolean;
  /** Keeps the commits of open histories. */
  readonly keepCommits: boolean;
  readonly limits?: HistoryLimits;
}

const SERVICE: Commit['actor'] = { kind: 'service', id: 'unknown' };

/** Returns the commit of a line, with its first event. An imported one keeps its mark and the time of the import. */
const toRecorded = ({ assetId, at, originRef: ref, importedAt, event }: EventLine): Omit<SavedCommit, 'position' | 'actor'> =>
  importedAt === undefined
    ? { assetId, commit: { at, events: [event] } }
    : { assetId, commit: { at, origin: { kind: 'imported', ref }, events: [event] }, storedAt: importedAt };

function parseActor(text: string | undefined): Commit['actor'] {
  const [, kind, id] = /^(user|service|system):(.{1,200})$/s.exec(text ?? '') ?? [];
  return kind === undefined || id === undefined ? SERVICE : { kind: kind as Commit['actor']['kind'], id };
}

/** Folds events to items. Returns an item once it is closed: too many others have followed, or the file has ended. */
export class Histories {
  /** The least recently continued first. */
  readonly #open = new Map<string, OpenHistory>();
  readonly #closed = new IdSet();
  #bytes = 0;
  readonly #limits: HistoryLimits;

  constructor(private readonly options: HistoryOptions) {
    this.#limits = options.limits ?? HISTORY_LIMITS;
  }

  add(line: EventLine): readonly OpenHistory[] {
    const history = this.#open.get(line.assetId) ?? this.#begin(line);
    this.#requireNext(history, line);
    this.#requireTime(history, line);
    this.#requireRoom(history, line);
    this.#apply(history, line);
    this.#open.delete(line.assetId);
    this.#open.set(line.assetId, history);
    return this.#closeOldest();
  }

  /** Closes every open item, in the order of the file. */
  end(): readonly OpenHistory[] {
    const rest = [...this.#open.values()].sort((one, other) => one.firstLine - other.firstLine);
    this.#open.clear();
    return rest;
  }

  #begin({ assetId, line, event }: EventLine): OpenHistory {
    if (this.#closed.has(assetId))
      throw new LineError(line, `item ${assetId} continues after too many lines of other items`, GROUP);
    if (event.type !== 'AssetRegistered')
      throw new LineError(
        line,
        `the history of item ${assetId} does not begin with AssetRegistered but with ${event.type}`,
        WHOLE,
      );
    if (this.#closed.size + this.#open.size >= this.#limits.items)
      throw new LineError(line, `the file has more than ${String(this.#limits.items)} items`, 'Divide it into several files.');
    return {
      assetId,
      firstLine: line,
      commits: [],
      state: initialState,
      personal: initialPersonal,
      bytes: 0,
      last: undefined,
    };
  }

  #requireNext({ last }: OpenHistory, { line, position, index }: EventLine): void {
    const before = last ?? { position: -1, index: -1 };
    const fits = position === before.position ? index === before.index + 1 : position > before.position && index === 0;
    if (fits) return;
    const id = `${String(position)}.${String(index)}`;
    const after =
      last === undefined ? 'is not the first event of its commit' : `follows ${String(last.position)}.${String(last.index)}`;
    throw new LineError(line, `event ${id} ${after}: lines are missing, repeated or out of order`, WHOLE);
  }

  #requireTime({ last }: OpenHistory, { line, at }: EventLine): void {
    if (this.options.anyTimes) return;
    if (Date.parse(at) > this.options.latest()) throw new LineError(line, `its time ${at} lies in the future`, ANY_TIMES);
    if (last !== undefined && Date.parse(at) < Date.parse(last.at))
      throw new LineError(line, `its time ${at} is before that of line ${String(last.line)}, ${last.at}`, ANY_TIMES);
  }

  #requireRoom(history: OpenHistory, { line, bytes }: EventLine): void {
    const { bytesOfItem } = this.#limits;
    if (history.bytes + bytes > bytesOfItem)
      throw new LineError(line, `the history of item ${history.assetId} is longer than ${String(bytesOfItem)} bytes`);
  }

  #apply(history: OpenHistory, line: EventLine): void {
    const { at, event, position, bytes } = line;
    const recorded = toRecorded(line);
    try {
      history.state = foldCommit(history.state, recorded);
      history.personal = foldPersonal(history.personal, event);
    } catch (cause) {
      throw new LineError(line.line, `this release cannot fold ${event.type}`, undefined, { cause });
    }
    if (this.options.keepCommits) {
      if (line.index > 0) history.commits.at(-1)?.commit.events.push(event);
      else history.commits.push({ ...recorded, position, actor: parseActor(line.actor) });
    }
    history.last = { line: line.line, position, index: line.index, at };
    history.bytes += bytes;
    this.#bytes += bytes;
  }

  #closeOldest(): readonly OpenHistory[] {
    const closed: OpenHistory[] = [];
    for (const [assetId, history] of this.#open) {
      if (this.#open.size <= this.#limits.openItems && (this.#bytes <= this.#limits.openBytes || this.#open.size === 1)) break;
      this.#open.delete(assetId);
      this.#closed.add(assetId);
      this.#bytes -= history.bytes;
      closed.push(history);
    }
    return closed;
  }
}

const GROUP = 'Put the lines of an item together, as an export does.';
const WHOLE = 'A history must be whole and in its order, as `events.jsonl` of an export.';
const ANY_TIMES = 'If the clock was wrong, repeat the command with --any-times.';
