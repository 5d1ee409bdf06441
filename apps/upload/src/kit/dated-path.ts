/** The placeholders of a path. */
export const PATH_WORDS: readonly string[] = ['year', 'month', 'day', 'output'];

/** Returns the names of a path, outermost first. Dates are those of `day` in UTC. */
export function resolvePath(path: string, day: Date, output: string): readonly string[] {
  const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
  const words: Readonly<Record<string, string>> = { year, month, day: date, output };
  return path === '' ? [] : path.split('/').map((name) => name.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? ''));
}
