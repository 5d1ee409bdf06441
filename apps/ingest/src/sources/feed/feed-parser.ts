import { PermanentError } from '@throughline/contracts';
import { Parser } from 'htmlparser2';

/** A file that an entry offers. */
export interface Enclosure {
  /** May be relative to the feed. */
  readonly url: string;
  readonly type: string;
}

export interface FeedEntry {
  /** Texts by the names of their elements. */
  readonly texts: Readonly<Partial<Record<FeedField, string>>>;
  readonly enclosures: readonly Enclosure[];
}

/** The elements of an entry that are read. Their prefixes are those that feeds use in practice. */
const FIELDS = ['title', 'itunes:title', 'guid', 'id', 'pubDate', 'published', 'dc:date', 'updated'] as const;
export type FeedField = (typeof FIELDS)[number];

const MAX_ENTRIES = 10_000;
const MAX_DEPTH = 100;
const MAX_ENCLOSURES = 50;
const MAX_TEXT = 5_000;
const ROOT = /^(?:rss|rdf:RDF|feed|(\w+:)feed)$/;

type Attributes = Readonly<Record<string, string>>;

const isField = (name: string): name is FeedField => FIELDS.some((field) => field === name);

/** Returns the file of an `enclosure` (RSS 2.0), or of a `link` to an enclosure (RFC 4287, 4.2.7.2). */
function readEnclosure(name: string, { url, href, rel, type = '' }: Attributes): Enclosure | undefined {
  const address = name === 'enclosure' ? url : href;
  if (address === undefined || address.trim() === '') return undefined;
  return name === 'enclosure' || rel === 'enclosure' ? { url: address.trim(), type: type.trim().toLowerCase() } : undefined;
}

/**
 * Reads RSS 2.0, RSS 1.0 and Atom piece by piece, as tolerantly as feed readers do. It knows the five entities of XML and character
 * references, and no others: a DTD is skipped, so nothing is expanded and nothing is loaded.
 */
export class FeedParser {
  readonly entries: FeedEntry[] = [];
  /** The name of the first element. */
  root: string | undefined;
  /** The prefix of Atom's elements, with a colon. */
  #prefix = '';
  #depth = 0;
  #isWhole = false;
  #entry: { readonly depth: number; readonly texts: Partial<Record<FeedField, string>>; enclosures: Enclosure[] } | undefined;
  #field: { readonly depth: number; readonly name: FeedField } | undefined;
  readonly #parser = new Parser(
    {
      onopentag: (name, attributes) => {
        this.#open(name, attributes);
      },
      ontext: (text) => {
        this.#add(text);
      },
      onclosetag: () => {
        this.#close();
      },
    },
    { xmlMode: true },
  );

  get isFeed(): boolean {
    return this.root !== undefined && ROOT.test(this.root);
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  /** False for a feed that ends too early. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Drops an entry that is still open: without its end it may have another id, and would arrive twice. */
  end(): void {
    this.#entry = undefined;
    this.#isWhole = this.#depth === 0;
    this.#parser.end();
  }

  #open(full: string, attributes: Attributes): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new PermanentError('source-too-large', 'The feed is nested too deeply');
    if (this.root === undefined) {
      this.root = full;
      this.#prefix = ROOT.exec(full)?.[1] ?? '';
    }
    if (!this.isFeed) return;
    const name = full.startsWith(this.#prefix) ? full.slice(this.#prefix.length) : full;
    if (this.#entry !== undefined) this.#openInEntry(name, attributes);
    else if (name === 'item' || name === 'entry') this.#entry = { depth: this.#depth, texts: {}, enclosures: [] };
  }

  #openInEntry(name: string, attributes: Attributes): void {
    const entry = this.#entry;
    // Elements within others, such as the titles of pictures, describe something else.
    if (entry?.depth !== this.#depth - 1) return;
    if (isField(name) && entry.texts[name] === undefined) {
      this.#field = { depth: this.#depth, name };
      entry.texts[name] = '';
    }
    const enclosure = name === 'enclosure' || name === 'link' ? readEnclosure(name, attributes) : undefined;
    if (enclosure !== undefined && entry.enclosures.length < MAX_ENCLOSURES) entry.enclosures.push(enclosure);
  }

  #add(text: string): void {
    if (this.#entry === undefined || this.#field === undefined) return;
    const { texts } = this.#entry;
    const { name } = this.#field;
    texts[name] = ((texts[name] ?? '') + text).slice(0, MAX_TEXT);
  }

  #close(): void {
    if (this.#field?.depth === this.#depth) this.#field = undefined;
    if (this.#entry?.depth === this.#depth) {
      const { texts, enclosures } = this.#entry;
      this.#entry = undefined;
      if (this.entries.length === MAX_ENTRIES)
        throw new PermanentError('source-too-large', `The feed has more than ${String(MAX_ENTRIES)} entries`);
      this.entries.push({ texts, enclosures });
    }
    this.#depth -= 1;
  }
}
