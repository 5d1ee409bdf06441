import { formatNumber } from '../numbers.js';
import { counted, items } from './counted.js';

const number = (count: number): string => formatNumber(count);

/** In the genitive, after a number and `из` or `не более`. */
const ofItems = (count: number): string => counted(count, 'элемента', 'элементов', 'элементов');

const actions = {
  run: 'Запустить',
  pause: 'Приостановить',
  cancel: 'Остановить запуск',
  reset: 'Сбросить',
  publish: 'Опубликовать',
  bind: 'Привязать шаблон',
  unbind: 'Отвязать шаблон',
  tag: 'Изменить теги',
  transfer: 'Переместить в другую библиотеку',
  delete: 'Удалить',
  restore: 'Восстановить',
  apply_rule: 'Применить правило',
};

/** The beginning of a sentence that ends with the items. */
const phrases: typeof actions = {
  ...actions,
  cancel: 'Остановить запуски:',
  bind: 'Привязать шаблон:',
  unbind: 'Отвязать шаблон:',
  tag: 'Изменить теги:',
  transfer: 'Переместить',
  apply_rule: 'Применить правило:',
};

const parts = {
  server: (_name: string): string => 'настройки сервера по умолчанию',
  settings: (_name: string): string => 'настройки библиотеки по умолчанию',
  vocabulary: (_name: string): string => 'словарь библиотеки',
  template: (name: string): string => `шаблон «${name}»`,
  output: (name: string): string => `публикация «${name}»`,
};
type PlanPartKind = keyof typeof parts;

/** Texts of the selection of a list, of previews for many items, and of bulk commands. */
export const bulkWords = {
  actions,
  phrases,
  selected: (count: number): string => `Выбрано: ${number(count)}`,
  selectAll: (count: number): string => `Выбрать все подходящие: ${number(count)}`,
  select: (title: string): string => `Выбрать: ${title}`,
  bar: 'Выбранное',
  gone: 'Массовая команда не найдена',
  keys: 'x — выбрать, Shift+X — выбрать до этого места, Escape — снять выбор.',
  clear: 'Снять выбор',
  further: 'Другие действия с выбранным',
  merge: 'Объединить',
  download: {
    title: 'Скачать выбранное',
    button: 'Скачать',
    parts: { all: 'Все файлы', texts: 'Тексты: расшифровки, субтитры, темы' },
    tooMany: (most: number): string => `Выберите не более ${ofItems(most)} по одному или сразу все подходящие.`,
    tooManyMatch: (most: number): string => `Сузьте список: не более ${ofItems(most)}.`,
    pending: 'Подготовка архива…',
  },
  template: 'Шаблон',
  chooseTemplate: 'Выберите шаблон',
  resetPreferences: 'Удалить также предпочтения элементов, которые важнее шаблона',
  addTag: 'Добавить тег',
  removeTag: 'Убрать тег',
  otherTags: 'Остальные теги элемента сохраняются. Прописные и строчные буквы не различаются.',
  publishTo: 'Опубликовать в',
  allOutputs: 'Все ожидающие публикации',
  someOutputs: 'Только эти публикации',
  noOutputChosen: 'Выберите хотя бы одну публикацию.',
  toPreview: 'Показать изменения',
  preview: (phrase: string, count: number): string => `${phrase} ${items(count)} — предпросмотр`,
  previewing: (done: number, total: number): string => `Проверено ${number(done)} из ${number(total)}`,
  checking: 'Проверка каждого элемента',
  willChange: (count: number): string => `Изменится: ${number(count)}`,
  willNotChange: (count: number): string => `Не изменится: ${number(count)}`,
  otherReasons: 'По другим причинам.',
  noneMatch: 'Подходящих элементов нет.',
  sample: (count: number): string => `Выборка: ${number(count)}`,
  confirm: (phrase: string, count: number): string => `${phrase} ${items(count)}`,
  background: 'Массовая команда выполняется в фоне, даже если закрыть страницу.',
  newest: 'Если элемент изменится до своей очереди, учитывается его последнее состояние.',
  tray: 'Массовые команды',
  title: (phrase: string, count: number): string => `${phrase} ${items(count)}`,
  progress: (done: number, total: number): string => `${number(done)} из ${number(total)}`,
  left: (duration: string): string => `осталось около ${duration}`,
  waiting: 'Нужный сервис недоступен. Массовая команда продолжится сама.',
  stop: 'Остановить',
  stopping: 'Остановка: уже отправленные команды ещё завершатся.',
  stopped: (done: number, total: number): string =>
    `Остановлено. Выполнено для ${number(done)} из ${ofItems(total)}, это не отменяется.`,
  done: 'Готово.',
  outcomes: {
    changed: (count: number): string => `изменено: ${number(count)}`,
    skipped: (count: number): string => `пропущено: ${number(count)}`,
    refused: (count: number): string => `отклонено: ${number(count)}`,
    error: (count: number): string => `с ошибкой: ${number(count)}`,
  },
  changedSince: (count: number): string => `изменились после предпросмотра: ${items(count)}`,
  /** A sentence about settings that the preview used. */
  planChange: (kind: PlanPartKind, name: string | null, change: 'edited' | 'deleted'): string =>
    `После предпросмотра ${change === 'edited' ? 'изменено' : 'удалено'}: ${parts[kind](name ?? '')}.`,
  planChanges: 'Настройки, изменённые после предпросмотра',
  dismiss: 'Закрыть',
  results: 'Результаты',
  resultsOf: (title: string): string => `Результаты — ${title}`,
  byOutcome: 'Показать элементы по результату',
  outcomeNames: {
    all: 'Все',
    changed: 'Изменено',
    skipped: 'Пропущено',
    refused: 'Отклонено',
    error: 'Ошибка',
    left_out: 'Не вошло',
  },
  withCount: (name: string, count: number): string => `${name} (${number(count)})`,
  notDecided: 'Не начато',
  moved: 'Элемент, который теперь в другой библиотеке',
  wasChanged: 'состояние изменилось после предпросмотра',
  noResults: 'Нет элементов',
  noResultsHint: 'У этой массовой команды нет элементов с таким результатом.',
  noResultsYet: 'У этой массовой команды пока нет элементов с таким результатом.',
  ended: 'Массовые изменения',
  endedHint: 'Результаты хранятся 30 дней.',
  endedNone: 'За последние 30 дней их не было.',
};
