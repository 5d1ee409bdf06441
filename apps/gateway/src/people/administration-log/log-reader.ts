import { invalid } from '../../kit/http/problems/problem.js';
import { resolveRangeEnd, resolveRangeStart } from '../../kit/http/requests/instant.js';
import type { AdministrationLogStore, EntryQuery } from './administration-log-store.js';
import {
  idsToName,
  renderEntry,
  type EntryAnswer,
  type EntryPage,
  type LogDownloadQuery,
  type LogQuery,
  type NameOf,
} from './log.dto.js';

/** The names of users, for the fields that hold their ids. */
export interface LogNames {
  learn(ids: Iterable<string>): Promise<void>;
  known: NameOf;
}

export interface LogReaderParts {
  readonly store: Pick<AdministrationLogStore, 'list'>;
  readonly names: LogNames;
}

type Filter = Omit<EntryQuery, 'limit' | 'before' | 'libraryId'>;

const ID = /^[1-9]\d{0,17}$/;
const PAGE = 500;

const encodeCursor = (id: string): string => Buffer.from(id).toString('base64url');

function decodeCursor(cursor: string): string {
  const before = Buffer.from(cursor, 'base64url').toString('latin1');
  if (ID.test(before) && encodeCursor(before) === cursor) return before;
  throw invalid([{ pointer: '/query/cursor', message: 'must be the next_cursor of an earlier answer' }]);
}

const filterOf = ({ actor, kind, subject, from, until }: Omit<LogDownloadQuery, 'format'>): Filter => ({
  ...(actor === undefined ? {} : { actor }),
  ...(kind === undefined ? {} : { kind }),
  ...(subject === undefined ? {} : { subject }),
  ...(from === undefined ? {} : { from: resolveRangeStart(from) }),
  ...(until === undefined ? {} : { until: resolveRangeEnd(until) }),
});

/** Reads the administration log: of the whole server, or of one library. */
export class LogReader {
  constructor(private readonly parts: LogReaderParts) {}

  page(query: LogQuery): Promise<EntryPage> {
    return this.#page(query);
  }

  pageOfLibrary(libraryId: string, query: LogQuery): Promise<EntryPage> {
    return this.#page(query, libraryId);
  }

  /** Reads page after page, so that a long log never has to fit into memory. */
  async *all(query: LogDownloadQuery): AsyncGenerator<EntryAnswer> {
    let before: string | undefined;
    do {
      const older = before === undefined ? {} : { before };
      const items: readonly EntryAnswer[] = await this.#list({ ...filterOf(query), ...older, limit: PAGE });
      yield* items;
      before = items.length < PAGE ? undefined : items.at(-1)?.id;
    } while (before !== undefined);
  }

  async #page({ limit, cursor, ...query }: LogQuery, libraryId?: string): Promise<EntryPage> {
    const found = await this.#list({
      ...filterOf(query),
      ...(libraryId === undefined ? {} : { libraryId }),
      ...(cursor === undefined ? {} : { before: decodeCursor(cursor) }),
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last === undefined ? null : encodeCursor(last.id) };
  }

  async #list(query: EntryQuery): Promise<readonly EntryAnswer[]> {
    const { store, names } = this.parts;
    const entries = await store.list(query);
    await names.learn(idsToName(entries));
    // Owners of a library may not learn from where and with which tokens other members work.
    const hidden = query.libraryId === undefined ? {} : { address: undefined, credential: undefined };
    return entries.map((entry) => renderEntry({ ...entry, ...hidden }, (id) => names.known(id)));
  }
}
