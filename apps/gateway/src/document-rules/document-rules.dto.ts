import { ApiSchema } from '@nestjs/swagger';
import type { RuleSuggestion } from '@throughline/domain';
import { Field, FlagField, TextField, TextsField } from '../kit/http/fields.js';
import { count, flag, id, integer, list, orNull, text, time } from '../kit/http/schemas.js';
import { NameField } from '../kit/http/requests/name-field.js';
import { MAX_RULES, type UsedDocumentRule } from './document-rule.js';

const LONGEST_SENDER = 300;
const LONGEST_TYPE = 60;
const LONGEST_TAG = 50;
const MAX_TAGS = 10;
/** A suggestion names this many of its documents. The others are counted. */
const NAMED_DOCUMENTS = 10;

const NAME = 'Unique within the library. Documents name the rules that have changed them.';
const SENDER = 'Documents of this sender. Capital letters and extra spaces make no difference; everything else must be the same.';
const TYPE = '`invoice`, `letter`, `contract` …';

export class DocumentRuleBody {
  @NameField(NAME)
  name = '';

  @TextField(SENDER, { required: true, min: 1, max: LONGEST_SENDER, plain: true })
  sender!: string;

  @TextsField(
    'The tags that a document gets, besides those that it has. Each once, whatever its case.',
    { min: 1, max: LONGEST_TAG, plain: true },
    { maxItems: MAX_TAGS },
  )
  tags?: string[] | null;

  @TextField(`The type that a document gets: ${TYPE}`, { min: 1, max: LONGEST_TYPE, plain: true })
  type?: string | null;

  @FlagField('False: no document gets anything. Documents that the rule has changed stay as they are.', { default: true })
  enabled?: boolean | null;
}

@ApiSchema({ name: 'DocumentRule' })
export class DocumentRuleAnswer {
  @Field(integer('The number of the rule.', { minimum: 1 })) id!: number;
  @Field(id('Names the rule in the history of documents, and in `rules_applied`.')) key!: string;
  @Field(text(NAME)) name!: string;
  @Field(text(SENDER)) sender!: string;
  @Field(list(text(), 'The tags that a document gets.')) tags!: readonly string[];
  @Field(orNull(text(TYPE), 'The type that a document gets.')) type!: string | null;
  @Field(flag('Runs that start while it is on apply it, when they find the fields of their document.')) enabled!: boolean;
  @Field(count('The documents whose present result the rule has changed. Deleted documents do not count.')) documents!: number;
  @Field(integer('Grows with every change; in quotation marks it is the `ETag`.', { minimum: 1 })) revision!: number;
  @Field(time('When the rule was made.')) created_at!: string;
  @Field(time('When the rule was last changed.')) updated_at!: string;
}

export class DocumentRuleList {
  @Field(list(DocumentRuleAnswer, `Oldest first: in the order in which they apply. At most ${String(MAX_RULES)}.`))
  items!: readonly DocumentRuleAnswer[];
}

@ApiSchema({ name: 'RuleEvidence' })
class RuleEvidenceAnswer {
  @Field(id('The document.')) id!: string;
  @Field(orNull(text(), 'Its title.')) title!: string | null;
  @Field(orNull(text('The date in the document, such as 2026-02-05; null if there is none.'))) date!: string | null;
  @Field(time('When it was registered.')) created_at!: string;
}

@ApiSchema({ name: 'DocumentRuleSuggestion' })
export class RuleSuggestionAnswer {
  @Field(id('Names the suggestion, to dismiss it.')) id!: string;
  @Field(text('The sender, as its newest document writes it.')) sender!: string;
  @Field(list(text(), 'The tag that people gave these documents. Empty: the suggestion is about the type.'))
  tags!: readonly string[];
  @Field(orNull(text(TYPE), 'The type that people gave these documents.')) type!: string | null;
  @Field(integer('The documents that people gave the tag or the type.', { minimum: 1 })) count!: number;
  @Field(count('The documents of the sender for which people have decided otherwise.')) otherwise!: number;
  @Field(list(RuleEvidenceAnswer, `The newest of the documents, ${String(NAMED_DOCUMENTS)} at most.`))
  documents!: readonly RuleEvidenceAnswer[];
}

export class RuleSuggestionList {
  @Field(list(RuleSuggestionAnswer, 'Those with the most documents first.')) items!: readonly RuleSuggestionAnswer[];
}

export const renderRule = ({ rule, documents }: UsedDocumentRule): DocumentRuleAnswer => ({
  id: rule.id,
  key: rule.key,
  name: rule.name,
  sender: rule.sender,
  tags: rule.tags,
  type: rule.type,
  enabled: rule.isEnabled,
  documents,
  revision: rule.revision,
  created_at: rule.createdAt,
  updated_at: rule.updatedAt,
});

export const renderSuggestion = ({ documents, type, ...suggestion }: RuleSuggestion): RuleSuggestionAnswer => ({
  ...suggestion,
  type: type ?? null,
  count: documents.length,
  documents: documents.slice(0, NAMED_DOCUMENTS).map((document) => ({
    id: document.id,
    title: document.title ?? null,
    date: document.date ?? null,
    created_at: document.registeredAt,
  })),
});
