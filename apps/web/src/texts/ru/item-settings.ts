/** The template and the preferences of an item. */
export const itemSettingsWords = {
  title: 'Настройки запуска',
  hint: 'Действуют для следующих запусков этого элемента. Начатый запуск сохраняет свои настройки.',
  template: 'Шаблон',
  noTemplate: 'Нет',
  deleted: 'Удалённый шаблон',
  withPreferences: 'с предпочтениями этого элемента',
  bind: 'Привязать шаблон',
  unbind: 'Отвязать шаблон',
  bound: (name: string | null): string => (name === null ? 'Шаблон привязан' : `Привязан шаблон «${name}»`),
  unbound: 'Шаблон отвязан',
  resetPreferences: 'Удалить также предпочтения этого элемента, которые важнее шаблона',
  add: 'Добавить предпочтения',
  edit: 'Изменить предпочтения',
  save: 'Сохранить предпочтения',
  saved: 'Предпочтения сохранены',
  ofRun: 'Изменённые настройки последнего запуска',
} as const;
