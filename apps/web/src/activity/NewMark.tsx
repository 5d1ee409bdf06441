import type { ReactElement } from 'react';
import { text } from '../texts/text.js';

/** Marks what was not there at the last visit. */
export const NewMark = (): ReactElement => <span className="new-mark">{text.activity.isNew}</span>;
