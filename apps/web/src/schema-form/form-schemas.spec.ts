import type { FormSchema } from './form-schema.js';
import { formSchemas } from './form-schemas.generated.js';

const patternsOf = (schema: FormSchema) =>
  Object.entries(schema).flatMap(([name, field]) =>
    field.kind === 'text' && field.pattern !== undefined ? [[name, field.pattern] as const] : [],
  );

describe('the fields of the forms', () => {
  // Browsers ignore a pattern that they cannot compile with this flag.
  it.each(Object.entries(formSchemas))('have patterns that browsers compile: %s', (_, schema) => {
    for (const [, pattern] of patternsOf(schema)) expect(() => new RegExp(`^(?:${pattern})$`, 'v')).not.toThrow();
  });

  it('refuse what the API refuses', () => {
    const isName = new RegExp(`^(?:${formSchemas.OwnOutputBody.name.pattern})$`, 'v');
    expect(['my-nas', 'a_1', 'My nas', '-a', 'x'.repeat(41)].map((name) => isName.test(name))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    const isText = new RegExp(`^(?:${formSchemas.SourceBody.name.pattern})$`, 'v');
    expect([' Talks ', '  '].map((name) => isText.test(name))).toEqual([true, false]);
  });

  it('have no marks of code: their texts stand in hints', () => {
    for (const schema of Object.values(formSchemas) as FormSchema[])
      for (const { text } of Object.values(schema)) expect(text).not.toContain('`');
  });
});
