import { PermanentError } from '@throughline/contracts';
import { Parser } from 'htmlparser2';

/** A file that an entry offers. */
export interface Enclosure {
  /** May be relative to the feed. */
  readonly url: string;
  readonly type: string;
  /** The length of the recording in seconds, as text. */
  readonly duration?: string | undefined;
}

export interface FeedEntry {
  /** Texts by the names of their elements. */
  readonly texts: Readonly<Partial<Record<FeedField, string>>>;
  readonly enclosures: readonly Enclosure[];
}

/** The elements of an entry that are read. Their prefixes are those that feeds use in practice. */
const FIELDS = ['title', 'itunes:title', 'guid', 'id', 'pubDate', 'published', 'dc:date', 'updated', 'itunes:duration'] as const;
export type FeedField = (typeof FIELDS)[number];

export const FEED_LIMITS = {
  entries: 10_000,
  depth: 100,
  /** For one entry. */ enclosures: 50,
  /** Characters. */ text: 5_000,
} as const;

/** Throws `source-too-large` for too many entries. */
export function toEntryList<T>(entries: readonly T[]): readonly T[] {
  if (entries.length <= FEED_LIMITS.entries) return entries;
  throw new PermanentError('source-too-large', `The feed has more than ${String(FEED_LIMITS.entries)} entries`);
}

const ROOT = /^(?:rss|rdf:RDF|feed|(\w+:)feed)$/;

type Attributes = Readonly<Record<string, string>>;

const isField = (name: string): name is FeedField => FIELDS.some((field) => field === name);

/** Returns the file of an `enclosure` (RSS 2.0), or of a `link` to an enclosure (RFC 4287, 4.2.7.2). */
function readEnclosure(name: string, { url, href, rel, type = '' }: Attributes): Enclosure | undefined {
  const address = name === 'enclosure' ? url : href;
  if (address === undefined || address.trim() === '') return undefined;
  return name === 'enclosure' || rel === 'enclosure' ? { url: address.trim(), type: type.trim().toLowerCase() } : undefined;
}

interface OpenEntry {
  readonly depth: number;
  readonly texts: Partial<Record<FeedField, string>>;
  readonly enclosures: Enclosure[];
  /** Files of Media RSS. The enclosures of the entry come before them. */
  readonly media: Enclosure[];
}

/**
 * Returns the file of a `media:content` (Media RSS, https://www.rssboard.org/media-rss). Samples are left out, and so are the
 * players of web pages, which have the type of Flash.
 */
function readMedia({ url = '', type = '', medium = '', expression = 'full', duration }: Attributes): Enclosure | undefined {
  const [address, named] = [url.trim(), type.trim().toLowerCase()];
  if (address === '' || expression === 'sample' || named === 'application/x-shockwave-flash') return undefined;
  return { url: address, type: named === '' && /^(?:audio|video|image)$/.test(medium) ? `${medium}/*` : named, duration };
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
  #entry: OpenEntry | undefined;
  /** The depth of an open `media:group`. */
  #group: number | undefined;
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
    if (this.#depth > FEED_LIMITS.depth) throw new PermanentError('source-too-large', 'The feed is nested too deeply');
    if (this.root === undefined) {
      this.root = full;
      this.#prefix = ROOT.exec(full)?.[1] ?? '';
    }
    if (!this.isFeed) return;
    const name = full.startsWith(this.#prefix) ? full.slice(this.#prefix.length) : full;
    if (this.#entry !== undefined) this.#openInEntry(name, attributes);
    else if (name === 'item' || name === 'entry') this.#entry = { depth: this.#depth, texts: {}, enclosures: [], media: [] };
  }

  #openInEntry(name: string, attributes: Attributes): void {
    const entry = this.#entry;
    if (entry === undefined) return;
    const isOwn = entry.depth === this.#depth - 1;
    if (name === 'media:content' && (isOwn || this.#group === this.#depth - 1)) this.#addMedia(entry, attributes);
    // Other elements within elements, such as the titles of pictures, describe something else.
    if (!isOwn) return;
    if (name === 'media:group') this.#group = this.#depth;
    this.#openOwn(entry, name, attributes);
  }

  #openOwn({ texts, enclosures }: OpenEntry, name: string, attributes: Attributes): void {
    if (isField(name) && texts[name] === undefined) {
      this.#field = { depth: this.#depth, name };
      texts[name] = '';
    }
    const enclosure = name === 'enclosure' || name === 'link' ? readEnclosure(name, attributes) : undefined;
    if (enclosure !== undefined && enclosures.length < FEED_LIMITS.enclosures) enclosures.push(enclosure);
  }

  /** The files of a group are the same recording; the default one is chosen first. */
  #addMedia({ media }: OpenEntry, attributes: Attributes): void {
    const file = readMedia(attributes);
    if (file === undefined || media.length === FEED_LIMITS.enclosures) return;
    if (attributes['isDefault'] === 'true') media.unshift(file);
    else media.push(file);
  }

  #add(text: string): void {
    if (this.#entry === undefined || this.#field === undefined) return;
    const { texts } = this.#entry;
    const { name } = this.#field;
    texts[name] = ((texts[name] ?? '') + text).slice(0, FEED_LIMITS.text);
  }

  #close(): void {
    if (this.#group === this.#depth) this.#group = undefined;
    if (this.#field?.depth === this.#depth) this.#field = undefined;
    if (this.#entry?.depth === this.#depth) {
      const { texts, enclosures, media } = this.#entry;
      [this.#entry, this.#group] = [undefined, undefined];
      this.entries.push({ texts, enclosures: [...enclosures, ...media].slice(0, FEED_LIMITS.enclosures) });
      toEntryList(this.entries);
    }
    this.#depth -= 1;
  }
}
