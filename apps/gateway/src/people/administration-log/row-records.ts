import type { ChangeRecord } from './administration-log.js';
import { changesOf } from './changes.js';

type RowCategory = 'credential' | 'output' | 'template' | 'document_rule' | 'source' | 'job' | 'webhook' | 'channel';

interface LibraryRow {
  readonly id: number;
  readonly libraryId: string;
  readonly name: string;
}

export interface RowRecords<Row> {
  readonly created: (row: Row) => ChangeRecord;
  /** Returns undefined if no fact differs. */
  readonly changed: (before: Row, after: Row) => ChangeRecord | undefined;
  readonly deleted: (row: Row) => ChangeRecord;
}

/** Returns the records of one kind of rows. `texts` lists the facts whose texts may be shown, as in `changesOf`. */
export function recordsOfRows<Row extends LibraryRow>(
  category: RowCategory,
  factsOf: (row: Row) => object,
  texts: readonly string[],
): RowRecords<Row> {
  const aboutRow = ({ id, libraryId, name }: Row): Pick<ChangeRecord, 'subject' | 'libraryId'> => ({
    subject: { type: category, id: String(id), name },
    libraryId,
  });
  return {
    created: (row) => ({ kind: `${category}.created`, ...aboutRow(row), changes: changesOf(undefined, factsOf(row), texts) }),
    changed: (before, after) => {
      const changes = changesOf(factsOf(before), factsOf(after), texts);
      return Object.keys(changes).length === 0 ? undefined : { kind: `${category}.changed`, ...aboutRow(after), changes };
    },
    deleted: (row) => ({ kind: `${category}.deleted`, ...aboutRow(row) }),
  };
}
