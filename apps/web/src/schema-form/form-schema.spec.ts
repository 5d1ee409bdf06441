import { toMembers, toValues, type FormSchema } from './form-schema.js';

const schema: FormSchema = {
  name: { kind: 'text', text: 'Its name.', isRequired: true, maxLength: 100 },
  minutes: { kind: 'number', text: 'Minutes.', min: 1, max: 90 },
  size: { kind: 'choice', text: 'Its size.', options: ['small', 'large'], initial: 'small' },
  on: { kind: 'switch', text: 'Whether it is on.', initial: true },
  days: { kind: 'list', text: 'Days.', options: ['mo', 'tu'] },
};

describe('the values of a form', () => {
  it('begin with the defaults of the API, and with what the form gives', () => {
    expect(toValues(schema, { minutes: 5 })).toEqual({ name: '', minutes: '5', size: 'small', on: true, days: [] });
  });

  it('keep a resource, also where it has no value', () => {
    const resource = { name: 'Talks', minutes: null, size: 'large', on: false, days: ['tu'] };
    expect(toMembers(schema, toValues(schema, { ...resource, id: 3 }))).toEqual(resource);
  });

  it('are sent without surrounding spaces, as numbers, and empty ones as null', () => {
    const values = { name: ' Talks ', minutes: ' 7 ', size: ' ', on: true, days: [] };
    expect(toMembers(schema, values)).toEqual({ name: 'Talks', minutes: 7, size: null, on: true, days: [] });
  });

  it('have a third state for a switch that can be left to other settings', () => {
    const free: FormSchema = { on: { kind: 'optional-switch', text: 'Whether it is on.' } };
    for (const [value, shown] of [
      [null, ''],
      [true, 'on'],
      [false, 'off'],
    ] as const) {
      expect(toValues(free, { on: value })).toEqual({ on: shown });
      expect(toMembers(free, { on: shown })).toEqual({ on: value });
    }
  });
});
