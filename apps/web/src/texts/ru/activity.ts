import { counted } from './counted.js';

export const activityWords = {
  title: 'Активность',
  notices: 'Нужно участие человека',
  noNotices: 'Сейчас ничего не требует участия человека.',
  moreNotices: 'Есть и другие. Они в списке всех элементов, под «Требует внимания».',
  byMail: 'Получать по эл. почте',
  unseen: (count: number): string => counted(count, 'новое уведомление', 'новых уведомления', 'новых уведомлений'),
  events: 'Что произошло',
  newSince: (count: number, isAtLeast: boolean): string =>
    `С вашего последнего посещения в этом браузере: ${
      isAtLeast ? `не менее ${counted(count, 'события', 'событий', 'событий')}` : counted(count, 'событие', 'события', 'событий')
    }`,
  deleted: 'Удалено',
  nothingNew: 'С вашего последнего посещения в этом браузере ничего не произошло.',
  isNew: 'Новое',
  earlier: (count: number): string => `ещё ${String(count)}`,
  none: 'Пока ничего не произошло',
  noneHint: 'Здесь появляется всё, что поступило, расшифровано, доставлено или исправлено.',
};
