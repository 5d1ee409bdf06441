import { counted } from './counted.js';
import { podcastWords } from './podcasts.js';

const { edit, editOf, save, buttonsOf, all, tagged, asks, joins, madeBy, unknownMaker } = podcastWords;

/** Texts about players in pages of other sites, and of the player itself. */
export const embedWords = {
  title: 'Встраиваемые плееры',
  lead: 'Указанные вами сайты показывают плеер с записями этой библиотеки, без аккаунта: названия, медиафайлы и расшифровки.',
  emptyTitle: 'Встраиваемых плееров пока нет',
  empty: 'Создайте плеер для всех записей или для записей с тегом и вставьте его HTML-код в свою страницу.',
  viewersCannot: 'Попросите редактора вашей библиотеки создать плеер.',
  add: 'Создать плеер',
  ...{ edit, editOf, save, buttonsOf, all, tagged, asks, joins, madeBy, unknownMaker },
  added: (title: string): string => `Плеер «${title}» создан`,
  saved: (title: string): string => `Плеер «${title}» сохранён`,
  fields: {
    ...podcastWords.fields,
    origins: 'Сайты, которым разрешено показывать плеер',
    originsHint: 'По одному в строке, с https:// и без пути. Другие сайты показать его не могут.',
    joinNow: 'Подходящие записи, готовые сейчас, сразу попадут в плеер: не более 300 самых новых.',
    media: 'Воспроизводить как',
    expiry: 'Срок действия плеера',
  },
  frameOnce:
    'Вставьте этот HTML-код в свою страницу. Он показывается только сейчас. Любой, кто может открыть страницу или знает адрес из кода, может воспроизводить записи.',
  copyFrame: 'Копировать HTML',
  states: { open: 'Действует', expired: 'Истёк', revoked: 'Отозван', suspended: 'Не действует', off: 'Отключён' },
  hints: {
    suspended: 'Плеер не работает: создавший его пользователь больше не может менять эту библиотеку.',
    off: 'Плеер не работает: оператор сервера отключил доступ по ссылкам и лентам.',
  },
  made: 'создан',
  ends: { open: 'истекает', suspended: 'истекает', off: 'истекает', expired: 'истёк', revoked: 'отозван' },
  fetches: (count: number): string => `запрошен ${counted(count, 'раз', 'раза', 'раз')}`,
  lastFetch: podcastWords.lastFetch,
  renew: {
    label: 'Обновить адрес',
    of: (title: string): string => `Обновить адрес плеера «${title}»`,
    title: (title: string): string => `Обновить адрес плеера «${title}»?`,
    hint: 'Прежний адрес сразу перестанет действовать. Странице понадобится новый HTML-код.',
  },
  revoke: { ...podcastWords.revoke, hint: 'Плеер сразу перестанет действовать на всех страницах.' },
  items: {
    ...podcastWords.items,
    of: (title: string): string => `Записи плеера «${title}»`,
    listed: 'В плеере',
    noneListed: 'В плеере нет записей.',
  },
  page: {
    title: 'Плеер',
    unavailable: 'Плеер недоступен',
    unavailableHint: 'Обратитесь к владельцу страницы, на которой он показан.',
    recordings: 'Записи',
    empty: 'Записей пока нет.',
    noTranscript: 'У этой записи нет расшифровки.',
    refused: { 'rate-limited': 'Сейчас слишком много запросов', unavailable: 'Сервер сейчас не может ответить' },
    refusedHint: (seconds: number): string =>
      `Плеер подождёт ${counted(seconds, 'секунду', 'секунды', 'секунд')} и сам попробует ещё раз.`,
  },
};
