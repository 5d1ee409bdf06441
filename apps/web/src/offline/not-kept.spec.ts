import { renderNotKept } from './not-kept.js';

describe('the answer to an app whose files the browser cannot store', () => {
  it.each([
    [['de-AT', 'en'], 'de', 'Nicht geteilt'],
    [['fr', 'ru-RU'], 'ru', 'Не удалось поделиться'],
    [['fr'], 'en', 'Not shared'],
  ])('is in a language of the browser: %j', (languages, tag, title) => {
    const html = renderNotKept(languages, 'https://recordings.example/tl/');
    expect(html).toContain(`<html lang="${tag}">`);
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain('<a href="https://recordings.example/tl/">');
  });
});
