import { Type, type Static } from 'typebox';

/** The settings of a simulated source. Equal settings always give the same sound file. */
export const SimulatedSourceSchema = Type.Object(
  {
    seconds: Type.Optional(Type.Number({ minimum: 0.1, maximum: 600, default: 3, description: 'Length of the file.' })),
    silence_seconds: Type.Optional(
      Type.Number({ minimum: 0, maximum: 60, default: 0.5, description: 'Silence at its start and at its end.' }),
    ),
    seed: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 4_294_967_295,
        default: 1,
        description: 'Another seed is another tone, so other content.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type SimulatedSource = Static<typeof SimulatedSourceSchema>;
