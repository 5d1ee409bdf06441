import type { Catalogue } from '../catalogue.js';
import { formatNumber } from '../numbers.js';
import { actionWords } from './actions.js';
import { activityWords } from './activity.js';
import { bulkWords } from './bulk.js';
import { channelWords, mirrorWords } from './channels.js';
import { counted } from './counted.js';
import { documentDoing, documentStepNames, documentWords } from './documents.js';
import { documentViewWords } from './document-view.js';
import { fileWords } from './files.js';
import { itemSettingsWords } from './item-settings.js';
import { settingsTexts } from './later.js';
import { libraryWords } from './libraries.js';
import { itemListWords, missingItemWords } from './items.js';
import { microphoneTexts } from './microphone.js';
import { noticeWords } from './notices.js';
import { outputWords } from './outputs.js';
import { providerWords } from './provider.js';
import { recordingWords } from './recording.js';
import { retentionWords } from './retention.js';
import { runWords } from './run.js';
import { searchWords } from './search.js';
import { sessionWords } from './sessions.js';
import { settingsWords } from './settings.js';
import { sharingWords } from './sharing.js';
import { outputStates, stateNames } from './states.js';
import { templateWords } from './templates.js';
import { timeWords } from './time.js';
import { typedSettingsWords } from './typed-settings.js';
import { unsavedTexts } from './unsaved.js';
import { uploadWords } from './upload.js';

const text = {
  product: 'Throughline',
  skipToContent: 'Перейти к содержимому',
  nav: {
    label: 'Главное меню',
    // The whole title does not fit into the bar of a phone.
    items: 'Элементы',
    recordings: 'Записи',
    documents: 'Документы',
    sessions: 'Сессии',
    activity: activityWords.title,
    automations: 'Автоматизации',
    settings: 'Настройки',
    needAttention: (count: number): string =>
      counted(count, 'элемент требует внимания', 'элемента требуют внимания', 'элементов требуют внимания'),
    toReview: (count: number): string => `${counted(count, 'документ', 'документа', 'документов')} на проверку`,
    more: (count: number): string => `${String(count)}+`,
    further: 'Ещё',
  },
  /** Returns a label as it stands in the middle of a sentence. */
  insideSentence: (label: string): string => label.charAt(0).toLowerCase() + label.slice(1),
  loading: 'Загрузка',
  close: 'Закрыть',
  cancel: 'Отмена',
  copy: 'Копировать',
  copied: 'Скопировано',
  copyNeedsHttps: 'Для копирования нужен https. Выделите текст вручную.',
  sidePanel: { discard: 'Отменить изменения', discardHint: 'Введённое в этой форме не сохранено.' },
  theme: { label: 'Оформление', system: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
  language: {
    label: 'Язык',
    system: 'Язык браузера',
    use: 'Перейти на этот язык',
    hint: 'Страница загрузится заново. Сообщения сервера и других служб остаются на английском.',
    notKept: 'Этот браузер не хранит настроек, поэтому сохранить выбор нельзя.',
  },
  connection: {
    label: 'Соединение',
    live: 'На связи',
    polling: 'Обновляется раз в несколько секунд',
    away: 'Нет связи с сервером',
    since: 'с',
    lastAnswer: 'Показан его последний ответ, от',
    never: 'Он ещё не отвечал.',
    trying: 'Страница повторяет попытку каждые несколько секунд. Загрузки продолжатся сами.',
    stale: 'Здесь могут отсутствовать изменения, сделанные после',
    staleHint: 'Журнал сервера не отвечает, или его таблицы отстают. Страница обновится сама.',
  },
  problem: {
    away: 'Сервер не отвечает.',
    awayHint: 'Страница сама повторит попытку. Проверьте, работает ли сервер.',
    form: 'Проверьте эти поля',
    unexpected: 'На этой странице произошла ошибка.',
    tryAgain: 'Повторить',
    tryInstead: 'Вместо этого:',
    request: 'Запрос',
    existing: 'Открыть имеющуюся запись',
    reload: 'Обновить страницу',
  },
  signIn: {
    title: 'Вход',
    working: 'Выполняется вход',
    lead: 'Войти можно с ключом доступа или по одноразовой ссылке. Ссылка действует один раз, в одном браузере, пятнадцать минут.',
    how: 'Создайте ссылку на компьютере, где работает Throughline:',
    command: 'npx tl sign-in',
    someoneElse: 'Нет доступа к этому компьютеру? Попросите ссылку у его оператора.',
    refused: 'Эта ссылка не работает',
    refusedHint:
      'По ссылке можно войти один раз, в одном браузере. Если вы открыли её в другом браузере, вход выполнен там. Создайте новую ссылку для этого браузера:',
    toPage: 'Ко всем элементам',
  },
  provider: providerWords,
  libraries: libraryWords,
  itemList: itemListWords,
  account: { signOut: 'Выйти', signedInAs: 'Вход выполнен:' },
  unsaved: unsavedTexts,
  microphone: microphoneTexts,
  shortcuts: 'Сочетания клавиш',
  missingItem: missingItemWords,
  missingView: {
    title: 'Не удалось загрузить этот раздел',
    away: 'Сервер не отвечает. Повторите попытку, когда он заработает.',
    missing: 'Сервер отвечает, но эта часть страницы не получена. Повторите попытку.',
    again: 'Эта часть страницы не получена и со второй попытки. Обновите страницу.',
    uploads: 'Загрузки идут, пока вы не обновите страницу. Чтобы продолжить их после этого, снова выберите файлы.',
  },
  notFound: {
    title: 'Страница не найдена',
    hint: 'Такого адреса нет, или он относится к другой библиотеке.',
  },
  status: {
    PENDING_SOURCE: 'Ожидает файл',
    INITIALIZED: 'Зарегистрировано',
    SKIPPED: 'Не сопоставлено',
    DOWNLOADING: 'Скачивается',
    DOWNLOADED: 'Скачано',
    PROCESSING: 'Обрабатывается',
    PROCESSED: 'Обработано',
    UPLOADING: outputStates.uploading,
    UPLOADED: 'Частично доставлено',
    READY: 'Готово',
    EXPIRED: 'Срок истёк',
  },
  flags: {
    failed: stateNames.failed,
    pausing: 'Приостанавливается',
    waiting: stateNames.waiting,
    stalled: 'Зависло',
    unconfirmed: stateNames.unconfirmed,
  },
  step: {
    ...documentStepNames,
    DOWNLOAD: 'Скачивание',
    TRIM: 'Обрезка тишины',
    TRANSCRIBE: 'Расшифровка',
    EXTRACT_TOPICS: 'Темы',
    GENERATE_SUBTITLES: 'Субтитры',
    PREVIEW: 'Предпросмотр',
    deliver: (name: string): string => `Доставка в ${name}`,
    followUp: (name: string, output: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)} (${output})`,
    attempt: (attempt: number): string => `попытка ${String(attempt)}`,
  },
  /** A running step, as the state of its item. */
  doing: {
    ...documentDoing,
    DOWNLOAD: 'Скачивание',
    TRIM: 'Обрезка',
    TRANSCRIBE: 'Расшифровка',
    EXTRACT_TOPICS: 'Поиск тем',
    GENERATE_SUBTITLES: 'Создание субтитров',
    PREVIEW: 'Подготовка предпросмотра',
  } as Readonly<Record<string, string>>,
  delivering: outputStates.uploading,
  progress: {
    label: (title: string): string => `Ход выполнения: ${title}`,
    unknown: 'Ход неизвестен',
    percent: (percent: number): string => `${String(percent)} %`,
    etaSoon: 'Завершится в течение минуты',
    etaBy: (to: string): string => `Завершится к ${to}`,
    etaBetween: (from: string, to: string): string =>
      from === to ? `Завершится около ${to}` : `Завершится между ${from} и ${to}`,
    queued: (place: string, of: number): string => `В очереди, ${place} из ${String(of)}`,
    still: (time: string): string => `Нет продвижения уже ${time}`,
    etaReason: {
      review: 'Начнётся, когда вы опубликуете элемент',
      waiting: 'Пока элемент ожидает, прогноза нет',
      paused: 'Пока элемент приостановлен, прогноза нет',
      'no-worker': 'Прогноза нет: ни один обработчик не берёт этот шаг',
      'no-progress': 'Прогноза нет: сейчас нет продвижения',
      overdue: 'Длится дольше, чем ожидалось',
      stalled: 'Прогноза нет: обработчик перестал отвечать',
      queued: 'Прогноз появится, когда подойдёт очередь',
      'length-unknown': 'Прогноза нет, пока неизвестна длительность',
    } as Readonly<Record<string, string>>,
    etaUnknown: 'Прогноза нет',
  },
  bulk: bulkWords,
  list: {
    tag: 'Тег',
    withTag: (tag: string): string => `Показать элементы с тегом ${tag}`,
    moreTags: (count: number): string => `+${String(count)}`,
    drafts: {
      repeat: 'Расшифровать снова',
      willRepeat: (count: number, of: number): string =>
        of === 0
          ? 'Нет черновиков, которые можно расшифровать снова. Приостановленные черновики не учитываются.'
          : `Текущим движком можно снова расшифровать ${String(count)} из ${counted(of, 'черновика', 'черновиков', 'черновиков')}.${count < of ? ' У остальных идёт запуск, или их нельзя запустить.' : ''} Приостановленные черновики не учитываются.`,
      alsoRepeats:
        'Их темы и субтитры тоже будут созданы заново. Исправления вручную сохранятся. В публикациях останется прежний текст, пока вы не доставите снова.',
      confirm: (count: number): string => `Расшифровать снова: ${String(count)}`,
      result: ({ started, refused, error }: Readonly<Record<'started' | 'refused' | 'error', number>>): string =>
        [
          `Начато расшифровок: ${formatNumber(started)}`,
          ...(refused === 0 ? [] : [`отклонено: ${formatNumber(refused)}`]),
          ...(error === 0 ? [] : [`не начато из-за ошибки: ${formatNumber(error)}`]),
        ].join(', '),
    },
    untitled: 'Без названия',
    erasedTitle: 'Стёртая запись',
    expiredTitle: 'Запись с истёкшим сроком',
    more: 'Показать ещё',
    loadingMore: 'Загрузка',
    changedAnnouncement: (title: string, status: string): string => `${title}: ${status}`,
  },
  actions: actionWords,
  upload: uploadWords,
  search: searchWords,
  activity: activityWords,
  sessions: sessionWords,
  settings: settingsWords,
  sharing: sharingWords,
  itemSettings: itemSettingsWords,
  templates: templateWords,
  runs: runWords,
  retention: retentionWords,
  channels: channelWords,
  notices: noticeWords,
  outputs: outputWords,
  typedSettings: typedSettingsWords,
  mirror: mirrorWords,
  recording: recordingWords,
  document: documentWords,
  documentView: documentViewWords,
  time: timeWords,
} as const;

export const ru: Catalogue = { text, settingsText: settingsTexts, fileText: fileWords };
