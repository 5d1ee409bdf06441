import type { CorrectedDocument } from '@throughline/domain';
import type { Token } from '../../kit/provide.js';

/** The documents of a library that people have corrected, and those that rules have changed. Deleted documents do not count. */
export interface RuledDocuments {
  /** Returns the newest corrected documents, 2,000 at most. */
  corrected(owner: string): Promise<readonly CorrectedDocument[]>;
  /** Returns the number of documents whose present result each rule has changed, by the keys of the rules. */
  countByRule(owner: string): Promise<ReadonlyMap<string, number>>;
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
