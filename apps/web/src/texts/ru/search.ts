import { counted } from './counted.js';

export const searchWords = {
  title: 'Поиск',
  resultsFor: (q: string): string => `Результаты: «${q}»`,
  field: 'Поиск по названиям, расшифровкам, документам, тегам и людям',
  hint: 'Находятся и разные формы слова. Для точных слов используйте «кавычки», а для отбора — фильтры, например sender:acme, tag:invoice, kind:document или before:2026-03.',
  filters: 'Фильтры',
  remove: (filter: string): string => `Убрать ${filter}`,
  results: 'Результаты',
  kinds: { recording: 'Запись', session: 'Сессия', document: 'Документ' },
  untitled: 'Без названия',
  page: (page: number): string => `Страница ${String(page)}`,
  more: (count: number): string => `и ещё ${counted(count, 'фрагмент', 'фрагмента', 'фрагментов')}`,
  similar: (word: string, others: readonly string[]): string =>
    `Слово «${word}» есть лишь в немногих элементах. Также искали: ${others.join(', ')}.`,
  unknown: (name: string): string => `«${name}:» — не фильтр, поэтому поиск шёл как по обычному слову.`,
  found: (count: number, hasMore: boolean): string =>
    hasMore ? `Показаны первые результаты: ${String(count)}` : counted(count, 'результат', 'результата', 'результатов'),
  tooLong: (count: number, most: number): string =>
    `В запросе ${counted(count, 'символ', 'символа', 'символов')}, а можно не больше ${String(most)}.`,
  tooLongHint: 'Уберите слова или фильтры.',
  none: 'Ничего не найдено',
  noneHint: 'Введите меньше слов или другие слова либо уберите фильтр.',
  noneBegins: (word: string): string => `Поиск шёл по словам, которые начинаются с «${word}».`,
  searchWhole: 'Искать слово целиком',
  index: {
    behind: (count: number): string =>
      count === 1
        ? 'Последнее изменение пока не попало в поиск.'
        : `Пока не попали в поиск последние изменения: ${String(count)}.`,
    building: 'Поисковый индекс заполняется. До этого некоторых элементов в поиске нет.',
    stopped: 'Последних изменений нет в поиске: ни один сервер не обновляет поисковый индекс.',
    exactOnly: 'Слова с похожим написанием не искались: в базе данных нет расширения pg_trgm.',
    failed: (count: number): string =>
      `Не удалось прочитать текст ${counted(count, 'элемента', 'элементов', 'элементов')}. Попытка повторится.`,
  },
};
