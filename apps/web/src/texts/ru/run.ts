/** The dialog that previews and starts a run. */
export const runWords = {
  withOthers: 'Запустить с другими настройками',
  template: 'Шаблон',
  boundTemplate: (name: string | null): string => `Привязанный: ${name ?? 'удалён'}`,
  noTemplate: 'Нет',
  bind: 'Использовать этот шаблон и для следующих запусков',
  vocabulary: 'Имена и термины этого запуска',
  vocabularyHint:
    'Для движков, которые их принимают; идут перед терминами библиотеки. При пустом списке термины прежних запусков больше не учитываются.',
  asBefore: 'Как раньше',
  ownTerms: 'Только эти',
  languages: 'Языки скана',
  languagesThere: 'Языки, которые есть у обработчиков',
  languagesHint:
    'Коды tesseract, например eng deu chi_sim. Заново распознаются только сканы; на страницах с текстом он остаётся.',
  languagesAway: (names: string, codes: string): string =>
    `Ни у одного обработчика пока нет языковых данных (${names}). На компьютере, где работает Throughline: npx tl engine fetch ocr ${codes}`,
  wrongLanguages: (codes: string): string => `Это не код языка: ${codes}. Подходят коды вида eng, deu или chi_sim.`,
  terms: 'Имена и термины, по одному в строке',
  settings: 'Изменённые настройки',
  layers: {
    server: 'Сервер',
    user: 'Настройки библиотеки по умолчанию',
    template: 'Привязанный шаблон',
    'previous run': 'Прежние запросы для этого элемента',
    'run template': 'Шаблон этого запуска',
    preferences: 'Предпочтения этого элемента',
    request: 'Этот запрос',
    output: 'Публикация',
  } as Readonly<Record<string, string>>,
  ownPattern: (output: string, isTitle: boolean): string => `${isTitle ? 'Название' : 'Описание'} в ${output}`,
  ofTemplate: (name: string): string => `Шаблон «${name}»`,
} as const;
