import { formatNumber } from '../numbers.js';
import { counted, items } from './counted.js';

/** In the genitive, after a number and `из`. */
const ofItems = (amount: number): string => counted(amount, 'элемента', 'элементов', 'элементов');

/** Texts about the rights of users over their data. */
export const yourDataTexts = {
  title: 'Ваши данные',
  lead: 'Экспортируйте свой аккаунт, а также элементы, файлы и настройки всех библиотек, которыми вы владеете, в один архив. Он создаётся в фоне; эту страницу можно закрыть.',
  list: 'Экспорты',
  none: 'Экспорта ещё не было.',
  start: 'Экспорт моих данных',
  startAgain: 'Повторить экспорт',
  started: 'Экспорт начался.',
  running: 'Экспорт ваших данных',
  counting: 'Подсчёт элементов',
  progress: (done: number, total: number, bytes: string): string =>
    `${formatNumber(done)} из ${ofItems(total)} · записано ${bytes}`,
  waiting: 'Экспорт ждёт службу, которая сейчас недоступна. Он продолжится сам.',
  download: (bytes: string): string => `Скачать (${bytes})`,
  contents: items,
  expires: 'будет удалён',
  delete: 'Удалить архив',
  cancel: 'Отменить экспорт',
  deleted: 'Экспорт удалён.',
  failed: 'Экспорт не удался',
  problems: {
    'storage-full': 'На сервере нет места для архива. Попросите оператора освободить место на диске, затем повторите экспорт.',
    'repeated-failure':
      'Несколько попыток не удались. Попросите оператора посмотреть журнал шлюза (gateway), затем повторите экспорт.',
  },
};
