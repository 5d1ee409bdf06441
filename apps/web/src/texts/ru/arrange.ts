import { formatNumber } from '../numbers.js';
import { counted } from './counted.js';

const documents = (count: number): string => counted(count, 'документ', 'документа', 'документов');
const pages = (count: number): string => counted(count, 'страница', 'страницы', 'страниц');

/** A page in the accusative or genitive, and its document if it is another one. */
const page = (word: string, number: number, title: string | undefined): string =>
  title === undefined ? `${word} ${formatNumber(number)}` : `${word} ${formatNumber(number)} документа «${title}»`;
const list = (numbers: readonly number[]): string => numbers.map((one) => formatNumber(one)).join(', ');
const quoted = (quote: string | undefined): string => (quote === undefined ? '.' : `: «${quote}».`);

export const arrangeWords = {
  title: 'Разделить и повернуть страницы',
  lead: 'Из страниц получатся новые документы. Этот документ не изменится.',
  pages: 'Страницы новых документов',
  document: (number: number): string => `Документ ${formatNumber(number)}`,
  count: pages,
  page: (number: number, turn: number, isOut: boolean, title?: string): string =>
    [
      page('Страница', number, title),
      ...(turn === 0 ? [] : [`поворот на ${String(turn)}°`]),
      ...(isOut ? ['исключена'] : []),
    ].join(', '),
  turn: (number: number, title?: string): string => `Повернуть ${page('страницу', number, title)}`,
  leave: (number: number, title?: string): string => `Исключить ${page('страницу', number, title)}`,
  cut: (number: number, title?: string): string => `Разделить перед ${page('страницей', number, title)}`,
  earlier: (number: number, title?: string): string => `Переместить ${page('страницу', number, title)} ближе к началу`,
  later: (number: number, title?: string): string => `Переместить ${page('страницу', number, title)} ближе к концу`,
  moved: (name: string, place: number, count: number): string => `${name}: ${formatNumber(place)} из ${formatNumber(count)}`,
  turnAll: 'Повернуть все страницы',
  cutAll: 'Разделить перед каждой страницей',
  undo: 'Отменить',
  create: (count: number): string => (count === 1 ? 'Создать документ' : `Создать ${documents(count)}`),
  unchanged: 'Разделите, поверните, переместите или исключите страницы.',
  summary: (count: number, out: number): string =>
    `${count === 0 ? 'Не осталось ни одной страницы.' : `Получится: ${documents(count)}.`}${out === 0 ? '' : ` Исключено: ${pages(out)}.`}`,
  made: (count: number): string => (count === 1 ? 'Новый документ создаётся.' : `Создаётся: ${documents(count)}.`),
  tooMany: (most: number): string => `В документе больше ${counted(most, 'страницы', 'страниц', 'страниц')}`,
  tooManyHint: 'Сначала разделите его командой `tl documents split`.',
  tooManyParts: (most: number): string => `За один раз — не более ${counted(most, 'документа', 'документов', 'документов')}.`,
  tooManyRanges: (most: number): string =>
    `В новом документе может быть не более ${counted(most, 'диапазона', 'диапазонов', 'диапазонов')} страниц. Разделите его либо поверните и исключите меньше страниц.`,
  tooManyChanges: (most: number): string =>
    `В новом документе страницы разных документов могут сменяться не более ${counted(most, 'раза', 'раз', 'раз')}. Разделите его или соберите вместе страницы одного документа.`,
  tooManyDocuments: (most: number): string =>
    `За один раз можно использовать страницы не более чем ${counted(most, 'документа', 'документов', 'документов')}.`,
  tooManyTogether: (most: number): string =>
    `Не добавлено: одновременно можно расположить не более ${counted(most, 'страницы', 'страниц', 'страниц')}.`,
  whole: (number: number, title: string): string =>
    `Документ ${formatNumber(number)} получился бы таким же, как «${title}». Исключите его страницы или измените их.`,
  changed: (turned: number, out: number, back: number): string =>
    [
      ...(turned === 0 ? [] : [`Повёрнуто: ${pages(turned)}.`]),
      ...(out === 0 ? [] : [`Исключено: ${pages(out)}.`]),
      ...(back === 0 ? [] : [`Возвращено: ${pages(back)}.`]),
    ].join(' '),
  putBack: (name: string): string => `${name}, возвращена`,
  mayNot: 'Создавать документы могут только те, кому разрешено изменять эту библиотеку.',
  suggestions: {
    found: (count: number, open: number): string => {
      if (count === 0) return 'Ни одна страница не похожа на начало нового документа.';
      return open === 0
        ? 'Предложений не осталось.'
        : `${counted(open, 'предложение', 'предложения', 'предложений')}. Примите или уберите каждое.`;
    },
    unknown: {
      'not-read': 'Предложений пока нет: документ ещё не прочитан.',
      'not-by-page': 'Предложений нет: текст документа прочитан целиком, а не по страницам.',
      unreadable: 'Предложений нет: сохранённый текст документа повреждён.',
    },
    unread: (numbers: readonly number[]): string =>
      `Неизвестно для страниц, текст которых не удалось прочитать: ${list(numbers)}.`,
    cut: (before: number, out: readonly number[]): string =>
      `Разделить перед страницей ${formatNumber(before)}${out.length === 0 ? '' : `, исключить ${out.length === 1 ? 'страницу' : 'страницы'} ${list(out)}`}`,
    leave: (out: readonly number[]): string => `Исключить ${out.length === 1 ? 'страницу' : 'страницы'} ${list(out)}`,
    reasons: {
      'separator-sheet': (quote?: string): string => `Разделительный лист${quoted(quote)}`,
      'empty-page': (): string => 'Перед ней пустая страница.',
      'page-number': (quote?: string): string => `Нумерация страниц начинается заново${quoted(quote)}`,
      letterhead: (quote?: string): string => `Начинается письмо или счёт${quoted(quote)}`,
    },
    take: 'Принять',
    remove: 'Убрать',
    takeAll: 'Принять все',
    removeAll: 'Убрать все',
  },
  other: {
    add: 'Добавить страницы другого документа',
    title: 'Добавить страницы другого документа',
    place: 'Место',
    atEnd: 'В конце',
    before: (name: string): string => `Перед: ${name}`,
    search: 'Поиск документов',
    find: 'Найти',
    none: 'Других подходящих документов нет.',
    list: 'Документы',
    cancel: 'Отмена',
    added: 'Документы, страницы которых добавлены',
    reading: (title: string): string => `Открывается «${title}»…`,
    remove: (title: string): string => `Убрать страницы: «${title}»`,
    removeShort: 'Убрать страницы',
    leave: (title: string): string => `Продолжить без него: «${title}»`,
    leaveShort: 'Продолжить без него',
  },
  merge: {
    title: 'Объединить документы',
    lead: 'Новый документ получит страницы этих документов в указанном порядке. Сами они не изменятся.',
    list: 'Документы по порядку',
    up: (title: string): string => `Переместить «${title}» выше`,
    down: (title: string): string => `Переместить «${title}» ниже`,
    moved: (title: string, place: number, count: number): string =>
      `«${title}»: ${formatNumber(place)} из ${formatNumber(count)}`,
    name: 'Название',
    nameHint: 'Если оставить поле пустым, будет взято название, найденное в документе.',
    create: 'Создать документ',
    close: 'Закрыть',
  },
};
