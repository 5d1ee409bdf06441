/**
 * Returns the fields of the requests that the page has forms for, by the name of the request: kind, limits, default and text. Fields
 * that are objects are not among them: they have controls of their own. Neither are `except`, which the page draws by the type's form.
 * A layer leaves settings to other layers, so its switches have a third state.
 */
const FORMS = [
  { request: 'SourceBody', except: ['type', 'credential_id'] },
  { request: 'OwnOutputBody', except: ['type', 'credential_id'] },
  { request: 'WebhookEndpointBody', except: [] },
  { request: 'TemplateBody', except: [] },
  { request: 'JobBody', except: [] },
  { request: 'TrimmingOverrides', except: [], isLayer: true },
  { request: 'TranscriptionOverrides', except: [], isLayer: true },
];

/** Browsers compile a pattern with the flag `v`, and match the whole value. Surrounding spaces are removed before it is sent. */
const htmlPattern = (pattern) => {
  const inside = pattern.replace(/^\^(\\s\*)?/, '').replace(/(\\s\*)?\$$/, '');
  const whole = `${pattern.startsWith('^') ? '' : '.*'}${inside}${pattern.endsWith('$') ? '' : '.*'}`;
  return whole.replaceAll('-]', String.raw`\-]`);
};

function controlOf({ type, enum: options, items, minimum, maximum, minItems, maxLength, pattern }, isLayer) {
  if (options !== undefined) return { kind: 'choice', options };
  if (type === 'array') return items.enum === undefined ? undefined : { kind: 'list', options: items.enum, least: minItems };
  if (type === 'boolean') return { kind: isLayer ? 'optional-switch' : 'switch' };
  if (type === 'integer') return { kind: 'number', min: minimum, max: maximum };
  if (type === 'string') return { kind: 'text', maxLength, pattern: pattern === undefined ? undefined : htmlPattern(pattern) };
  return undefined;
}

function fieldsOf({ properties, required = [] }, { except, isLayer = false }) {
  const fields = Object.entries(properties)
    .filter(([name]) => !except.includes(name))
    .map(([name, schema]) => [name, controlOf(schema, isLayer), schema])
    .filter(([, control]) => control !== undefined)
    .map(([name, control, { default: initial, description }]) => [
      name,
      { ...control, initial, isRequired: required.includes(name) || undefined, text: description.replaceAll('`', '') },
    ]);
  return Object.fromEntries(fields);
}

export function formSchemasModule({ components: { schemas } }) {
  const forms = FORMS.map((form) => `  ${form.request}: ${JSON.stringify(fieldsOf(schemas[form.request], form))},`);
  return [
    "import type { FormSchema } from './form-schema.js';",
    '',
    '/** The fields of the requests that the page has forms for. */',
    'export const formSchemas = {',
    ...forms,
    '} as const satisfies Readonly<Record<string, FormSchema>>;',
    '',
  ].join('\n');
}
