/** Finds runs of lines that stand in two files, letter by letter or with other names, texts and numbers. */

/** A shorter run is no copy. */
const RUN = 6;
/** Equal lines in more places than these are an idiom of a library. */
const MAX_EQUAL = 8;
/** Lines that are alike in more than two places are an idiom of the language. */
const MAX_ALIKE = 2;
/** The words of the page are prose. */
const PROSE = /^apps\/web\/src\/texts\//;

const IGNORED = /^(?:\/\/|\/\*|\*|import\b|export (?:\*|\{|type \{)|[()[\]{}<>;,:?\s]*$)/;
const THIN = 3;

const shapeOf = (line) =>
  line
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`/g, '"')
    .replace(/\b\d[\d_.]*\b/g, '0')
    .replace(
      /\b(?!(?:const|return|if|await|async|new|throw|for|of|function|class|export|readonly|this)\b)[A-Za-z_$][\w$]*\b/g,
      'x',
    );

/** Returns the lines that say something, as text and shape, with their numbers. */
function significantLines(text) {
  return text.split('\n').flatMap((line, index) => {
    const bare = line.trim().replace(/\s+/g, ' ');
    return IGNORED.test(bare) ? [] : [{ number: index + 1, text: bare, shape: shapeOf(bare) }];
  });
}

/** A run is boilerplate if half of its lines have fewer words than these: it only opens, closes or names things. */
const isBoilerplate = (lines) => lines.filter(({ text }) => (text.match(/[A-Za-z]{2,}/g) ?? []).length < THIN).length * 2 >= RUN;

/** Returns the places of each run, by what `wordOf` says of its lines. */
function placesOf(files, wordOf) {
  const places = new Map();
  for (const { path, isTest, lines } of files)
    for (let start = 0; start + RUN <= lines.length; start += 1) {
      const run = lines.slice(start, start + RUN);
      if (isBoilerplate(run)) continue;
      const key = run.map(wordOf).join('\n');
      const known = places.get(key);
      const place = { path, isTest, line: run[0].number };
      if (known === undefined) places.set(key, [place]);
      else known.push(place);
    }
  return places;
}

/** Returns each two places in different files where the same run stands. */
function* commonRuns(files, wordOf, most) {
  for (const places of placesOf(files, wordOf).values()) {
    if (places.length > most) continue;
    for (const [index, one] of places.entries())
      for (const other of places.slice(index + 1)) if (one.path !== other.path) yield [one, other];
  }
}

/**
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @returns {readonly { name: string, runs: number, first: string, isTest: boolean }[]} pairs of files with
 *   common runs, most runs first; `isTest`: at least one of them is a test
 */
export function findCopies(files) {
  const read = files
    .filter(({ path }) => !PROSE.test(path))
    .map(({ path, isTest, text }) => ({ path, isTest, lines: significantLines(text) }));
  const pairs = new Map();
  for (const [one, other] of [
    ...commonRuns(read, ({ text }) => text, MAX_EQUAL),
    ...commonRuns(read, ({ shape }) => shape, MAX_ALIKE),
  ]) {
    const name = [one.path, other.path].sort().join(' ~ ');
    const first = `${one.path}:${one.line} ~ ${other.path}:${other.line}`;
    const pair = pairs.get(name) ?? { name, runs: 0, first, isTest: one.isTest || other.isTest };
    pairs.set(name, { ...pair, runs: pair.runs + 1 });
  }
  return [...pairs.values()].sort((one, other) => other.runs - one.runs);
}
