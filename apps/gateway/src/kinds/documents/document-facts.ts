import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { anyOf, count, flag, id, integer, list, number, orNull, ref, text, time, words } from '../../kit/http/schemas.js';

/* The facts that steps find about a document. Each is absent until its step has found it, and if the document has none. */

@ApiSchema({ name: 'DocumentRecord' })
export class DocumentRecordAnswer {
  @OptionalField(text('The hash of the file.')) sha256?: string;
  @OptionalField(count('Bytes.')) size?: number;
  @OptionalField(text('`pdf`, `image`, `office`, `text`, `html` or `email`.')) kind?: string;
  @OptionalField(text('The type of the file, detected by its bytes.')) media_type?: string;
  @OptionalField(text('The file extension of that type.')) extension?: string;
  @OptionalField(count('The number of pages.')) pages?: number;
  @OptionalField(flag('True if the file is encrypted.')) encrypted?: boolean;
  @OptionalField(flag('True if the file cannot be read without a password.')) locked?: boolean;
  @OptionalField(flag('True if the file has a digital signature.')) signed?: boolean;
  @OptionalField(count('Pixels of a picture.')) width?: number;
  @OptionalField(count('Pixels of a picture.')) height?: number;
}

@ApiSchema({ name: 'DocumentText' })
export class DocumentTextAnswer {
  @OptionalField(words(['layer', 'partial', 'none'], 'Whether all, some or none of the pages have a text layer.'))
  text?: string;
  @OptionalField(count('The number of pages with a text layer.')) pages_with_text?: number;
  @OptionalField(flag('False if the text was read without conversion to PDF.')) converted?: boolean;
  @OptionalField(text('The engine that converted the document to PDF.')) converted_by?: string;
  @OptionalField(text('The engine that read the text: `text-layer`, `plain`, `html`, `mail` or the name of an OCR engine.'))
  engine?: string;
  @OptionalField(list(text(), 'The languages of the OCR: `eng`, `deu`.')) languages?: readonly string[];
  @OptionalField(list(text(), 'Requested languages that the OCR engine does not have.')) languages_missing?: readonly string[];
  @OptionalField(count('The number of pages.')) pages?: number;
  @OptionalField(count('Pages read by OCR.')) pages_ocr?: number;
  @OptionalField(count('Blank pages.')) pages_blank?: number;
  @OptionalField(count('Pages read by OCR with low confidence: compare their text with the page.')) pages_poor?: number;
  @OptionalField(count('Pages on which OCR found only junk, which is dropped.')) pages_hopeless?: number;
  @OptionalField(count('Pages that were not read.')) pages_unread?: number;
  @OptionalField(count('The length of the text.')) characters?: number;
  @OptionalField(number('The mean confidence of the OCR, in percent.', { minimum: 0, maximum: 100 })) confidence?: number;
}

/** The confidence and place that every fact of an invoice has. */
class InvoiceFactAnswer {
  @Field(number('From 0 to 1.', { minimum: 0, maximum: 1 })) confidence!: number;
  @Field(flag('True from a confidence of 0.9 on. Check other values before you rely on them.')) sure!: boolean;
  @Field(integer('The page with the text.', { minimum: 1 })) page!: number;
  @Field(count('The first character in the text of the page (`text.json`).')) start!: number;
  @Field(count('The character after the last one.')) end!: number;
  @OptionalField(list(text(), 'Other values that were found, the best first.')) alternatives?: readonly string[];
}

@ApiSchema({ name: 'InvoiceText' })
class InvoiceTextAnswer extends InvoiceFactAnswer {
  @Field(text('The value; a day as `2024-03-01`.')) value!: string;
}

@ApiSchema({ name: 'InvoiceAmount' })
class InvoiceAmountAnswer extends InvoiceFactAnswer {
  @Field(text('The amount to pay, or the total with taxes, with a dot: `1234.56`.')) value!: string;
  @OptionalField(text('The currency, as ISO 4217: `EUR`. Absent if the document names none.')) currency?: string;
}

@ApiSchema({ name: 'DocumentInvoice' })
class DocumentInvoiceAnswer {
  @OptionalField(ref(InvoiceTextAnswer, 'The sender of the invoice.')) sender?: InvoiceTextAnswer;
  @OptionalField(ref(InvoiceTextAnswer, 'The number of the invoice.')) number?: InvoiceTextAnswer;
  @OptionalField(ref(InvoiceTextAnswer, 'The date of the invoice.')) date?: InvoiceTextAnswer;
  @OptionalField(ref(InvoiceAmountAnswer, 'The amount to pay.')) amount?: InvoiceAmountAnswer;
  @OptionalField(ref(InvoiceTextAnswer, 'The due date: a stated day, or the date plus a term such as 30 days.'))
  due_date?: InvoiceTextAnswer;
}

@ApiSchema({ name: 'DocumentFinding' })
class DocumentFindingAnswer {
  @Field(orNull(anyOf([text(), list(text())]), 'The corrected value, else the found one; a list for `tags`. Null: none.'))
  value!: string | readonly string[] | null;
  @Field(orNull(anyOf([text(), list(text())]), 'The found value, whatever a person has written since.'))
  found!: string | readonly string[] | null;
  @OptionalField(orNull(text('The currency of `value`, as ISO 4217; only of `amount`.'))) currency?: string | null;
  @OptionalField(orNull(text('The currency of `found`; only of `amount`.'))) found_currency?: string | null;
  @Field(
    orNull(
      number(undefined, { minimum: 0, maximum: 1 }),
      'The confidence of the found value, from 0 to 1. Null: its source gives none, such as a model.',
    ),
  )
  confidence!: number | null;
  @Field(flag('True if the found value is sure, or a person has written the value.')) sure!: boolean;
  @Field(
    orNull(
      integer(undefined, { minimum: 1 }),
      'The page with the found value. Null: not known, for example of a written text, unless its PDF has one page.',
    ),
  )
  page!: number | null;
  @Field(orNull(count(), 'The first character in the text of the page (`text.json`).')) start!: number | null;
  @Field(orNull(count(), 'The character after the last one.')) end!: number | null;
  @Field(list(text(), 'Other values that were found, the best first.')) alternatives!: readonly string[];
  @Field(
    list(text(), 'The names of the rules that gave the value; only of `type` and `tags`. Empty once a person has changed it.'),
  )
  rules!: readonly string[];
  @Field(orNull(id('The user who wrote the value last.'))) corrected_by!: string | null;
  @Field(orNull(time('The time of the correction.'))) corrected_at!: string | null;
}

@ApiSchema({ name: 'DocumentFindings' })
class DocumentFindingsAnswer {
  @Field(ref(DocumentFindingAnswer, 'The title of the document.')) title!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The date in the document: `2024-03-01`.')) date!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The sender or author.')) sender!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, '`invoice`, `letter`, `contract` …')) type!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The number of an invoice.')) number!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The amount to pay, with a dot: `1234.56`.')) amount!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The due date: `2024-03-31`.')) due_date!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The tags of the document; the found keywords if it has none.')) tags!: DocumentFindingAnswer;
  @Field(ref(DocumentFindingAnswer, 'The language: `en`.')) language!: DocumentFindingAnswer;
}

@ApiSchema({ name: 'DocumentMetadata' })
export class DocumentMetadataAnswer {
  @OptionalField(text('The source of these facts. `local`: rules on this server; otherwise a model.')) engine?: string;
  @OptionalField(text('The name of the model.')) model?: string;
  @OptionalField(text('The title in the document.')) title?: string;
  @OptionalField(text('The date in the document: `2024-03-01`.')) date?: string;
  @OptionalField(text('The sender or author.')) sender?: string;
  @OptionalField(text('`invoice`, `letter`, `contract` …')) type?: string;
  @OptionalField(list(text(), 'Keywords.')) tags?: readonly string[];
  @OptionalField(text('The language, as ISO 639-1: `en`.')) language?: string;
  @OptionalField(text('What the document says, in a few sentences.')) summary?: string;
  @OptionalField(ref(DocumentInvoiceAnswer, 'The facts of an invoice, bill or receipt, found by rules on this server.'))
  invoice?: DocumentInvoiceAnswer;
  @Field(ref(DocumentFindingsAnswer, 'Every field with its value, its confidence and its place. People can correct them.'))
  findings!: DocumentFindingsAnswer;
}

@ApiSchema({ name: 'DocumentStorage' })
export class DocumentStorageAnswer {
  @OptionalField(text('The folder, with `/` between levels. Empty: none.')) folder?: string;
  @OptionalField(text('The file name.')) name?: string;
}

/** A rule of the library that has changed the document. */
@ApiSchema({ name: 'AppliedRule' })
export class AppliedRuleAnswer {
  @Field(id('The `key` of the rule. The rule may have changed since, or be deleted.')) key!: string;
  @Field(text('The name that the rule had.')) name!: string;
  @Field(list(text(), 'The tags that the rule gave the document.')) tags!: readonly string[];
  @Field(orNull(text(), 'The type that the rule gave the document.')) type!: string | null;
  @Field(list(words(['type', 'tags']), 'The fields in which a person has replaced what the rule gave.'))
  overruled!: readonly string[];
}
