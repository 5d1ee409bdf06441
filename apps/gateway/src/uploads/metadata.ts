import { invalid } from '../problems/problem.js';
import { fileNameOf } from '../recordings/register/file-name.js';
import { mediaTypeOf } from '../recordings/register/media-type.js';
import type { UploadWords } from './upload.js';

const LONGEST = 32 * 1024;
/** Clients that know nothing of us call the file so (Uppy among them). */
const ALIASES: Readonly<Record<string, string>> = { name: 'filename', type: 'filetype' };
/** Where the file stood at home is nobody's business. */
const IGNORED: ReadonlySet<string> = new Set(['relativePath']);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SHA256 = /^[0-9a-f]{64}$/i;

const POINTER = '/headers/upload-metadata';
const wrong = (message: string, name = ''): never => {
  throw invalid([{ pointer: name === '' ? POINTER : `${POINTER}/${name.slice(0, 100)}`, message }]);
};

const decoded = (name: string, value: string): string => {
  if (!BASE64.test(value)) return wrong('must be Base64', name);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'base64'));
  } catch {
    return wrong('must be UTF-8', name);
  }
};

/** "one or more comma-separated key-value pairs … The key and value MUST be separated by a space … All keys MUST be unique." */
function pairsOf(header: string): ReadonlyMap<string, string> {
  if (header.length > LONGEST) wrong('is too long');
  const pairs = new Map<string, string>();
  for (const pair of header.split(',').map((one) => one.trim())) {
    if (pair === '') continue;
    const [given = '', value = '', ...more] = pair.split(' ');
    const name = ALIASES[given] ?? given;
    if (more.length > 0) wrong('must be pairs of a key and a value, with commas between');
    if (pairs.has(name)) wrong('must be sent once', name);
    pairs.set(name, decoded(name, value));
  }
  return pairs;
}

/** What the client says of its file: its names of tus, and the fields of a registration. */
export function readMetadata(header: string | undefined): UploadWords {
  const pairs = pairsOf(header ?? '');
  const sha256 = pairs.get('sha256');
  if (sha256 !== undefined && !SHA256.test(sha256)) wrong('must be 64 hex digits', 'sha256');
  const own = new Set(['filename', 'filetype', 'sha256', ...IGNORED]);
  return {
    fileName: fileNameOf(pairs.get('filename')),
    mediaType: mediaTypeOf(pairs.get('filetype') ?? ''),
    sha256: sha256?.toLowerCase(),
    fields: Object.fromEntries([...pairs].filter(([name]) => !own.has(name))),
  };
}
