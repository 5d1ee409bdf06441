import { counted } from './counted.js';

export const duplicateWords = {
  intro:
    'Само по себе ничего не удаляется. Если оставить один элемент, остальные попадут в список «Удалено», откуда их можно восстановить. Можно оставить и все.',
  count: (count: number): string =>
    counted(count, 'группа похожих элементов', 'группы похожих элементов', 'групп похожих элементов'),
  reasons: {
    same_file: 'Тот же файл',
    same_amount: 'Те же отправитель, дата и сумма',
    same_title: 'Те же отправитель, дата и название',
  },
  differ: (names: readonly string[]): string => `Различия: ${names.join(', ')}`,
  nothingDiffers: 'Различий нет',
  more: (count: number): string =>
    `Не показано: ${counted(count, 'более новый элемент', 'более новых элемента', 'более новых элементов')}`,
  values: {
    file_name: 'Файл',
    sender: 'Отправитель',
    date: 'Дата',
    number: 'Номер',
    amount: 'Сумма',
    pages: 'Страницы',
    length: 'Длительность',
    size: 'Размер',
    tags: 'Теги',
    received: 'Получено',
    source: 'Откуда',
    delivered: 'Доставлено',
  },
  noPicture: 'Нет изображения',
  keepOne: 'Оставить этот',
  keepOnly: 'Оставить только этот',
  remove: 'Удалить этот',
  keepAll: (count: number): string => (count === 2 ? 'Оставить оба' : `Оставить все (${String(count)})`),
  named: (action: string, title: string, received: string): string => `${action}: ${title}, ${received}`,
  deleted: (count: number): string =>
    `${counted(count, 'элемент удалён', 'элемента удалено', 'элементов удалено')}. Смотрите в списке «Удалено».`,
  kept: 'Эти элементы больше не показываются как дубликаты друг друга.',
  undone: 'Отменено',
  undo: 'Отменить',
  none: 'Дубликатов нет',
  compared:
    'Throughline сравнивает байты всех файлов. У документов сравниваются также отправитель и дата вместе с суммой, а если её нет, то с названием. Регистр, пробелы и знаки препинания не учитываются. Удалённые элементы не сравниваются.',
  decisions: 'Оставленные',
  decisionsHint: 'Эти элементы похожи, и их решили оставить.',
  noDecisions: 'Пока ничего не оставлено.',
  showAgain: 'Показывать снова',
  shownAgain: (titles: string): string => `Снова показываются: ${titles}`,
};
