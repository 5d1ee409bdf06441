import { Type } from 'typebox';
import { text } from './field.js';

const Output = Type.Object({
  name: text('What requests name it by.'),
  type: text('Of which kind it is: `folder` and the like.'),
});

export const outputAnswers = {
  OutputList: Type.Object({ items: Type.Array(Output, { description: 'In the order of their configuration.' }) }),
} as const;
