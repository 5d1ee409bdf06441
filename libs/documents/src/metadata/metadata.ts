import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** What a document is about, as somebody has found out who may err: which engine that was stands beside it. */
export const MetadataSchema = Type.Object({
  /** `local` is no model: it takes what stands there. */
  engine: Type.String(),
  model: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  /** The day that the document gives itself: `2024-03-01`. */
  date: Type.Optional(Type.String()),
  sender: Type.Optional(Type.String()),
  /** `invoice`, `letter`, `contract` … */
  type: Type.Optional(Type.String()),
  tags: Type.Array(Type.String()),
  /** ISO 639-1. */
  language: Type.Optional(Type.String()),
  summary: Type.Optional(Type.String()),
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

/** What is known of a document beside its text. */
export interface Hints {
  /** What the file calls itself: in its own dictionary, its subject, its head. */
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
}

export interface MetadataContext {
  readonly signal?: AbortSignal | undefined;
  /** Instead of the engine's own. */
  readonly model?: string | undefined;
}

export interface MetadataEngine {
  readonly id: string;
  extract(text: string, hints: Hints, context?: MetadataContext): Promise<Metadata>;
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;
/** One line that can be shown, or undefined where nothing is left. */
export function shown(text: string | undefined, longest: number): string | undefined {
  const line = (text ?? '').replaceAll(INVISIBLE, ' ').trim().slice(0, longest).trim();
  return line === '' ? undefined : line;
}

/** What programs and systems write for an author where nobody has said who it is. */
const NO_AUTHOR =
  /^(?:anonymous|anonym|unknown|none|n\/a|nobody|user\d*|(?:windows|microsoft office|local|default|office) user|admin(?:istrator)?|root|owner|author|guest|scan(?:ner)?|print(?:er)?|аноним|неизвестно|пользователь|администратор|unbekannt|benutzer|anonyme|inconnu|utilisateur|-+)$/i;

/** Who is named, in one line; undefined where nobody is, as behind "anonymous". */
export function personOf(text: string | undefined, longest: number): string | undefined {
  const said = shown(text, longest);
  return said === undefined || NO_AUTHOR.test(said.replaceAll(/^[([{<]+|[)\]}>]+$/g, '')) ? undefined : said;
}

/** A day that there is; undefined for anything else. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1900 && year < 2200 ? date.toISOString().slice(0, 10) : undefined;
}
