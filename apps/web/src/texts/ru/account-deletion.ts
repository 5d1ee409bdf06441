import { formatNumber } from '../numbers.js';
import { counted, items } from './counted.js';

/** In the genitive, after a number and `из`. */
const ofItems = (amount: number): string => counted(amount, 'элемента', 'элементов', 'элементов');

export const accountDeletionTexts = {
  mine: {
    title: 'Удаление аккаунта',
    lead: 'Ваш аккаунт отключается сразу. Через семь дней или немедленно его данные стираются. Отменить это никто не сможет.',
    exportFirst: 'Сначала экспорт моих данных',
    open: 'Удалить мой аккаунт',
  },
  ended: {
    title: 'Ваш аккаунт отключён',
    waits:
      'Выполнен выход на всех устройствах. Пока удаление не началось, администратор этого сервера может его отменить. Начало удаления:',
    runs: 'Выполнен выход на всех устройствах. Удаление началось, и отменить его никто не может.',
  },
  loading: 'Подсчёт данных',
  choiceOf: (library: string, amount: number): string => `${library}: ${items(amount)}`,
  choiceHint: 'У этой библиотеки нет другого владельца.',
  personalHint: 'Личная библиотека.',
  choose: 'Выберите, что с ней будет',
  erase: 'Стереть её элементы',
  move: (library: string): string => `Переместить её элементы в «${library}»`,
  transfer: (member: string): string => `Сделать владельцем: ${member}`,
  left: 'Прекратится только участие в библиотеках:',
  counts: 'Удаляется',
  counted: {
    items: 'Элементы',
    items_in_progress: 'Элементы в работе, их запуски будут отменены',
    deliveries_in_progress: 'Элементы с незавершённой доставкой, она будет отменена',
    libraries: 'Библиотеки без другого владельца',
    tokens: 'Токены',
    sign_ins: 'Сеансы входа',
    passkeys: 'Ключи доступа',
    identities: 'Подключённые аккаунты',
    credentials: 'Доступы',
    outputs: 'Публикации',
    sources: 'Источники',
    jobs: 'Задания',
    channels: 'Каналы',
    webhooks: 'Вебхуки',
    templates: 'Шаблоны',
    exports: 'Экспорты',
  },
  countsHint: 'Элементы, библиотеки и их настройки — только те, что не перемещены и не переданы.',
  amount: (amount: number): string => formatNumber(amount),
  remains: 'Не удаляется',
  remaining: {
    ids: 'Идентификаторы в истории, в подсчётах и в журналах, без имени.',
    'administration-log': 'Записи журнала действий, в течение двух лет, без имён и адресов.',
    deliveries: 'Файлы в местах публикации и страницы в других сервисах.',
    backups: 'Резервные копии, пока не истечёт их срок.',
  },
  start: 'Начало',
  starts: {
    later: 'Через семь дней. До этого администратор может отменить удаление.',
    now: 'Немедленно. Отменить удаление никто не сможет.',
  },
  confirm: (name: string): string => `Для подтверждения введите: ${name}`,
  notTheName: (name: string): string => `Введите в точности: ${name}`,
  submit: 'Удалить аккаунт',
  ofUser: {
    open: 'Удалить пользователя',
    openOf: (name: string): string => `Удалить пользователя ${name}`,
    title: (name: string): string => `Удаление аккаунта: ${name}`,
    requested: (name: string): string => `Аккаунт пользователя ${name} отключён, его удаление запрошено.`,
    isDeleting: 'удаление запрошено',
  },
  list: {
    title: 'Удаления аккаунтов',
    none: 'Аккаунты не удалялись.',
    gone: (id: string): string => `Удалённый пользователь ${id}`,
    requested: 'запрошено',
    ended: 'удалено',
    waiting: 'Ожидает. Начало:',
    running: 'В работе',
    counting: 'Подсчёт элементов',
    progress: (done: number, total: number): string => `${formatNumber(done)} из ${ofItems(total)}`,
    done: 'Готово',
    problems: {
      'items-failed': (failed: number): string =>
        `Не удалось стереть или переместить: ${items(failed)}. Сервер повторяет попытку каждую минуту.`,
      'choices-outdated': (): string => 'Библиотеки или участники изменились. Удалите пользователя снова с другим выбором.',
      'repeated-failure': (): string =>
        'Последняя попытка не удалась. Сервер попробует снова. Причина указана в журнале шлюза (gateway).',
    },
    cancel: 'Отменить удаление',
    cancelOf: (name: string): string => `Отменить удаление: ${name}`,
    cancelled: (name: string): string => `Аккаунт пользователя ${name} не удалён и снова включён.`,
  },
  signInAgain:
    'Вы вошли больше десяти минут назад. Войдите снова здесь с ключом доступа либо по новой ссылке или через службу входа. Затем удалите аккаунт.',
} as const;
