export const detailWords = {
  title: 'Сведения',
  hint: 'Изменения сохраняются в библиотеке. В следующих доставках будет новое название.',
  name: 'Название',
  description: 'Описание',
  tags: 'Теги',
  addTag: 'Добавить тег',
  addTagHint: 'Чтобы добавить тег, нажмите Enter',
  removeTag: (tag: string): string => `Убрать ${tag}`,
  save: 'Сохранить сведения',
  saved: 'Сведения сохранены',
  saving: 'Сохранение',
  conflict: 'Не сохранено: за это время сведения изменились.',
  conflictHint: (title: string): string =>
    `Теперь название — «${title}». Ваши тексты остались здесь: сохраните ещё раз, чтобы заменить сохранённые, или отмените свои.`,
  discard: 'Отменить изменения',
};

export const thumbnailWords = {
  title: 'Обложка',
  byServer: 'Выбрана автоматически.',
  chosen: (at: string): string => `Кадр на ${at}. Он используется в следующих доставках в YouTube и VK.`,
  choose: (at: string): string => `Взять кадр на ${at}`,
  remove: 'Выбирать автоматически',
  saved: 'Обложка изменена',
};
