import { de } from './de/index.js';
import { fileWords } from './en/files.js';
import { en } from './en/index.js';
import { settingsTexts } from './en/later.js';
import { ru } from './ru/index.js';

type Text = string | ((...values: readonly unknown[]) => unknown);

/** Returns all texts of a catalogue by their path. */
function textsOf(node: unknown, path = ''): readonly (readonly [path: string, text: Text])[] {
  if (typeof node === 'string' || typeof node === 'function') return [[path, node as Text]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => textsOf(value, path === '' ? name : `${path}.${name}`));
}

const english = new Map(textsOf({ text: en, settingsText: settingsTexts, fileText: fileWords }));

/** Some texts turn hours into days. */
const numberAt = (place: number): number => 48 + 72 * place;
const wordAt = (place: number): string => `Xq${String(place)}`;

/** Values that a text may get. The types do not exist at run time, so each kind is tried in all places. */
const VALUES: readonly ((place: number) => unknown)[] = [
  wordAt,
  numberAt,
  (place) => [wordAt(place)],
  (place) => (place === 0 ? wordAt(place) : numberAt(place)),
  (place) => (place === 0 ? numberAt(place) : wordAt(place)),
  (place) => (place === 0 ? numberAt(place) : [wordAt(place)]),
];
const PLACES = 4;

function say(text: Text, valueOf: (place: number) => unknown): string | undefined {
  if (typeof text === 'string') return text;
  try {
    const said = text(...Array.from({ length: PLACES }, (_, place) => valueOf(place)));
    return typeof said === 'string' ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Returns what must stand in each language: values, commands, settings, files and addresses. */
const fixedPartsOf = (said: string): readonly string[] =>
  [...said.matchAll(/xq\d|\b\d+\b|`[^`]*`|\btl [a-z-]+|\bTL_[A-Z_]+|docs\/[a-z.-]+/gi)].map(([part]) => part.toLowerCase());

describe.each([
  ['German', de],
  ['Russian', ru],
])('the %s texts', (_language, catalogue) => {
  const translated = new Map(textsOf(catalogue));

  it('have all the English ones', () => {
    expect([...english.keys()].filter((path) => !translated.has(path))).toEqual([]);
  });

  it('say something wherever the English ones do', () => {
    const empty = [...english].filter(([path, text]) => text !== '' && translated.get(path) === '');
    expect(empty.map(([path]) => path)).toEqual([]);
  });

  it('keep the values, commands, settings and addresses of the English ones', () => {
    const lost = [...english].flatMap(([path, text]) => {
      const pairs = VALUES.map((valueOf) => [say(text, valueOf), say(translated.get(path) ?? '', valueOf)] as const);
      const comparable = pairs.filter((pair): pair is readonly [string, string] => !pair.includes(undefined));
      if (comparable.length === 0 && pairs.some(([expected]) => expected !== undefined)) return [path];
      return comparable.flatMap(([expected, said]) => {
        const missing = fixedPartsOf(expected).filter((part) => !said.toLowerCase().includes(part));
        return missing.length === 0 ? [] : [`${path}: ${missing.join(', ')} in ${said}`];
      });
    });
    expect([...new Set(lost)]).toEqual([]);
  });

  it('keep the words of a button in its name for screen readers, as the English ones do', () => {
    const differing = [...english].filter(([path, label]) => {
      const [name, own] = [english.get(`${path}Of`), translated.get(path)];
      if (name === undefined || typeof label !== 'string') return false;
      const contains = (whole: string | undefined, part: unknown): boolean =>
        typeof part === 'string' && whole?.toLowerCase().includes(part.toLowerCase()) === true;
      return contains(say(name, wordAt), label) && !contains(say(translated.get(`${path}Of`) ?? '', wordAt), own);
    });
    expect(differing.map(([path]) => path)).toEqual([]);
  });
});
