import { drawView } from '../testing/draw-view.js';
import type { FormSchema } from './form-schema.js';
import { SchemaFields, lacksChoice, orderFields, type FormWords } from './SchemaFields.js';

const schema: FormSchema = {
  color: { kind: 'choice', text: 'The color of its badge.', options: ['red', 'blue'] },
  is_loud: { kind: 'switch', text: 'Sends a notice.' },
  max_retries: { kind: 'number', text: 'Tries before it gives up.', isRequired: true, min: 1, max: 9 },
  name: { kind: 'text', text: 'Its name.', isRequired: true, maxLength: 60, pattern: String.raw`.*\S.*` },
};
const words: FormWords = { name: { label: 'Name' }, gone: { label: 'Gone' } };
const values = { color: '', is_loud: true, max_retries: '3', name: 'Talks' };

describe('the fields of a form', () => {
  const draw = (errors: Readonly<Record<string, string>> = {}) =>
    drawView(
      <SchemaFields schema={schema} words={words} values={values} errors={errors} onChange={() => undefined} />,
      () => undefined,
    );

  it('are those of the API, in the order of the page, with new ones at the end', () => {
    expect(orderFields(schema, words)).toEqual(['name', 'color', 'is_loud', 'max_retries']);
    expect(draw().words.trim()).toMatch(
      /^Name Color Default red blue The color of its badge\. Is loud Sends a notice\. Max retries Tries before it gives up\.$/,
    );
  });

  it('have choices in the order of the page, with new ones at the end under their own name', () => {
    const list: FormSchema = { days: { kind: 'list', text: 'Its days.', options: ['mo', 'tu', 'we'], least: 1 } };
    const own: FormWords = { days: { label: 'Days', options: { we: 'Wednesday', mo: 'Monday' } } };
    const drawn = (days: readonly string[]) =>
      drawView(<SchemaFields schema={list} words={own} values={{ days }} onChange={() => undefined} />, () => undefined);
    expect(drawn(['tu']).words.trim()).toBe('Days Wednesday Monday tu');
    expect(drawn(['tu', 'we']).html.match(/checked=""/g)).toHaveLength(2);
    expect([lacksChoice(list, { days: [] }), lacksChoice(list, { days: ['tu'] })]).toEqual([true, false]);
  });

  it('have a switch with a third state, if it can be left to other settings', () => {
    const free: FormSchema = { is_loud: { kind: 'optional-switch', text: 'Sends a notice.' } };
    const drawn = (is_loud: string) =>
      drawView(<SchemaFields schema={free} words={{}} values={{ is_loud }} onChange={() => undefined} />, () => undefined);
    expect(drawn('').words.trim()).toBe('Is loud Default On Off Sends a notice.');
    expect(drawn('off').html).toMatch(/<option value="off" selected="">/);
  });

  it('have the limits of the API', () => {
    const { html } = draw();
    expect(html).toMatch(/<input [^>]*maxLength="60"[^>]*required=""[^>]*value="Talks"/i);
    expect(html).toMatch(/<input [^>]*type="number"[^>]*min="1"[^>]*max="9"[^>]*required=""/);
    expect(html).toMatch(/<input type="checkbox"[^>]*checked=""/);
  });

  it('show the errors of the server beside them, for screen readers too', () => {
    const { html } = draw({ color: 'is unknown', is_loud: 'needs an address', name: 'is taken' });
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(3);
    for (const [, id] of html.matchAll(/<small id="([^"]+-error)" class="field-error">/g))
      expect(html).toContain(`aria-describedby="${String(id)}`);
  });
});
