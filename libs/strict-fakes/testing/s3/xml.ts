const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#34': '"', '#39': "'" };

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
const unescape = (text: string): string => text.replaceAll(/&([a-z]+|#\d+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

export type XmlValue = string | number | boolean | undefined | Tree | readonly Tree[];
export interface Tree {
  readonly [name: string]: XmlValue;
}

const inner = (tree: Tree): string =>
  Object.entries(tree)
    .flatMap(([name, value]) => (isList(value) ? value.map((each) => wrapped(name, each)) : [wrapped(name, value)]))
    .join('');

const isList = (value: XmlValue): value is readonly Tree[] => Array.isArray(value);

function wrapped(name: string, value: Exclude<XmlValue, readonly Tree[]>): string {
  if (value === undefined) return '';
  return `<${name}>${typeof value === 'object' ? inner(value) : escape(String(value))}</${name}>`;
}

export const element = (name: string, tree: Tree): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner(tree)}</${name}>`;

/** Returns the contents of every element of a name. Ignores an element that is cut off. */
export const extractContents = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(([, content]) => content ?? '');

export const extractText = (xml: string, name: string): string | undefined => {
  const [text] = extractContents(xml, name);
  return text === undefined ? undefined : unescape(text);
};
