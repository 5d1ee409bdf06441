import type { DriveFile } from './drive-storage.js';
import { GoogleRefusal } from './refusals.js';

type FilePredicate = (file: DriveFile) => boolean;
/** Returns the id for a folder's name in a search, such as `root`. */
type ResolveFolder = (id: string) => string;

const TEXT = "'((?:[^'\\\\]|\\\\.)*)'";
const plain = (text = ''): string => text.replace(/\\(.)/g, '$1');

const TERMS: readonly (readonly [RegExp, (resolve: ResolveFolder, ...parts: readonly string[]) => FilePredicate])[] = [
  [
    new RegExp(`^appProperties has \\{ ?key=${TEXT} and value=${TEXT} ?\\}`),
    (_, key, value) => (file) => file.appProperties[plain(key)] === plain(value),
  ],
  [
    new RegExp(`^${TEXT} in parents`),
    (resolve, id) => {
      const folder = resolve(plain(id));
      return (file) => file.parents.includes(folder);
    },
  ],
  [new RegExp(`^name ?= ?${TEXT}`), (_, name) => (file) => file.name === plain(name)],
  [new RegExp(`^mimeType ?= ?${TEXT}`), (_, type) => (file) => file.mimeType === plain(type)],
  [/^trashed ?= ?(true|false)/, (_, is) => (file) => String(file.trashed) === is],
];

/** Parses `q` of a listing: terms that must all match. */
export function parseSearch(q: string, resolve: ResolveFolder): FilePredicate {
  const tests: FilePredicate[] = [];
  let rest = q.trim();
  for (;;) {
    const found = TERMS.map(([pattern, make]) => ({ match: pattern.exec(rest), make })).find(({ match }) => match !== null);
    if (found?.match == null) throw new GoogleRefusal(400, 'invalid', 'Invalid Value');
    tests.push(found.make(resolve, ...found.match.slice(1)));
    rest = rest.slice(found.match[0].length).trim();
    if (rest === '') return (file) => tests.every((test) => test(file));
    if (!rest.startsWith('and ')) throw new GoogleRefusal(400, 'invalid', 'Invalid Value');
    rest = rest.slice('and '.length).trim();
  }
}
