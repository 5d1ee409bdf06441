import { findSender, type CorrectedDocument } from '@throughline/domain';
import type { Token } from '../../kit/provide.js';

/** The documents of a library that people have corrected, and those that rules have changed. Deleted documents do not count. */
export interface RuledDocuments {
  /** Returns the newest corrected documents, 2,000 at most. */
  corrected(owner: string): Promise<readonly CorrectedDocument[]>;
  /** Returns the number of documents whose present result each rule has changed, by the keys of the rules. */
  countByRule(owner: string): Promise<ReadonlyMap<string, number>>;
  /** Returns a page of all documents with their senders, newest first. `before` is the last id of the page before. */
  listSenders(owner: string, page: SenderPage): Promise<readonly DocumentSender[]>;
}

export interface SenderPage {
  readonly before: string | undefined;
  readonly limit: number;
}

export interface DocumentSender {
  readonly id: string;
  readonly sender: string | undefined;
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
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A person's sender replaces the found one. A type or tags that no person has set are absent. */
export function toCorrectedDocument({ id, title, corrected, hasOwnTags, fields, tags, found }: CorrectionRow): CorrectedDocument {
  const isSet = (field: string): boolean => corrected.includes(field);
  return {
    id,
    title: title ?? undefined,
    sender: textOf(isSet('sender') ? fields?.['sender'] : found),
    ...(hasOwnTags || isSet('tags') ? { tags: tags ?? [] } : {}),
    ...(isSet('type') ? { type: textOf(fields?.['type']) ?? null } : {}),
  };
}

/** The parts of a row that tell the sender. */
export interface SenderRow {
  readonly id: string;
  readonly isCorrected: boolean;
  readonly own: string | null;
  /** The sender by its finding, and the one that an earlier release stored. */
  readonly finding: unknown;
  readonly found: unknown;
}

export const toDocumentSender = ({ id, isCorrected, own, finding, found }: SenderRow): DocumentSender => ({
  id,
  sender: findSender({ findings: { sender: { value: finding } }, sender: found }, isCorrected ? { sender: own } : {}),
});
