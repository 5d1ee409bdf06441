import type { FakeAnswer } from '../serving/exchange.js';
import { DavRefusal } from './refusal.js';
import { bytesIn, isFolder, type DavNode } from './tree.js';

/** Properties that are told. One that is not known is answered with 404, as the real one does. */
const KNOWN = ['resourcetype', 'getcontentlength', 'getcontenttype', 'quota-available-bytes', 'quota-used-bytes'] as const;
type Known = (typeof KNOWN)[number];

export interface Told {
  /** As it stands in the answer: percent-encoded. */
  readonly href: string;
  readonly node: DavNode;
}

const valueOf = (name: Known, node: DavNode, free: number): string | undefined => {
  if (name === 'resourcetype') return isFolder(node) ? '<d:collection/>' : '';
  if (name === 'quota-available-bytes') return isFolder(node) ? String(free) : undefined;
  if (name === 'quota-used-bytes') return isFolder(node) ? String(bytesIn(node)) : undefined;
  if (isFolder(node)) return undefined;
  return name === 'getcontentlength' ? String(node.content.length) : node.contentType;
};

const isKnown = (name: string): name is Known => KNOWN.some((known) => known === name);

function askedFor(xml: string): readonly string[] {
  const prefix = /xmlns:([a-z]+)="DAV:"/.exec(xml)?.[1];
  const prop =
    prefix === undefined
      ? undefined
      : new RegExp(`<${prefix}:propfind[\\s\\S]*<${prefix}:prop>([\\s\\S]*)</${prefix}:prop>`).exec(xml)?.[1];
  if (prop === undefined) throw new DavRefusal(400, 'This body of a PROPFIND is not known to this fake');
  return [...prop.matchAll(/<[a-z]+:([a-z-]+)\/>/g)].flatMap(([, name]) => name ?? []);
}

function responseOf({ href, node }: Told, names: readonly string[], free: number): string {
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
export function multistatus(xml: string, told: readonly Told[], free: number): FakeAnswer {
  const names = askedFor(xml);
  const responses = told.map((one) => responseOf(one, names, free)).join('');
  return {
    status: 207,
    headers: { 'content-type': 'application/xml; charset=utf-8' },
    body: `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">${responses}</d:multistatus>`,
  };
}
