/** Texts of the service worker, which loads no catalogue. */
export const notKeptWords = {
  title: 'Не удалось поделиться',
  hint: 'В браузере не хватает места для того, чем вы поделились. Выберите файлы в самом Throughline.',
  open: 'Открыть Throughline',
};
