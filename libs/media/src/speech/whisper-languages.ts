import { parsePrimaryLanguage } from './language.js';

/** The names of languages in Whisper's answers, by Whisper's codes. */
const names = {
  en: 'english',
  zh: 'chinese',
  de: 'german',
  es: 'spanish',
  ru: 'russian',
  ko: 'korean',
  fr: 'french',
  ja: 'japanese',
  pt: 'portuguese',
  tr: 'turkish',
  pl: 'polish',
  ca: 'catalan',
  nl: 'dutch',
  ar: 'arabic',
  sv: 'swedish',
  it: 'italian',
  id: 'indonesian',
  hi: 'hindi',
  fi: 'finnish',
  vi: 'vietnamese',
  he: 'hebrew',
  uk: 'ukrainian',
  el: 'greek',
  ms: 'malay',
  cs: 'czech',
  ro: 'romanian',
  da: 'danish',
  hu: 'hungarian',
  ta: 'tamil',
  no: 'norwegian',
  th: 'thai',
  ur: 'urdu',
  hr: 'croatian',
  bg: 'bulgarian',
  lt: 'lithuanian',
  la: 'latin',
  mi: 'maori',
  ml: 'malayalam',
  cy: 'welsh',
  sk: 'slovak',
  te: 'telugu',
  fa: 'persian',
  lv: 'latvian',
  bn: 'bengali',
  sr: 'serbian',
  az: 'azerbaijani',
  sl: 'slovenian',
  kn: 'kannada',
  et: 'estonian',
  mk: 'macedonian',
  br: 'breton',
  eu: 'basque',
  is: 'icelandic',
  hy: 'armenian',
  ne: 'nepali',
  mn: 'mongolian',
  bs: 'bosnian',
  kk: 'kazakh',
  sq: 'albanian',
  sw: 'swahili',
  gl: 'galician',
  mr: 'marathi',
  pa: 'punjabi',
  si: 'sinhala',
  km: 'khmer',
  sn: 'shona',
  yo: 'yoruba',
  so: 'somali',
  af: 'afrikaans',
  oc: 'occitan',
  ka: 'georgian',
  be: 'belarusian',
  tg: 'tajik',
  sd: 'sindhi',
  gu: 'gujarati',
  am: 'amharic',
  yi: 'yiddish',
  lo: 'lao',
  uz: 'uzbek',
  fo: 'faroese',
  ht: 'haitian creole',
  ps: 'pashto',
  tk: 'turkmen',
  nn: 'nynorsk',
  mt: 'maltese',
  sa: 'sanskrit',
  lb: 'luxembourgish',
  my: 'myanmar',
  bo: 'tibetan',
  tl: 'tagalog',
  mg: 'malagasy',
  as: 'assamese',
  tt: 'tatar',
  haw: 'hawaiian',
  ln: 'lingala',
  ha: 'hausa',
  ba: 'bashkir',
  jw: 'javanese',
  su: 'sundanese',
} as const;

/** Languages with another code in BCP 47. */
const codes: Readonly<Record<string, string>> = { jv: 'jw', fil: 'tl', nb: 'no' };
const tags: ReadonlyMap<string, string> = new Map(Object.entries(codes).map(([tag, code]) => [code, tag]));

/** Primary language subtags of everything that a multilingual Whisper model writes, English first. */
export const whisperLanguages: readonly string[] = [
  ...new Set(Object.keys(names).flatMap((code) => (code === 'no' ? ['no', 'nb'] : [tags.get(code) ?? code]))),
];

/** Returns the code that Whisper and its servers accept for a primary language subtag. */
export const toWhisperCode = (language: string): string => codes[language] ?? language;

/** Returns the primary subtag for an engine's answer: `english`, `en`, `en-US`. Returns `undefined` for an unknown language. */
export function findLanguage(answer: string): string | undefined {
  const text = answer.trim().toLowerCase();
  const code = Object.entries(names).find(([, name]) => name === text)?.[0];
  if (code !== undefined) return tags.get(code) === 'nb' ? code : (tags.get(code) ?? code);
  return /^[a-z]{2,3}([-_][a-z0-9]+)*$/.test(text) ? parsePrimaryLanguage(text.replaceAll('_', '-')) : undefined;
}

export const isSameLanguage = (one: string, other: string): boolean => toWhisperCode(one) === toWhisperCode(other);
