import { parseUrl } from '@throughline/contracts';
import { XMLParser } from 'fast-xml-parser';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseRemotePath, type RemotePath } from './remote-path.js';

export interface Entry {
  readonly path: RemotePath;
  readonly isFolder: boolean;
  readonly size: number | undefined;
  /** Milliseconds, in whole seconds. */
  readonly modified: number | undefined;
  readonly etag: string | undefined;
  /** Free bytes, if the server reports them. */
  readonly free: number | undefined;
}

export const PROPFIND = Buffer.from(
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getcontentlength/><d:getlastmodified/><d:getetag/><d:quota-available-bytes/></d:prop></d:propfind>',
);

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'response' || name === 'propstat',
});

const Propstat = Type.Object({
  status: Type.String(),
  prop: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()])),
});
const Response = Type.Object({ href: Type.String(), propstat: Type.Optional(Type.Array(Propstat)) });
const answer = Compile(Type.Object({ multistatus: Type.Object({ response: Type.Array(Response) }) }));

const isFound = ({ status }: Static<typeof Propstat>): boolean => /^HTTP\/\S+ 2\d\d/.test(status.trim());

function propsOf({ propstat = [] }: Static<typeof Response>): Readonly<Record<string, unknown>> {
  const found = propstat.filter(isFound).map(({ prop }) => (typeof prop === 'object' ? prop : {}));
  return Object.assign({}, ...found) as Record<string, unknown>;
}

const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;

function httpDate(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined;

function toEntries(response: Static<typeof Response>): Entry[] {
  const href = response.href.trim();
  const path = parseRemotePath(parseUrl(href)?.pathname ?? href);
  if (path === undefined) return [];
  const props = propsOf(response);
  const type = props['resourcetype'];
  return [
    {
      path,
      isFolder: typeof type === 'object' && type !== null && 'collection' in type,
      size: wholeNumber(props['getcontentlength']),
      modified: httpDate(props['getlastmodified']),
      etag: shortText(props['getetag']),
      free: wholeNumber(props['quota-available-bytes']),
    },
  ];
}

/** Parses the body of a 207 answer (RFC 4918, 14.16). Returns `undefined` if it is not valid. */
export function readMultistatus(xml: string): readonly Entry[] | undefined {
  try {
    const raw: unknown = parser.parse(xml);
    return answer.Check(raw) ? raw.multistatus.response.flatMap(toEntries) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the entry of the requested resource: all other entries are inside it. */
export function findSelf(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>(
    (least, one) => (one.path.length < (least?.path.length ?? Infinity) ? one : least),
    undefined,
  );
}
