import { AppliedRuleSchema } from '@throughline/contracts';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { InvoiceSchema } from '../invoice/invoice.js';
import { FindingsSchema } from './finding.js';
import { toPrintableLine } from './printable-line.js';

/** Facts about a document that an engine found and that may be wrong; `engine` names the source. */
export const MetadataSchema = Type.Object({
  /** `local` is not a model: it copies facts from the document. */
  engine: Type.String(),
  model: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  /** The date in the document: `2024-03-01`. */
  date: Type.Optional(Type.String()),
  sender: Type.Optional(Type.String()),
  /** `invoice`, `letter`, `contract` … */
  type: Type.Optional(Type.String()),
  tags: Type.Array(Type.String()),
  /** ISO 639-1. */
  language: Type.Optional(Type.String()),
  summary: Type.Optional(Type.String()),
  /** The facts of an invoice, found by rules whichever engine found the others. */
  invoice: Type.Optional(InvoiceSchema),
  /** Each value with its confidence and place, as far as they are known. */
  findings: Type.Optional(FindingsSchema),
  /** The rules of the library that apply to the document. Their values are not among those that were found. */
  rules: Type.Optional(Type.Array(AppliedRuleSchema)),
});
export type Metadata = Static<typeof MetadataSchema>;

const metadata = Compile(MetadataSchema);

export function parseMetadata(json: string): Metadata | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return metadata.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Facts about a document that do not come from its text. */
export interface Hints {
  /** The title in the file's metadata, subject or head. */
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
}

export interface MetadataContext {
  readonly signal?: AbortSignal | undefined;
  readonly model?: string | undefined;
}

export interface MetadataEngine {
  readonly id: string;
  extract(text: string, hints: Hints, context?: MetadataContext): Promise<Metadata>;
}

const NO_AUTHOR =
  /^(?:anonymous|anonym|unknown|none|n\/a|nobody|user\d*|(?:windows|microsoft office|local|default|office) user|admin(?:istrator)?|root|owner|author|guest|scan(?:ner)?|print(?:er)?|аноним|неизвестно|пользователь|администратор|unbekannt|benutzer|anonyme|inconnu|utilisateur|-+)$/i;

/** Returns the name in one line; `undefined` for placeholders such as "anonymous". */
export function parsePerson(text: string | undefined, longest: number): string | undefined {
  const name = toPrintableLine(text, longest);
  return name === undefined || NO_AUTHOR.test(name.replaceAll(/^[([{<]+|[)\]}>]+$/g, '')) ? undefined : name;
}
