import { counted } from './counted.js';

/** The panel of a recording that needs a person. */
export const attentionWords = {
  failed: (step: string, attempts: number): string =>
    attempts > 1 ? `${step}: ошибка после ${counted(attempts, 'попытки', 'попыток', 'попыток')}` : `${step}: ошибка`,
  /** The step that has failed, before a colon. The names are those of `failed_at_stage`. */
  steps: {
    download: 'Скачивание',
    trim: 'Обрезка',
    transcribe: 'Расшифровка',
    topics: 'Поиск тем',
    subtitles: 'Создание субтитров',
    upload: 'Доставка',
    hash_file: 'Получение файла',
    create_file_record: 'Определение типа файла',
    check_text: 'Поиск текста',
    extract_text: 'Извлечение текста',
    extract_metadata_with_gpt: 'Поиск сведений',
    embed_metadata_into_pdf: 'Запись сведений в PDF',
    finalize_document_storage: 'Имя и размещение',
    send_to_all_destinations: 'Доставка',
  },
  failedHint: 'Автоматически попытка не повторяется.',
  unconfirmed: (output: string): string => `Доставлено ли в ${output}?`,
  unconfirmedHint:
    'Всё отправлено, но соединение прервалось раньше, чем ответило место назначения. Повторная отправка могла бы создать вторую копию, поэтому Throughline ждёт вас. Посмотрите в месте назначения, затем ответьте.',
  answerHint: 'Ваш ответ записывается с вашим именем.',
  partial: (done: number, of: number, outputs: readonly string[]): string =>
    `Доставлено в ${String(done)} из ${counted(of, 'публикации', 'публикаций', 'публикаций')}. Ошибка: ${outputs.join(', ')}`,
  partialHint: 'В публикации, у которых есть своя копия, повторно ничего не отправляется.',
  review: 'Можно публиковать',
  reviewHint: 'Посмотрите результат ниже, затем опубликуйте. До этого в публикации ничего не отправляется.',
  whatToDo: 'Что можно сделать',
  nothingToDo: 'Сейчас никакое действие невозможно. Причины — в меню «Другие действия» рядом с названием.',
  arrived: 'Копия там есть',
  missing: 'Копии там нет, отправить снова',
  linkOf: (output: string): string => `Ссылка на копию в ${output}`,
  answerOf: (answer: string, output: string): string => `${answer}: ${output}`,
  retry: {
    download: 'Повторить скачивание',
    trim: 'Повторить обрезку',
    transcribe: 'Повторить расшифровку',
    topics: 'Повторить поиск тем',
    subtitles: 'Повторить субтитры',
  } as Readonly<Record<string, string>>,
  retryDelivery: 'Повторить доставку',
  retryDeliveryTo: (output: string): string => `Повторить доставку в ${output}`,
  retryHint: 'Завершённые шаги сохраняются.',
  known: 'Что известно',
  kept: 'Что сохранено',
  facts: {
    media: ['Запись', 'Нет записи'],
    transcript: ['Расшифровка', 'Нет расшифровки'],
    topics: ['Темы', 'Нет тем'],
    subtitles: ['Субтитры', 'Нет субтитров'],
    sent: ['Доставлено в', ''],
  } as Readonly<Record<string, readonly [there: string, missing: string]>>,
  notSent: 'Ничего не отправлено в',
  notArrived: 'Нет подтверждения от',
  attempts: 'Неудачные попытки',
  attempt: (count: number): string => `Попытка ${String(count)}`,
  reached: (percent: number): string => `на ${String(percent)} %`,
  way: {
    place: (place: number, count: number, hasMore: boolean): string =>
      `${String(place)} из ${String(count)}${hasMore ? '+' : ''}`,
    all: 'Все элементы, требующие внимания',
    previous: 'Предыдущий элемент, требующий внимания',
    next: 'Следующий элемент, требующий внимания',
  },
} as const;

/** The link that a person gives for an unconfirmed delivery. */
export const linkWords = {
  label: 'Ссылка на копию',
  hint: 'Необязательно, только если копия там есть. Ссылку увидят все, у кого есть доступ к элементу.',
  start: 'Введите ссылку, которая начинается с https://',
  noUser: 'Уберите из ссылки имя пользователя и пароль: иначе их увидят все, у кого есть доступ к элементу.',
  noAddress: 'Это неполная ссылка. Скопируйте её из адресной строки браузера.',
} as const;
