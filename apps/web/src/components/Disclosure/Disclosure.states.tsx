import type { States } from '../states.js';
import { Disclosure } from './Disclosure.js';

export const states: States = {
  closed: <Disclosure label="Add channel">{() => <p>Form</p>}</Disclosure>,
};
