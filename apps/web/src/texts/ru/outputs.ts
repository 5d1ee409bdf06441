import type { OutputUse } from '@throughline/api-client';
import { counted } from './counted.js';

const ofItems = (count: number): string => counted(count, 'элемента', 'элементов', 'элементов');

export const outputWords = {
  title: 'Публикации',
  manage: 'Управление публикациями',
  lead: 'Куда доставляются готовые записи и документы. Шаблоны, каналы и запуски выбирают публикации по названию.',
  own: 'Ваши публикации',
  shared: 'Общие публикации',
  sharedHint: 'Их настраивает оператор сервера. В них доставляют запуски, в которых публикации не указаны.',
  noneShared: 'На этом сервере нет общих публикаций.',
  emptyTitle: 'Своих публикаций у вас пока нет',
  empty: 'Добавьте папку, бакет или аккаунт, проверьте и выберите в шаблоне или запуске.',
  viewersCannot: 'Попросите редактора библиотеки добавить публикацию.',
  nothingOffered:
    'Оператор сервера не настроил папки, подключения или аккаунты, которые могли бы использовать публикации. См. docs/destinations.md.',
  add: 'Добавить публикацию',
  added: (name: string): string => `Публикация «${name}» добавлена`,
  create: 'Сохранить публикацию',
  edit: 'Изменить',
  editOf: (name: string): string => `Изменить «${name}»`,
  save: 'Сохранить публикацию',
  saved: (name: string): string => `Публикация «${name}» сохранена`,
  buttonsOf: (name: string): string => `Действия: ${name}`,
  name: 'Название',
  nameHint: 'Строчные латинские буквы, цифры, _ и -. Название никогда не меняется.',
  type: 'Тип',
  patternsHint: 'Тексты в этой публикации. Они важнее текстов шаблонов и запусков.',
  test: 'Проверить',
  testOf: (name: string): string => `Проверить «${name}»`,
  testing: 'Проверка',
  state: {
    untested: 'Не проверено',
    ok: 'Работает',
    wrong: 'Проверка не пройдена',
  },
  tested: 'проверено',
  delete: 'Удалить',
  deleteOf: (name: string): string => `Удалить «${name}»`,
  deleteTitle: (name: string): string => `Удалить публикацию «${name}»?`,
  deleteHint: 'Доставленные файлы останутся на своих местах.',
  deleted: (name: string): string => `Публикация «${name}» удалена`,
  detach: 'Убрать название и удалить',
  detachHint: 'Здесь указана эта публикация. Её название будет убрано отсюда:',
  running: (count: number): string =>
    `${counted(count, 'элемент выполняется и ещё будет доставлен', 'элемента выполняются и ещё будут доставлены', 'элементов выполняются и ещё будут доставлены')} в эту публикацию. Чтобы этого не произошло, сначала остановите ${count === 1 ? 'его' : 'их'}.`,
  unused: 'Не используется',
  usedBy: ({ templates, channels, settings, preferences }: OutputUse): readonly string[] => [
    ...templates.map((name) => `Шаблон «${name}»`),
    ...channels.map((name) => `Канал «${name}»`),
    ...(settings ? ['Настройки библиотеки по умолчанию'] : []),
    ...(preferences > 0 ? [`Предпочтения ${ofItems(preferences)}`] : []),
  ],
} as const;
