import { counted } from './counted.js';

export const activityWords = {
  title: 'Активность',
  notices: 'Нужно участие человека',
  noNotices: 'Сейчас ничего не требует участия человека.',
  moreNotices: 'Есть и другие. Они в списке всех элементов, под «Требует внимания».',
  byMail: 'Получать по эл. почте',
  unseen: (count: number): string => counted(count, 'новое уведомление', 'новых уведомления', 'новых уведомлений'),
  causes: {
    failed: (title: string, step: string): string =>
      `«${title}»: ошибка на шаге «${step}». Посмотрите причину, затем запустите обработку снова.`,
    delivery_failed: (title: string, step: string): string =>
      `«${title}»: доставлено не во все выходы. Ошибка: ${step}. Посмотрите причину, затем повторите.`,
    follow_up_failed: (title: string, step: string): string =>
      `«${title}»: доставлено. Ошибка: ${step}. Посмотрите причину, затем повторите.`,
    review: (title: string): string => `«${title}»: всё готово и ждёт вашей публикации.`,
    unconfirmed: (title: string): string =>
      `Неизвестно, доставлено ли «${title}» в один из выходов. Проверьте там, затем подтвердите доставку.`,
  },
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
