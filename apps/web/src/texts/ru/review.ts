import { formatNumber } from '../numbers.js';
import { counted } from './counted.js';

const documents = (count: number): string => counted(count, 'документ', 'документа', 'документов');

/** The review of documents whose fields are not sure. */
export const reviewWords = {
  title: 'Проверка',
  place: (place: number, of: number): string => `${formatNumber(place)} из ${formatNumber(of)}`,
  close: 'Закрыть проверку',
  open: (count: number): string => (count === 0 ? 'Проверить' : `Проверить ${documents(count)}`),
  openFrom: 'Открыть проверку',
  accepted: (count: number): string => `принято: ${documents(count)}`,
  skipped: (count: number): string => `пропущено: ${formatNumber(count)}`,
  minutesLeft: (count: number): string => `в вашем темпе осталось около ${formatNumber(count)} мин`,
  queue: 'Документы на проверку',
  state: {
    accepted: 'Принято',
    skipped: 'Пропущено',
    check: (names: readonly string[]): string => `Проверьте: ${names.join(', ')}`,
    sure: 'Сомнительных значений нет',
  },
  sure: 'Сомнительных значений нет. Просмотрите документ и примите его.',
  accept: 'Принять',
  next: 'Далее',
  edit: 'Изменить',
  skip: 'Пропустить',
  undo: 'Отменить',
  actions: 'Действия',
  keys: { accept: 'Enter', edit: 'E', skip: 'S', undo: 'Z' },
  unsaved: 'В поле есть несохранённый текст',
  unsavedHint: 'Сохраните его или отмените правку, затем примите документ.',
  readOnly: 'Эту библиотеку вы можете читать, но не менять. Документы принимают её редакторы и владельцы.',
  conflict: {
    changed: 'Не принято: за это время документ изменился',
    changedHint: (names: readonly string[]): string =>
      `Кто-то другой изменил: ${names.join(', ')}. Проверьте это, затем примите документ.`,
    replaced: 'Файл этого документа заменён',
    replacedHint: 'Проверьте новый файл, затем примите документ.',
    accepted: 'За это время документ принял кто-то другой',
    acceptedHint: 'С ним больше ничего не нужно делать.',
  },
  notAccepted: (title: string): string => `Не принято: ${title}`,
  wasAccepted: (title: string): string => `Принято: ${title}`,
  wasReopened: (title: string): string => `Снова на проверке: ${title}`,
  emptyTitle: 'Проверять нечего',
  emptyHint: 'Документы ждут здесь, если найденное значение вызывает сомнения или не найдено.',
  doneTitle: 'Всё проверено',
  arrived: (count: number): string =>
    `С тех пор ${count % 10 === 1 && count % 100 !== 11 ? 'поступил' : 'поступило'} ${documents(count)}.`,
  allDocuments: 'Все документы',
};
