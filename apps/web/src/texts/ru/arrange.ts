import { formatNumber } from '../numbers.js';
import { counted } from './counted.js';

const documents = (count: number): string => counted(count, 'документ', 'документа', 'документов');
const pages = (count: number): string => counted(count, 'страница', 'страницы', 'страниц');

export const arrangeWords = {
  title: 'Разделить и повернуть страницы',
  lead: 'Из страниц получатся новые документы. Этот документ не изменится.',
  pages: 'Страницы новых документов',
  document: (number: number): string => `Документ ${formatNumber(number)}`,
  count: pages,
  page: (number: number, turn: number, isOut: boolean): string =>
    [
      `Страница ${formatNumber(number)}`,
      ...(turn === 0 ? [] : [`поворот на ${String(turn)}°`]),
      ...(isOut ? ['исключена'] : []),
    ].join(', '),
  turn: (number: number): string => `Повернуть страницу ${formatNumber(number)}`,
  leave: (number: number): string => `Исключить страницу ${formatNumber(number)}`,
  cut: (number: number): string => `Разделить перед страницей ${formatNumber(number)}`,
  turnAll: 'Повернуть все страницы',
  cutAll: 'Разделить перед каждой страницей',
  undo: 'Отменить',
  create: (count: number): string => (count === 1 ? 'Создать документ' : `Создать ${documents(count)}`),
  unchanged: 'Разделите, поверните или исключите страницы.',
  summary: (count: number, out: number): string =>
    `${count === 0 ? 'Не осталось ни одной страницы.' : `Получится: ${documents(count)}.`}${out === 0 ? '' : ` Исключено: ${pages(out)}.`}`,
  made: (count: number): string => (count === 1 ? 'Новый документ создаётся.' : `Создаётся: ${documents(count)}.`),
  tooMany: (most: number): string => `В документе больше ${counted(most, 'страницы', 'страниц', 'страниц')}`,
  tooManyHint: 'Сначала разделите его командой `tl documents split`.',
  tooManyParts: (most: number): string => `За один раз — не более ${counted(most, 'документа', 'документов', 'документов')}.`,
  tooManyRanges: (most: number): string =>
    `В новом документе может быть не более ${counted(most, 'диапазона', 'диапазонов', 'диапазонов')} страниц. Разделите его либо поверните и исключите меньше страниц.`,
  turned: (count: number): string => `Повёрнуто: ${pages(count)}`,
  mayNot: 'Создавать документы могут только те, кому разрешено изменять эту библиотеку.',
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
