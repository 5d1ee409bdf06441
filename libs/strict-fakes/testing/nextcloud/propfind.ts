import { createHash } from 'node:crypto';
import type { FakeAnswer } from '../serving/exchange.js';
import { DavRefusal } from './refusal.js';
import { countBytes, isFolder, type DavFile, type DavNode } from './tree.js';

/** The supported properties. Other ones are answered with 404, as Nextcloud does. */
const KNOWN = [
  'resourcetype',
  'getcontentlength',
  'getcontenttype',
  'getlastmodified',
  'getetag',
  'quota-available-bytes',
  'quota-used-bytes',
] as const;
type PropertyName = (typeof KNOWN)[number];

export interface PropfindEntry {
  /** Percent-encoded, as in the answer. */
  readonly href: string;
  readonly node: DavNode;
}

const FILE_VALUES = {
  getcontentlength: ({ content }: DavFile): string => String(content.length),
  getcontenttype: ({ contentType }: DavFile): string => contentType,
  getlastmodified: ({ modified = 0 }: DavFile): string => new Date(modified).toUTCString(),
  getetag: ({ content, modified = 0 }: DavFile): string =>
    `&quot;${createHash('md5').update(content).update(String(modified)).digest('hex')}&quot;`,
};

const valueOf = (name: PropertyName, node: DavNode, free: number): string | undefined => {
  if (name === 'resourcetype') return isFolder(node) ? '<d:collection/>' : '';
  if (name === 'quota-available-bytes') return isFolder(node) ? String(free) : undefined;
  if (name === 'quota-used-bytes') return isFolder(node) ? String(countBytes(node)) : undefined;
  return isFolder(node) ? undefined : FILE_VALUES[name](node);
};

const isKnown = (name: string): name is PropertyName => KNOWN.some((known) => known === name);

function parseRequestedNames(xml: string): readonly string[] {
  const prefix = /xmlns:([a-z]+)="DAV:"/.exec(xml)?.[1];
  const prop =
    prefix === undefined
      ? undefined
      : new RegExp(`<${prefix}:propfind[\\s\\S]*<${prefix}:prop>([\\s\\S]*)</${prefix}:prop>`).exec(xml)?.[1];
  if (prop === undefined) throw new DavRefusal(400, 'This body of a PROPFIND is not known to this fake');
  return [...prop.matchAll(/<[a-z]+:([a-z-]+)\/>/g)].flatMap(([, name]) => name ?? []);
}

function renderResponse({ href, node }: PropfindEntry, names: readonly string[], free: number): string {
  const values = names.map((name) => [name, isKnown(name) ? valueOf(name, node, free) : undefined] as const);
  const found = values.filter(([, value]) => value !== undefined).map(([name, value = '']) => `<d:${name}>${value}</d:${name}>`);
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => `<d:${name}/>`);
  const propstat = (props: readonly string[], status: string): string =>
    props.length === 0
      ? ''
      : `<d:propstat><d:prop>${props.join('')}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`;
  return `<d:response><d:href>${href}</d:href>${propstat(found, '200 OK')}${propstat(missing, '404 Not Found')}</d:response>`;
}

/** RFC 4918, 9.1. */
export function renderMultistatus(xml: string, entries: readonly PropfindEntry[], free: number): FakeAnswer {
  const names = parseRequestedNames(xml);
  const responses = entries.map((one) => renderResponse(one, names, free)).join('');
  return {
    status: 207,
    headers: { 'content-type': 'application/xml; charset=utf-8' },
    body: `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">${responses}</d:multistatus>`,
  };
}
