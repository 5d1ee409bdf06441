import { METADATA_STEP, findSender, type CorrectedDocument, type RuledPersonal } from '@throughline/domain';
import type { Token } from '../../kit/provide.js';

/** The documents of a library that people have corrected, and those that rules have changed. Deleted documents do not count. */
export interface RuledDocuments {
  /** Returns the newest corrected documents, 2,000 at most. */
  corrected(owner: string): Promise<readonly CorrectedDocument[]>;
  /** Returns the number of documents whose present result each rule has changed, by the keys of the rules. */
  countByRule(owner: string): Promise<ReadonlyMap<string, number>>;
  /** Returns a page of all documents with their senders, in the order of the list of documents, newest first. */
  listSenders(owner: string, page: SenderPage): Promise<readonly DocumentSender[]>;
}

/** The place of a document in the list of documents. */
export interface ListPlace {
  /** With all digits that PostgreSQL compares. */
  readonly createdAt: string;
  readonly id: string;
}

export interface SenderPage {
  /** The last document of the page before. */
  readonly before: ListPlace | undefined;
  readonly limit: number;
}

export interface DocumentSender extends ListPlace {
  readonly sender: string | undefined;
  /** False: the step for the fields is running again, or could not read them. The sender is that of the earlier result. */
  readonly isRead: boolean;
  /** The part of the personal data on which rules depend, without corrections of an earlier file. */
  readonly personal: RuledPersonal;
}

export const RULED_DOCUMENTS: Token<RuledDocuments> = Symbol('RuledDocuments');

/** The parts of a row that tell what people have corrected. */
export interface CorrectionRow {
  readonly id: string;
  readonly title: string | null;
  readonly corrected: readonly string[];
  /** A person has set the tags, also without a correction of the fields. */
  readonly hasOwnTags: boolean;
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly tags: readonly string[] | null;
  readonly found: unknown;
  readonly foundDate: unknown;
  readonly registeredAt: string;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A person's sender replaces the found one. A type or tags that no person has set are absent. */
export function toCorrectedDocument(row: CorrectionRow): CorrectedDocument {
  const { id, title, corrected, hasOwnTags, fields, tags, found, foundDate, registeredAt } = row;
  const isSet = (field: string): boolean => corrected.includes(field);
  const own = (field: 'sender' | 'date' | 'type'): string | undefined => textOf(fields?.[field]);
  return {
    id,
    title: title ?? undefined,
    sender: isSet('sender') ? own('sender') : textOf(found),
    date: isSet('date') ? own('date') : textOf(foundDate),
    registeredAt,
    ...(hasOwnTags || isSet('tags') ? { tags: tags ?? [] } : {}),
    ...(isSet('type') ? { type: own('type') ?? null } : {}),
  };
}

/** The parts of a row that tell the sender, and what rules have given. */
export interface SenderRow extends ListPlace, Pick<CorrectionRow, 'corrected' | 'hasOwnTags' | 'tags'> {
  readonly fields: RuledPersonal['fields'] | null;
  /** The result of the step for the fields is the present one. */
  readonly isRead: boolean;
  /** The sender by its finding, and the one that an earlier release stored. */
  readonly finding: unknown;
  readonly found: unknown;
  readonly rules: unknown;
}

export function toDocumentSender(row: SenderRow): DocumentSender {
  const own = Object.entries(row.fields ?? {}).filter(([name]) => row.corrected.includes(name));
  const fields: NonNullable<RuledPersonal['fields']> = Object.fromEntries(own);
  const details = { findings: { sender: { value: row.finding } }, sender: row.found, rules: row.rules };
  return {
    id: row.id,
    createdAt: row.createdAt,
    sender: findSender(details, fields),
    isRead: row.isRead,
    personal: {
      fields,
      tags: row.tags ?? [],
      ...(row.hasOwnTags ? { hasOwnTags: true } : {}),
      steps: { [METADATA_STEP]: { details } },
    },
  };
}
