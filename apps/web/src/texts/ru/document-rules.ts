import { counted } from './counted.js';

const effectOf = (tags: readonly string[], type: string | null): string =>
  [
    ...(tags.length === 0 ? [] : [`${tags.length === 1 ? 'тег' : 'теги'} ${tags.map((tag) => `«${tag}»`).join(', ')}`]),
    ...(type === null ? [] : [`тип «${type}»`]),
  ].join(' и ');

const documents = (count: number): string => counted(count, 'документ', 'документа', 'документов');

export const documentRuleWords = {
  own: 'Правила',
  lead: 'Документы отправителя получают теги или тип. Правило меняет только документы, которые поступят после него, и в каждом из них оно указано. Значения, заданные человеком, сохраняются.',
  emptyTitle: 'Правил пока нет',
  empty:
    'Исправьте одинаково теги или тип у трёх документов одного отправителя, и здесь появится предложение. Или добавьте правило сами.',
  viewersCannot: 'Попросите редактора вашей библиотеки добавить правило.',
  add: 'Добавить правило',
  added: (name: string): string => `Правило «${name}» добавлено`,
  edit: 'Изменить',
  editOf: (name: string): string => `Изменить «${name}»`,
  save: 'Сохранить',
  saved: (name: string): string => `Правило «${name}» сохранено`,
  effect: effectOf,
  buttonsOf: (name: string): string => `Действия: ${name}`,
  sentence: (sender: string, tags: readonly string[], type: string | null): string => `От ${sender}: ${effectOf(tags, type)}`,
  on: 'Включено',
  off: 'Выключено',
  turnOn: 'Включить',
  turnOnOf: (name: string): string => `Включить «${name}»`,
  turnedOn: (name: string): string => `Правило «${name}» включено`,
  turnOff: 'Выключить',
  turnOffOf: (name: string): string => `Выключить «${name}»`,
  turnedOff: (name: string): string => `Правило «${name}» выключено. Документы, которые оно изменило, остаются прежними.`,
  documents: (count: number): string => (count === 0 ? 'Не изменило ни одного документа' : `Изменило ${documents(count)}`),
  sender: 'Отправитель',
  senderHint: 'Регистр букв и лишние пробелы не важны; всё остальное должно совпадать.',
  tags: 'Теги',
  tagsHint: 'Через запятую. Они добавляются к тегам документа.',
  type: 'Тип',
  typeHint: 'Например, счёт, письмо или договор.',
  name: 'Название',
  nameHint: 'Показывается в документах рядом со значениями, которые задало правило.',
  enabled: 'Правило включено',
  suggestions: 'Предложения',
  suggestionsLead: 'Они основаны на ваших исправлениях и ничего не меняют, пока вы их не включите.',
  suggested: 'Предложено',
  accept: 'Включить',
  acceptOf: (about: string): string => `Включить. ${about}`,
  changeFirst: 'Сначала изменить',
  changeFirstOf: (about: string): string => `Сначала изменить. ${about}`,
  dismiss: 'Отклонить',
  dismissOf: (about: string): string => `Отклонить. ${about}`,
  dismissed: 'Предложение отклонено. Оно больше не появится.',
  evidence: (count: number): string =>
    `Так в этой библиотеке решили для ${counted(count, 'документа', 'документов', 'документов')}:`,
  otherwise: (count: number): string =>
    `Для ${counted(count, 'другого документа', 'других документов', 'других документов')} решили иначе.`,
  moreDocuments: (count: number): string => `и ещё ${String(count)}`,
  delete: 'Удалить',
  deleteOf: (name: string): string => `Удалить «${name}»`,
  deleteTitle: (name: string): string => `Удалить «${name}»?`,
  deleteHint: 'Документы, которые изменило правило, остаются прежними.',
  deleted: (name: string): string => `Правило «${name}» удалено`,
};
