import { formatNumber } from '../numbers.js';
import { counted, items } from './counted.js';
import { outputStates, stateNames } from './states.js';

/** Texts of the list of recordings, documents and sessions. */
export const itemListWords = {
  title: 'Все элементы',
  kinds: { recording: 'Записи', document: 'Документы', session: 'Сессии' },
  statesLabel: 'Состояние',
  states: stateNames,
  sort: 'Сортировать',
  sorts: {
    '-created_at': 'Сначала новые',
    created_at: 'Сначала старые',
    '-updated_at': 'По изменению',
    title: 'По названию',
  },
  search: 'Поиск по названиям и документам',
  loading: 'Загрузка элементов',
  items,
  pages: (count: number): string => counted(count, 'страница', 'страницы', 'страниц'),
  valuesToCheck: (count: number): string => `${counted(count, 'значение', 'значения', 'значений')} на проверку`,
  steps: (done: number, of: number): string => `выполнено ${String(done)} из ${counted(of, 'шага', 'шагов', 'шагов')}`,
  sources: { upload: 'Загрузка', url: 'Веб-адрес', zoom: 'Zoom', pages: 'Страницы документов' } as Readonly<
    Record<string, string>
  >,
  rowActions: { review: 'Проверить', confirm: 'Подтвердить', retry: 'Повторить' },
  rowAction: (action: string, title: string): string => `${action}: ${title}`,
  outputs: 'Публикации',
  output: (name: string, state: string): string => `${name}: ${state}`,
  outputStates,
  moreOutputs: (count: number): string => `+${String(count)}`,
  addedBy: (name: string): string => `Кто добавил: ${name}`,
  empty: {
    all: {
      title: 'Добавьте первую запись или первый документ',
      hint: 'Throughline обрезает, расшифровывает и доставляет записи, читает, именует и размещает документы. Всегда видно, где сейчас каждый элемент и почему.',
    },
    recording: { title: 'Записей пока нет', hint: 'Throughline обрезает, расшифровывает и доставляет записи.' },
    document: { title: 'Документов пока нет', hint: 'Throughline читает, именует и размещает документы.' },
    session: { title: 'Сессий пока нет', hint: 'Сессия — это записанный разговор с расшифровкой и вашими заметками.' },
  },
  emptyChoose: 'Добавить файлы',
  emptyDrop: 'Перетащите файлы в любое место этой страницы.',
  emptyWays: { sources: 'Подключить источник', sessions: 'Начать сессию' },
  noneTitle: 'Нет элементов',
  noneHint: (deleted: number): string =>
    deleted === 1
      ? 'Единственный элемент удалён. Он в списке «Удалено».'
      : `Все элементы (${formatNumber(deleted)}) удалены. Они в списке «Удалено».`,
  nothingTitle: 'Нет подходящих элементов',
  nothingHint: (count: number): string => `Без этих фильтров в списке ${items(count)}.`,
  clear: 'Показать все элементы',
  columnsLabel: 'Столбцы',
  columns: { title: 'Название', state: 'Состояние', outputs: 'Публикации', owner: 'Кто', added: 'Дата' },
  sortBy: (order: string): string => `Сортировать: ${order}`,
  sortedBy: (order: string): string => `Сортировка: ${order}`,
  days: {
    today: 'Сегодня',
    yesterday: 'Вчера',
    week: 'Последние 7 дней',
    earlier: (month: string): string => `Раньше: ${month}`,
  },
  saved: {
    label: 'Сохранённые виды',
    save: 'Сохранить вид',
    rename: 'Переименовать вид',
    delete: 'Удалить вид',
    menu: (name: string): string => `Действия: вид «${name}»`,
    name: 'Название',
    hint: 'Сохраняются фильтры и порядок. Вид доступен вам в этом браузере, в этой библиотеке.',
    nameTaken: 'Вид с таким названием у вас уже есть. Выберите другое.',
    notStored:
      'Этот браузер ничего не сохраняет для этой страницы. Разрешите ему хранить данные или сохраните адрес этого списка.',
    wasSaved: (name: string): string => `Вид «${name}» сохранён`,
    wasRenamed: (name: string): string => `Новое название вида: «${name}»`,
    wasDeleted: (name: string): string => `Вид «${name}» удалён`,
    deleteHint: (name: string): string => `Удалить вид «${name}»? Его элементы останутся.`,
  },
  keys: 'Стрелки — перемещение, Enter — открыть.',
  selectHint: 'Чтобы выбрать элементы, откройте список записей или документов.',
  loadingMore: 'Загрузка следующих элементов',
  left: (title: string): string => `Больше не в этом списке: ${title}.`,
};

/** Texts of a page whose item is missing. */
export const missingItemWords = {
  hint: 'Такого элемента нет, или он не в вашей библиотеке.',
  back: {
    '/': 'Ко всем элементам',
    '/recordings': 'К записям',
    '/documents': 'К документам',
    '/sessions': 'К сессиям',
  },
};
