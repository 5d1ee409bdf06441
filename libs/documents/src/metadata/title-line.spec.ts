import { findTitleLine } from './title-line.js';

const text = (...lines: readonly string[]): string => lines.join('\n');

describe('findTitleLine', () => {
  it.each<[string, string, string | undefined]>([
    ['a heading', text('On the growth of trees', '', 'Trees grow.'), 'On the growth of trees'],
    ['the kind of document below a company', text('ACME Ltd', '', 'Invoice number 4711', '3 March 2024'), 'Invoice number 4711'],
    [
      'the kind of document below a whole letterhead, without an empty line',
      text('Müller & Söhne', 'Hauptstraße 5', '10115 Berlin', 'Tel. 030 123456', 'Frau Ann Example', 'Rechnung Nr. 12'),
      'Rechnung Nr. 12',
    ],
    [
      'the subject of a letter',
      text('Corner Shop', '12 High Street', 'Dear Ms Example,', 'Re: Your order of tiles'),
      'Your order of tiles',
    ],
    [
      'the first line below a letterhead, a day and a greeting',
      text(
        'Northern Water plc',
        'www.water.example',
        'Leeds, 3 March 2024',
        'Dear customer,',
        'We are going to repair the pipes.',
      ),
      'We are going to repair the pipes.',
    ],
    ['a line after a page number', text('Page 1 of 3', 'Rules of the house'), 'Rules of the house'],
    ['nothing for a letterhead alone', text('ACME GmbH', 'Hauptstr. 5', '10115 Berlin', 'info@acme.example'), undefined],
    ['nothing for the contact data of a company', text('OOO «Romashka», ООО', 'тел. 123-45'), undefined],
    ['nothing for a lone number', '42', undefined],
  ])('returns %s', (_, given, title) => {
    expect(findTitleLine(given)).toBe(title);
  });
});
