import type { DriveFile } from './drive-storage.js';
import { GoogleRefused } from './refusals.js';

type Test = (file: DriveFile) => boolean;
/** The id that a name of a folder in a search stands for. */
type Resolve = (id: string) => string;

const TEXT = "'((?:[^'\\\\]|\\\\.)*)'";
const plain = (text = ''): string => text.replace(/\\(.)/g, '$1');

const TERMS: readonly (readonly [RegExp, (resolve: Resolve, ...parts: readonly string[]) => Test])[] = [
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

/** `q` of a list: terms that all have to hold. */
export function searchOf(q: string, resolve: Resolve): Test {
  const tests: Test[] = [];
  let rest = q.trim();
  for (;;) {
    const found = TERMS.map(([pattern, make]) => ({ match: pattern.exec(rest), make })).find(({ match }) => match !== null);
    if (found?.match == null) throw new GoogleRefused(400, 'invalid', 'Invalid Value');
    tests.push(found.make(resolve, ...found.match.slice(1)));
    rest = rest.slice(found.match[0].length).trim();
    if (rest === '') return (file) => tests.every((test) => test(file));
    if (!rest.startsWith('and ')) throw new GoogleRefused(400, 'invalid', 'Invalid Value');
    rest = rest.slice('and '.length).trim();
  }
}
