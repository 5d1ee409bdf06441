import { counted } from './counted.js';
import { statusNames } from './states.js';

export const documentStepNames = {
  hash_file: 'Получение и проверка',
  create_file_record: 'Определение типа',
  check_text: 'Поиск текста',
  extract_text: 'Извлечение текста',
  extract_metadata_with_gpt: 'Поиск сведений',
  embed_metadata_into_pdf: 'Запись сведений в PDF',
  finalize_document_storage: 'Имя и размещение',
  send_to_all_destinations: 'Доставка',
};

/** A running step, as the state of its document. */
export const documentDoing = {
  hash_file: 'Получение',
  create_file_record: 'Проверка файла',
  check_text: 'Поиск текста',
  extract_text: 'Чтение текста',
  extract_metadata_with_gpt: 'Поиск сведений',
  embed_metadata_into_pdf: 'Запись сведений',
  finalize_document_storage: 'Размещение',
  send_to_all_destinations: 'Доставка',
};

export const documentWords = {
  title: 'Документы',
  back: 'Документы',
  gone: 'Документ не найден',
  erasedTitle: 'Стёртый документ',
  expiredTitle: 'Документ с истёкшим сроком',
  status: statusNames,
  progress: (title: string): string => `Шаги: ${title}`,
  mainDone: (done: number, of: number): string => `${String(done)} из ${counted(of, 'шага', 'шагов', 'шагов')}`,
  uploadsDone: (done: number, of: number): string =>
    `${String(done)} из ${counted(of, 'шага доставки', 'шагов доставки', 'шагов доставки')}`,
  toCheck: 'проверьте это значение',
  steps: {
    title: 'Шаги',
    names: documentStepNames as Readonly<Record<string, string>>,
    queue: (destination: string): string => `Очередь: ${destination}`,
    upload: (destination: string): string => `Отправка в ${destination}`,
    status: {
      pending: 'Не начато',
      in_progress: 'Выполняется',
      success: 'Выполнено',
      failure: 'Ошибка',
      skipped: 'Пропущено',
    },
    skipped: (reason: string): string => `Пропущено: ${reason}`,
    skipReasons: {
      encrypted: 'файл зашифрован',
      signed: 'файл подписан, и изменение нарушило бы подпись',
      no_engine: 'нет доступного движка',
      no_engine_for_language: 'ни один движок не поддерживает его языки',
      no_text: 'нет текста',
      not_applicable: 'не относится к этому виду файлов',
      disabled: 'выключено',
      by_user: 'решил пользователь',
    } as Readonly<Record<string, string>>,
    waiting: 'Ожидает',
    again: 'снова',
    took: (time: string): string => `заняло ${time}`,
    toQueue: 'Доставки',
  },
  facts: {
    label: 'Об этом документе',
    kind: 'Вид',
    kinds: {
      pdf: 'PDF',
      image: 'Изображение',
      office: 'Файл Office',
      text: 'Текст',
      html: 'HTML',
      email: 'Письмо',
    } as Readonly<Record<string, string>>,
    pages: 'Страницы',
    encrypted: 'зашифрован',
    signed: 'подписан',
    registered: 'Зарегистрировано',
    changed: 'Последнее изменение',
    size: 'Размер',
    file: 'Файл',
    madeOf: {
      name: 'Создан из',
      pages: (ranges: string): string => `страницы ${ranges} из`,
      allPages: 'все страницы из',
      turned: (degrees: number): string => `поворот на ${String(degrees)}°`,
      gone: 'документа, которого больше нет в этой библиотеке',
      leftOut: 'Не перенесено',
      contents: {
        attachments: 'вложения',
        bookmarks: 'закладки',
        forms: 'поля формы',
        links: 'ссылки внутри файла',
        media: 'звук и видео',
        scripts: 'скрипты',
        signatures: 'подписи',
        tags: 'разметка для программ чтения с экрана',
      } as Readonly<Record<string, string>>,
    },
  },
  files: {
    finished: 'Скачать готовый документ',
    original: 'Скачать исходный файл',
  },
};
