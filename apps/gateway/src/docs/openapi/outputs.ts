import { Type } from 'typebox';
import { text } from './field.js';
import { operation } from './operation.js';

const Output = Type.Object({
  name: text('What requests name it by.'),
  type: text('Of which kind it is: `folder` and the like.'),
});

export const outputAnswers = {
  OutputList: Type.Object({ items: Type.Array(Output, { description: 'In the order of their configuration.' }) }),
} as const;

export const outputPaths = {
  '/api/v1/outputs': {
    get: operation({
      id: 'listOutputs',
      tag: 'service',
      summary: 'Where this server can deliver to',
      description: 'What can be named in `output_config.outputs` of a run. Their settings are not told.',
      scope: 'read',
      answers: [
        {
          status: 200,
          description: 'The outputs of the server.',
          schema: 'OutputList',
          example: { items: [{ name: 'library', type: 'folder' }] },
        },
      ],
      problems: [],
    }),
  },
};
