import type { States } from '../states.js';
import { Field } from './Field.js';

const ignore = (): void => undefined;

export const states: States = {
  empty: <Field label="Name" value="" onChange={ignore} />,
  'filled, with a hint': <Field label="Name" hint="Part of the address." value="audits" onChange={ignore} />,
  refused: <Field label="Path" hint="Below the folder." error="must stay inside the folder" value="../etc" onChange={ignore} />,
  disabled: <Field label="Name" value="audits" disabled onChange={ignore} />,
  secret: <Field label="Token" type="password" value="secret" onChange={ignore} />,
};
