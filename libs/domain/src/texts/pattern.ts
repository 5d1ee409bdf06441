import { PATTERN_LIMITS, type PatternName } from '@throughline/contracts';

const EVERYWHERE = ['title', 'date', 'time', 'duration', 'language', 'source'] as const;
/** The placeholders of each pattern. A title is one line, so it has neither the description nor the topics. */
export const PLACEHOLDERS = {
  title_pattern: EVERYWHERE,
  description_pattern: [...EVERYWHERE, 'description', 'topics'],
} as const satisfies Record<PatternName, readonly string[]>;
export type Placeholder = (typeof PLACEHOLDERS)[PatternName][number];
export type PlaceholderValues = Readonly<Record<Placeholder, string>>;

type Token = { readonly text: string } | { readonly placeholder: string };

/** An escaped brace or backslash, a placeholder, or one more character. */
const TOKEN = /\\([\\{}])|\{([^{}\n]*)\}|([^])/gu;

const parseTokens = (pattern: string): readonly Token[] =>
  [...pattern.matchAll(TOKEN)].map(([, escaped, placeholder, text = '']) =>
    placeholder === undefined ? { text: escaped ?? text } : { placeholder },
  );

/** No braces, backslashes and control characters. A description may have several lines. */
const ORDINARY = {
  title_pattern: '[^{}\\\\\\u0000-\\u001f\\u007f-\\u009f]',
  description_pattern: '[^{}\\\\\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]',
} as const;

/** Returns the form of a pattern: ordinary characters, escaped braces and backslashes, and known placeholders. */
export const patternForm = (name: PatternName): RegExp =>
  new RegExp(`^(?:${ORDINARY[name]}|\\\\[\\\\{}]|\\{(?:${PLACEHOLDERS[name].join('|')})\\})*$`);

/** Returns the rule for people. It repeats nothing of a pattern, which may contain words of a person. */
export const describePatternRule = (name: PatternName): string =>
  `may contain only the placeholders ${PLACEHOLDERS[name].map((one) => `{${one}}`).join(', ')}; write \\{, \\} and \\\\ for braces and backslashes`;

/** Returns the reason why a pattern cannot be used, or undefined. */
export function findPatternProblem(name: PatternName, pattern: string): string | undefined {
  if (pattern.length > PATTERN_LIMITS[name]) return `must have at most ${String(PATTERN_LIMITS[name])} characters`;
  return patternForm(name).test(pattern) ? undefined : describePatternRule(name);
}

export const hasPlaceholder = (pattern: string, placeholder: Placeholder): boolean =>
  parseTokens(pattern).some((token) => 'placeholder' in token && token.placeholder === placeholder);

function renderLine(line: string, values: Readonly<Record<string, string>>): string | undefined {
  const tokens = parseTokens(line);
  const valueOf = (placeholder: string): string => (Object.hasOwn(values, placeholder) ? (values[placeholder] ?? '') : '');
  const named = tokens.flatMap((token) => ('placeholder' in token ? [valueOf(token.placeholder)] : []));
  if (named.length > 0 && named.every((value) => value === '')) return undefined;
  return tokens.map((token) => ('text' in token ? token.text : valueOf(token.placeholder))).join('');
}

/** Fills in a pattern. Leaves out the lines whose placeholders are all empty. */
export const renderPattern = (pattern: string, values: PlaceholderValues): string =>
  pattern
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => renderLine(line, values))
    .filter((line) => line !== undefined)
    .join('\n');
