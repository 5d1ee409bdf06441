/** Multilingual models, from the smallest to the largest. */
export const MODEL_SIZES = ['tiny', 'base', 'small', 'medium', 'large-v2', 'large-v3'] as const;

type Rates = readonly (number | undefined)[];
const none = undefined;
const largest = (rate: number): Rates => [none, none, none, none, rate];

/**
 * Word error rates in percent, in the order of the sizes; `none` if we found no number. Chinese, Japanese, Thai, Lao and Burmese
 * are counted by characters, because they are written without spaces.
 *
 * Source: Radford et al., Robust Speech Recognition via Large-Scale Weak Supervision (arXiv 2212.04356), appendix D.2.4, table
 * 13: read sentences of FLEURS. The paper has no numbers for `large-v3`; its publisher reports fewer errors than with `large-v2`.
 * The numbers are taken from public quotations of that table, which are not complete. Numbers without a decimal are rounded.
 */
export const MULTILINGUAL_RATES: Readonly<Record<string, Rates>> = {
  en: [12.4, 8.9, 6.1, 4.4, 4.2],
  de: [27.8, 17.9, 10.2, 6.5, 4.5],
  es: [15.9, 9.9, 5.6, 3.6, 3.0],
  nl: [49.0, 33.0, 16.4, 9.9, 6.7],
  id: [51.7, 33.1, 16.3, 10.2, 7.1],
  ms: [51.2, 35.1, 18.9, 12.2, 8.7],
  pt: [20.1, 13.0, 7.3, 5.0, 4.3],
  ko: [36.1, 27.8, 19.6, 16.4, 14.3],
  ru: [31.1, 20.5, 11.4, none, 5.6],
  fa: [101.8, 86.1, 55.8, 41.0, 32.9],
  ar: [63, 49, 30.6, none, 16.0],
  fil: [none, 45.8, 27.7, 19.1, 13.8],
  fr: [none, none, 15.0, 8.7, 8.3],
  it: [none, none, 9.8, none, 4.0],
  hi: [none, none, 38.4, none, 21.5],
  ja: [none, none, 12.0, none, 5.3],
  zh: [none, none, 20.8, none, 14.7],
  bn: [none, none, 104.4, none, 104.1],
  sw: [none, none, 73.7, none, 39.3],
  pl: largest(5.4),
  ca: largest(7.3),
  tr: largest(8.4),
  sv: largest(8.5),
  uk: largest(8.6),
  no: largest(9.5),
  fi: largest(9.7),
  vi: largest(10.3),
  th: largest(11.5),
  sk: largest(11.7),
  el: largest(12.5),
  cs: largest(13.3),
  hr: largest(13.4),
  da: largest(13.8),
  ro: largest(14.4),
  bg: largest(14.6),
  gl: largest(15.4),
  bs: largest(15.7),
  mk: largest(16.5),
  hu: largest(17.0),
  ta: largest(17.5),
  et: largest(21.9),
  ur: largest(22.6),
  lv: largest(23.1),
  sl: largest(23.1),
  az: largest(23.4),
  he: largest(27.1),
  lt: largest(28.1),
  cy: largest(33.0),
  sr: largest(33.9),
  af: largest(36.7),
  kn: largest(37.0),
  kk: largest(37.7),
  is: largest(38.2),
  mr: largest(38.3),
  mi: largest(38.5),
  hy: largest(44.6),
  be: largest(45.4),
  ne: largest(47.1),
  mt: largest(76.6),
  tg: largest(85.8),
  uz: largest(90.2),
  ps: largest(93),
  te: largest(99.0),
  km: largest(99.7),
  ml: largest(100.7),
  lo: largest(101.5),
  pa: largest(102.4),
  gu: largest(102.7),
  ka: largest(105.0),
  my: largest(115.7),
  am: largest(140),
};

/** Models for English only. Source: the same paper, appendix D.1.1, table 8, column Fleurs.en_us. */
export const ENGLISH_RATES: Readonly<Record<string, number>> = {
  'tiny.en': 11.6,
  'base.en': 7.6,
  'small.en': 6.0,
  'medium.en': 5.0,
};
