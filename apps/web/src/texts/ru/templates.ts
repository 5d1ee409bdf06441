import type { Template } from '@throughline/api-client';
import { items } from './counted.js';

type Users = Pick<Template, 'used_by' | 'named_by'>;

export const templateWords = {
  title: 'Шаблоны',
  lead: 'Шаблон — это именованный набор настроек запуска. Поля со значением «По умолчанию» берут настройки библиотеки.',
  emptyTitle: 'Шаблонов пока нет',
  empty: 'Сохраните под именем настройки, которыми пользуетесь каждую неделю.',
  viewersCannot: 'Попросите редактора добавить шаблон.',
  add: 'Новый шаблон',
  create: 'Создать шаблон',
  created: (name: string): string => `Шаблон «${name}» создан`,
  edit: 'Изменить',
  editOf: (name: string): string => `Изменить «${name}»`,
  save: 'Сохранить шаблон',
  saved: (name: string): string => `Шаблон «${name}» сохранён`,
  reload: 'Отменить мои изменения и показать текущие настройки',
  buttonsOf: (name: string): string => `Действия: ${name}`,
  delete: 'Удалить',
  deleteOf: (name: string): string => `Удалить «${name}»`,
  deleteTitle: (name: string): string => `Удалить шаблон «${name}»?`,
  deleteHint: 'Начатые запуски сохранят свои настройки.',
  detach: 'Отвязать и удалить',
  detachHint:
    'Элементы будут отвязаны от шаблона, источники перестанут начинать запуски, а задание без другого шаблона будет выключено. Где шаблон используется:',
  deleted: (name: string): string => `Шаблон «${name}» удалён`,
  unused: 'Не используется',
  users: ({ used_by: count, named_by: { sources, jobs } }: Users): readonly string[] => [
    ...(count === 0 ? [] : [items(count)]),
    ...sources.map(({ name }) => `источник «${name}»`),
    ...jobs.map(({ name }) => `задание «${name}»`),
  ],
  unusable: (name?: string): string =>
    name === undefined ? 'Этот шаблон не подходит ни для одного запуска' : `Шаблон «${name}» не подходит ни для одного запуска`,
  draft: 'Черновик',
  name: 'Название',
  draftHint: 'Черновик: не используется в запусках',
  matching: {
    sources: 'Использовать только для элементов из этих источников',
    sourceGone: (id: number): string => `Удалённый источник (номер ${String(id)})`,
    title: 'Использовать для названий с текстом',
    hint: 'Задание само использует шаблон для элементов, в названии которых есть этот текст. Знак * заменяет любой текст.',
    atLeast: 'Только если длительность не меньше (минут)',
    atMost: 'Только если длительность не больше (минут)',
  },
  inherited: 'По умолчанию',
  /** The settings of a run that forms offer, in their order, by the sections of `processing_config`. */
  processing: {
    trimming: { enable_trimming: { label: 'Обрезать тишину в начале и в конце' } },
    transcription: {
      enable_transcription: { label: 'Расшифровывать' },
      enable_topics: { label: 'Искать темы' },
      enable_subtitles: { label: 'Создавать субтитры' },
      allow_errors: { label: 'Доставлять даже при ошибке текстового шага' },
      granularity: {
        label: 'Длина списка тем',
        options: { short: 'Короткий', medium: 'Средний', long: 'Длинный' },
      },
    },
  },
  texts: {
    title: 'Название в публикациях',
    titleHint: 'Подстановки: {title}, {date}, {time}, {duration}, {language}, {source}. Чтобы вставить скобку, напишите \\{.',
    description: 'Описание в публикациях',
    thisPattern: 'Этот образец',
    descriptionPattern: 'Образец описания',
    descriptionHint:
      'Также {description} и {topics}. Строки с пустыми подстановками пропускаются. Пустой образец означает, что описания нет.',
    topics: 'Показывать темы',
    topicsFormat: 'Список тем',
    formats: {
      timestamps: 'Со временем, как главы',
      numbered_list: 'Нумерованный',
      bullet_list: 'С маркерами',
      dash_list: 'С тире',
      comma_separated: 'В одну строку',
    },
    notes: {
      'title-characters-removed': 'Из названия удалены символы, недопустимые в месте публикации.',
      'title-shortened': 'Название сокращено до предела, допустимого в месте публикации.',
      'description-characters-removed': 'Из описания удалены символы, недопустимые в месте публикации.',
      'description-shortened': 'Описание сокращено до предела, допустимого в месте публикации.',
    } as Readonly<Record<string, string>>,
    sample: 'Предпросмотр на примере',
    noDescription: 'Без описания',
  },
  outputs: 'Публикации',
  theseOutputs: 'Только эти',
  autoUpload: 'Публиковать автоматически',
  noOutputChosen: 'Публикации не выбраны: ничего не доставляется.',
  defaults: {
    title: 'Настройки по умолчанию',
    lead: 'С этих настроек начинаются все запуски вашей библиотеки. Шаблоны и отдельные запуски могут их переопределить. «По умолчанию» означает настройку сервера.',
    save: 'Сохранить настройки',
    saved: 'Настройки по умолчанию сохранены',
    viewersCannot: 'Настройки библиотеки по умолчанию могут задавать редакторы.',
  },
} as const;
