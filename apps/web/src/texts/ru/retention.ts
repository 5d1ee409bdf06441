import { counted } from './counted.js';

export const retentionWords = {
  title: 'Срок хранения',
  planned: (deleted: string, expires: string): string => `Удаление ${deleted}, срок истекает ${expires}`,
  plannedWithoutEnd: (deleted: string): string => `Удаление ${deleted}, можно восстановить в любое время`,
  due: (since: string): string => `Подлежит удалению с ${since}`,
  sources: {
    server: 'Задано сервером',
    user: 'Задано настройками библиотеки по умолчанию',
    template: 'Задано шаблоном',
  },
  deleted: 'Удалено по сроку хранения',
  withoutEnd: 'Можно восстановить, пока кто-нибудь не сотрёт',
  soft: 'Удалять элементы',
  softHint:
    'Считается от конца последнего запуска элемента, результат которого есть во всех его публикациях. Действует и для уже добавленных элементов.',
  hard: 'Удалять их содержимое навсегда',
  hardHint: 'Считается от того же времени и не раньше чем через день после удаления. До этого элементы можно восстановить.',
  after: (days: number): string => `Через ${counted(days, 'день', 'дня', 'дней')}`,
  never: 'Никогда',
} as const;
