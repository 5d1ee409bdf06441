/** The languages of tesseract 4 and later, in its spelling. `osd` and `equ` are no languages. */
export const OCR_LANGUAGES: readonly string[] = (
  'afr amh ara asm aze aze_cyrl bel ben bod bos bre bul cat ceb ces chi_sim chi_sim_vert chi_tra chi_tra_vert chr cos cym dan ' +
  'deu div dzo ell eng enm epo est eus fao fas fil fin fra frk frm fry gla gle glg grc guj hat heb hin hrv hun hye iku ind isl ' +
  'ita ita_old jav jpn jpn_vert kan kat kat_old kaz khm kir kmr kor kor_vert lao lat lav lit ltz mal mar mkd mlt mon mri msa ' +
  'mya nep nld nor oci ori pan pol por pus que ron rus san sin slk slv snd spa spa_old sqi srp srp_latn sun swa swe syr tam tat ' +
  'tel tgk tha tir ton tur uig ukr urd uzb uzb_cyrl vie yid yor'
).split(' ');

const known: ReadonlySet<string> = new Set(OCR_LANGUAGES);

/** Languages whose data depends on the script, and languages whose tag has another code. */
const BY_TAG: Readonly<Record<string, string>> = {
  'zh-Hans': 'chi_sim',
  'zh-Hant': 'chi_tra',
  'sr-Latn': 'srp_latn',
  'uz-Cyrl': 'uzb_cyrl',
  'az-Cyrl': 'aze_cyrl',
  nb: 'nor',
  nn: 'nor',
  ku: 'kmr',
};

const SUFFIXES: Readonly<Record<string, string>> = {
  sim: 'simplified',
  tra: 'traditional',
  vert: 'vertical',
  cyrl: 'Cyrillic',
  latn: 'Latin',
  old: 'old',
};

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** Returns the English name: `German`, `Chinese (simplified)`. A language without one keeps its code. */
export function nameOcrLanguage(language: string): string {
  const [code = '', ...suffixes] = language.split('_');
  if (!/^[a-z]{3}$/.test(code)) return language;
  const name = code === 'chi' ? 'Chinese' : (names.of(code) ?? code);
  const kinds = suffixes.map((suffix) => SUFFIXES[suffix] ?? suffix);
  return kinds.length === 0 ? name : `${name} (${kinds.join(', ')})`;
}

function toLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

function fromTag(text: string): string | undefined {
  const locale = toLocale(text);
  if (locale === undefined) return undefined;
  const { language, script = '' } = locale.maximize();
  const special = BY_TAG[`${language}-${script}`] ?? BY_TAG[language];
  return special ?? OCR_LANGUAGES.find((each) => !each.includes('_') && toLocale(each)?.language === language);
}

/** Counts the letters to insert, remove or replace. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of from.split('').entries()) {
    const next = [line + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const replaced = (row[at - 1] ?? 0) + (to[at - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

const SHOWN = 3;
const MAX_EDITS = 2;
const LONGEST = 40;

function findNearest(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  const wanted = text.toLowerCase().replaceAll('-', '_');
  return OCR_LANGUAGES.map((language) => {
    const byName = countEdits(wanted, nameOcrLanguage(language).toLowerCase());
    return { language, edits: Math.min(byName, countEdits(wanted, language)) };
  })
    .filter(({ edits }) => edits <= MAX_EDITS)
    .sort((one, other) => one.edits - other.edits)
    .slice(0, SHOWN)
    .map(({ language }) => language);
}

export type OcrLanguageChoice = { readonly language: string } | { readonly nearest: readonly string[] };

/** Reads a language in tesseract's spelling (`deu`) or as a language tag (`de`, `zh-Hans`). Otherwise names similar languages. */
export function parseOcrLanguage(text: string): OcrLanguageChoice {
  if (known.has(text)) return { language: text };
  const language = fromTag(text);
  return language === undefined ? { nearest: findNearest(text) } : { language };
}
