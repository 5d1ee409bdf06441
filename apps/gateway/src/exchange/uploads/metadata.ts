import { isUuid } from '@throughline/contracts';
import { invalid } from '../../kit/http/problems/problem.js';
import { cleanFileName, cleanMediaType } from '../../items/index.js';
import type { UploadMetadata } from './upload.js';

const LONGEST = 32 * 1024;
/** Names that generic tus clients use for the file (Uppy among them). */
const ALIASES: Readonly<Record<string, string>> = { name: 'filename', type: 'filetype' };
/** The file's path on the user's device is private. */
const IGNORED: ReadonlySet<string> = new Set(['relativePath']);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SHA256 = /^[0-9a-f]{64}$/i;

const POINTER = '/headers/upload-metadata';
const refuseMetadata = (message: string, name = ''): never => {
  throw invalid([{ pointer: name === '' ? POINTER : `${POINTER}/${name.slice(0, 100)}`, message }]);
};

const decodeValue = (name: string, value: string): string => {
  if (!BASE64.test(value)) return refuseMetadata('must be Base64', name);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'base64'));
  } catch {
    return refuseMetadata('must be UTF-8', name);
  }
};

/** "one or more comma-separated key-value pairs … The key and value MUST be separated by a space … All keys MUST be unique." */
function parsePairs(header: string): ReadonlyMap<string, string> {
  if (header.length > LONGEST) refuseMetadata('is too long');
  const pairs = new Map<string, string>();
  for (const pair of header.split(',').map((one) => one.trim())) {
    if (pair === '') continue;
    const [key = '', value = '', ...more] = pair.split(' ');
    const name = ALIASES[key] ?? key;
    if (more.length > 0) refuseMetadata('must be pairs of a key and a value, with commas between');
    if (pairs.has(name)) refuseMetadata('must be sent once', name);
    pairs.set(name, decodeValue(name, value));
  }
  return pairs;
}

/** Reads the `Upload-Metadata` of a file: the names of tus, and the fields of a registration. */
export function readMetadata(header: string | undefined): UploadMetadata {
  const pairs = parsePairs(header ?? '');
  const sha256 = pairs.get('sha256');
  if (sha256 !== undefined && !SHA256.test(sha256)) refuseMetadata('must be 64 hex digits', 'sha256');
  const replaces = pairs.get('replaces');
  if (replaces !== undefined && !isUuid(replaces)) refuseMetadata('must be the id of an item', 'replaces');
  const own = new Set(['filename', 'filetype', 'sha256', 'replaces', ...IGNORED]);
  return {
    fileName: cleanFileName(pairs.get('filename')),
    mediaType: cleanMediaType(pairs.get('filetype') ?? ''),
    sha256: sha256?.toLowerCase(),
    ...(replaces === undefined ? {} : { replaces }),
    fields: Object.fromEntries([...pairs].filter(([name]) => !own.has(name))),
  };
}
