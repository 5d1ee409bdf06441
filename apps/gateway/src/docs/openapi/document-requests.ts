import { Type } from 'typebox';
import { MOST_OUTPUTS, OUTPUT_NAME } from '../../runs/run-overrides.dto.js';

const closed = { additionalProperties: false };

/** What a run does otherwise with a document. */
export const DocumentChoice = Type.Object(
  {
    languages: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z]{3}(_[a-z]{1,10}){0,2}$' }), {
        minItems: 1,
        maxItems: 10,
        description: 'Languages that a scan may be written in, as the recognition names them: `eng`, `deu`.',
      }),
    ),
    max_pages: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'One with more pages is not read.' })),
    max_pixels: Type.Optional(
      Type.Integer({ minimum: 10_000, maximum: 1_000_000_000, description: 'Largest page or image that is read as it is.' }),
    ),
    name_pattern: Type.Optional(
      Type.String({ minLength: 1, maxLength: 300, description: 'Name under which it is kept: `{{date}} {{sender}} {{title}}`.' }),
    ),
    folder_pattern: Type.Optional(
      Type.String({ maxLength: 300, description: 'Folder in which it is kept, `/` between its levels.' }),
    ),
    embed: Type.Optional(Type.Boolean({ description: 'Write what was found into the PDF.' })),
    metadata: Type.Optional(
      Type.Object(
        {
          model: Type.Optional(
            Type.String({ minLength: 1, maxLength: 200, description: 'Of the endpoint that the server is set up with.' }),
          ),
        },
        { ...closed, description: 'How title, date and sender are found.' },
      ),
    ),
  },
  { ...closed, description: 'How a document is read, named and kept.' },
);

export const AddOutputs = Type.Object(
  {
    outputs: Type.Array(Type.String({ pattern: OUTPUT_NAME.source }), {
      minItems: 1,
      maxItems: MOST_OUTPUTS,
      uniqueItems: true,
      description: 'Names of outputs that the server has.',
    }),
  },
  closed,
);
