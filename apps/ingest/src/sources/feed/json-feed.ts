import { PermanentError, RetryableError, isObject } from '@throughline/contracts';
import { FEED_LIMITS, toEntryList, type FeedEntry } from './feed-parser.js';

/** Each value needs more memory than its text, and an object or a list far more. They count twice: for their brackets and comma. */
const MAX_VALUES = 1_000_000;
const VERSION = /^https?:\/\/(?:www\.)?jsonfeed\.org\/version\/1/;
const STRUCTURE = /["\\{}[\],]/g;

/** Limits the values and the depth of a JSON text before it is parsed. */
class JsonLimits {
  #depth = 0;
  #values = 0;
  #isInString = false;
  /** The next character belongs to an escape. */
  #isEscaped = false;

  add(text: string): void {
    STRUCTURE.lastIndex = this.#isEscaped ? 1 : 0;
    this.#isEscaped = false;
    for (let found = STRUCTURE.exec(text); found !== null; found = STRUCTURE.exec(text)) {
      const [sign] = found;
      if (this.#isInString) this.#stepInString(sign, text.length);
      else if (sign === '"') this.#isInString = true;
      else this.#stepOutside(sign);
    }
  }

  #stepInString(sign: string, length: number): void {
    if (sign === '"') this.#isInString = false;
    if (sign !== '\\') return;
    this.#isEscaped = STRUCTURE.lastIndex === length;
    STRUCTURE.lastIndex += 1;
  }

  #stepOutside(sign: string): void {
    if (sign === '{' || sign === '[') this.#depth += 1;
    if (sign === '}' || sign === ']') this.#depth -= 1;
    else this.#values += 1;
    if (this.#depth > FEED_LIMITS.depth) throw new PermanentError('source-too-large', 'The feed is nested too deeply');
    if (this.#values > MAX_VALUES)
      throw new PermanentError('source-too-large', `The feed has more than ${String(MAX_VALUES)} values`);
  }
}

/** True for text that starts like an object of JSON. */
export const isJson = (text: string): boolean => text.trimStart().startsWith('{');

const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.slice(0, FEED_LIMITS.text) : undefined;
};

/** Returns a text by its name, unless it is missing. */
const named = <Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> => {
  const text = textOf(value);
  return text === undefined ? {} : ({ [name]: text } as Record<Name, string>);
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function toEntry(value: unknown): readonly FeedEntry[] {
  if (!isObject(value)) return [];
  const { id, title, date_published: published, date_modified: updated, attachments } = value;
  const enclosures = listOf(attachments).flatMap((attachment) => {
    const { url, mime_type: type, duration_in_seconds: duration } = isObject(attachment) ? attachment : {};
    const isNamed = typeof url === 'string' && url.trim() !== '';
    const file = { type: (textOf(type) ?? '').trim().toLowerCase(), duration: textOf(duration) };
    return isNamed ? [{ url: url.trim(), ...file }] : [];
  });
  const texts = { ...named('id', id), ...named('title', title), ...named('published', published), ...named('updated', updated) };
  return [{ texts, enclosures: enclosures.slice(0, FEED_LIMITS.enclosures) }];
}

/**
 * Reads a JSON Feed of version 1 or 1.1 (https://www.jsonfeed.org/version/1.1/). Returns `undefined` for other JSON. Only whole
 * feeds can be read.
 */
export async function readJsonFeed(texts: AsyncIterable<string>, host: string): Promise<readonly FeedEntry[] | undefined> {
  const [limits, parts]: [JsonLimits, string[]] = [new JsonLimits(), []];
  for await (const text of texts) {
    limits.add(text);
    parts.push(text);
  }
  const value = parse(parts.join(''), host);
  if (!isObject(value) || !VERSION.test(textOf(value['version']) ?? '')) return undefined;
  return toEntryList(listOf(value['items']).flatMap(toEntry));
}

function parse(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser quotes the text.
    throw new RetryableError('source-error', `${host} sends a JSON feed that is incomplete or not valid`);
  }
}
