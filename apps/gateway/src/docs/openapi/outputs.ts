import { operation } from './operation.js';

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
