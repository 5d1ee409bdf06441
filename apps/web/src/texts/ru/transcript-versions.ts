/** The transcript while it is being made. */
export const soFarWords = {
  title: 'Пока расшифровано',
  upTo: (minutes: number): string => {
    if (minutes < 1) return 'Первые секунды, не проверено';
    return minutes === 1 ? 'Первая минута, не проверено' : `Первые ${String(minutes)} мин, не проверено`;
  },
  by: (engine: string): string => `движок: ${engine}`,
  none: 'Строк пока нет. Они появляются по мере распознавания; некоторые движки дают их только в конце.',
  hint: 'Новые строки появляются по мере распознавания. Править текст можно, когда расшифровка будет готова.',
  copy: 'Копировать',
  brokenOff: (at: string): string => `Расшифровка до ${at}`,
  unchecked: 'Не проверено',
  notKept: 'Здесь расшифровка прервалась из-за ошибки. Эти строки останутся до следующего запуска: скопируйте то, что нужно.',
} as const;

/** A result of an earlier run, until the present run has its own. */
export const earlierRunWords = {
  mark: 'прошлый запуск',
  notes: {
    transcript: 'Это расшифровка прошлого запуска. Она остаётся, пока не будет готова новая.',
    topics: 'Это темы прошлого запуска. Они остаются, пока не будут готовы новые.',
    fields: 'Часть этих сведений — результат прошлого запуска. Он остаётся, пока не будет готов новый.',
  },
} as const;

/** Two versions of a transcript, line by line. */
export const compareWords = {
  title: 'Сравнение расшифровок',
  open: 'Сравнить',
  before: 'Прежняя версия',
  after: 'Текущая версия',
  heard: (engine: string, percent: number | undefined): string =>
    `Движок: ${engine}${percent === undefined ? '' : `, верно около ${String(percent)} % слов`}`,
  lineAt: (at: string): string => `Строка на ${at}`,
  nothing: 'Здесь ничего не сказано',
  byPerson: 'Исправлено человеком',
  count: (different: number, of: number): string =>
    `Строк с другими словами: ${String(different)} из ${String(of)}. В исправленных строках остаются слова человека.`,
  none: 'Слова в обеих версиях одинаковы.',
  otherCut: 'Эти версии нельзя сравнить построчно: запись обрезана по-разному, поэтому время в них не совпадает.',
  more: (count: number): string => `Показать ещё ${String(count)}`,
  allBefore: 'Выбрать все прежние строки',
  allAfter: 'Выбрать все текущие строки',
  hint: (number: number | undefined): string =>
    `Получится ${number === undefined ? 'новая версия' : `версия ${String(number)}`}. Обе другие сохранятся.`,
  save: (number: number | undefined): string =>
    number === undefined ? 'Сохранить новую версию' : `Сохранить как версию ${String(number)}`,
  unchanged: 'Текущая версия остаётся: прежние строки не выбраны.',
} as const;
